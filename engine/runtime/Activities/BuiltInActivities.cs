namespace OcrWorkflows.Runtime.Activities;

/// <summary>The activity types of the Elsa format that run here, and the working-time ones beside them.</summary>
internal static class BuiltInActivities
{
    public static IReadOnlyDictionary<string, ActivityKind> All { get; } = new ActivityKind[]
    {
        new FlowchartKind(),
        new SequenceKind(),
        new ParallelKind(),
        new StartKind(),
        new EndKind(),
        new FinishKind(),
        new CompleteKind(),
        new IfKind(),
        new SwitchKind(),
        new ForkKind(),
        new WhileKind(),
        new ForKind(),
        new ForEachKind(),
        new ParallelForEachKind(),
        new BreakKind(),
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
        new RunJavaScriptKind(),
        new EventKind(),
        new PublishEventKind(),
        new ExecuteWorkflowKind(),
        new DispatchWorkflowKind(),
        new BulkDispatchKind(),
        new RunTaskKind(),
        new DelayKind(),
        new StartAtKind(),
        new IntervalKind(),
        new CronKind(),
        new WorkingDayDelayKind(),
        new CalendarDelayKind(),
    }.ToDictionary(k => k.Type, StringComparer.Ordinal);
}
