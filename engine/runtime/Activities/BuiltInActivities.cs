namespace OcrWorkflows.Runtime.Activities;

/// <summary>The activity types of the Elsa format that run here, and the working-time ones beside them.</summary>
internal static class BuiltInActivities
{
    public static IReadOnlyDictionary<string, ActivityKind> All { get; } = new ActivityKind[]
    {
        new FlowchartKind(),
        new SequenceKind(),
        new StartKind(),
        new EndKind(),
        new FinishKind(),
        new IfKind(),
        new FlowDecisionKind(),
        new FlowSwitchKind(),
        new FlowForkKind(),
        new FlowJoinKind(),
        new SetVariableKind(),
        new SetNameKind(),
        new SetOutputKind(),
        new CorrelateKind(),
        new WriteLineKind(),
        new FaultKind(),
        new EventKind(),
        new RunTaskKind(),
        new DelayKind(),
        new StartAtKind(),
        new WorkingDayDelayKind(),
    }.ToDictionary(k => k.Type, StringComparer.Ordinal);
}
