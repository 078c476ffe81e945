using OcrWorkflows.Expressions;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Goes on by every branch at once.</summary>
internal sealed class FlowForkKind : ActivityKind
{
    public override string Type => "Elsa.FlowFork";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("branches", typeof(string[]), Required: true)];

    public override IReadOnlyList<string>? Ports(ActivityNode node) =>
        node.Inputs.GetValueOrDefault("branches")?.Source is LiteralValue { Value: IReadOnlyList<object?> names } ? [.. names.OfType<string>()] : null;

    public override void Execute(ActivityContext context)
    {
        if (context.Input("branches") is not IReadOnlyList<object?> names)
        {
            throw new ActivityFaultException("The input \"branches\" is not a list of names.");
        }

        context.CompleteWith([.. names.Select(n => n as string ?? throw new ActivityFaultException("A branch has no name."))]);
    }
}

internal enum JoinMode
{
    WaitAny,
    WaitAll,
    WaitAllActive,
}

/// <summary>Brings branches together. When it runs is decided by the flowchart around it.</summary>
internal sealed class FlowJoinKind : ActivityKind
{
    public override string Type => "Elsa.FlowJoin";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("mode", typeof(string))];

    public override void Read(ActivityReading reading)
    {
        if (reading.Node.Inputs.GetValueOrDefault("mode")?.Source is LiteralValue { Value: string text } && !Enum.TryParse<JoinMode>(text, ignoreCase: true, out _))
        {
            reading.Report(reading.Source.Find("mode")!.At("WFL018", $"There is no join mode \"{text}\".", Spelling.DidYouMeanOrList(text, Enum.GetNames<JoinMode>())));
        }
    }

    public override void Execute(ActivityContext context)
    {
        if (Mode(context) == JoinMode.WaitAny)
        {
            FlowchartKind.CancelAncestors(context);
        }

        context.Complete();
    }

    /// <summary><see cref="JoinMode.WaitAny"/> when the file says nothing.</summary>
    public static JoinMode Mode(ActivityContext context) => Mode(context.Node, context.Sight);

    public static JoinMode Mode(ActivityNode join, Sight sight) =>
        join.Inputs.GetValueOrDefault("mode")?.Evaluate(sight) is not string text ? JoinMode.WaitAny
        : Enum.TryParse<JoinMode>(text, ignoreCase: true, out var mode) ? mode
        : throw new ActivityFaultException($"There is no join mode \"{text}\"; the modes are {string.Join(", ", Enum.GetNames<JoinMode>())}.");
}
