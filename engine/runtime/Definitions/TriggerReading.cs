namespace OcrWorkflows.Runtime.Definitions;

/// <summary>The triggers of a definition: what they wait for is known when the definition is published, so only literals count.</summary>
internal static class TriggerReading
{
    public static IReadOnlyList<WorkflowTrigger> Of(ActivityNode top) =>
    [
        .. top.WithDescendants().Where(a => a.CanStartWorkflow).Select(a => new WorkflowTrigger(
            a.Id,
            a.Kind.Type,
            Literal(a, "eventName") as string,
            Literal(a, "interval") as TimeSpan?,
            Literal(a, "dateTime") as DateTimeOffset?,
            Literal(a, "cronExpression") as string)),
    ];

    private static object? Literal(ActivityNode activity, string input) => (activity.Inputs.GetValueOrDefault(input)?.Source as LiteralValue)?.Value;
}
