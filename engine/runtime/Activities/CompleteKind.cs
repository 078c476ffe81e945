using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Completes the activity it stands in, with outcomes of its own; what is left in it is cancelled.</summary>
internal sealed class CompleteKind : ActivityKind
{
    public override string Type => "Elsa.Complete";

    public override bool EndsContainer => true;

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("outcomes", typeof(object))];

    public override IReadOnlyList<string> Ports(ActivityNode node) => [];

    /// <summary><c>Done</c> and what the Complete activities directly inside may say; null when that is known only at run time.</summary>
    public static IReadOnlyList<string>? PortsOf(ActivityNode node)
    {
        var inside = node.Children.Where(c => c.Kind is CompleteKind).ToArray();
        if (inside.Length == 0)
        {
            return OnlyDone;
        }

        var ports = new List<string>(OnlyDone);
        foreach (var complete in inside)
        {
            switch (complete.Inputs.GetValueOrDefault("outcomes")?.Source)
            {
                case null: break;
                case LiteralValue { Value: var written }: ports.AddRange(Names(written) ?? []); break;
                case StructureValue { Value: var written }: ports.AddRange(Names(written) ?? []); break;
                default: return null;
            }
        }

        return ports;
    }

    public override void Execute(ActivityContext context)
    {
        var outcomes = Names(context.Input("outcomes")) ?? throw new ActivityFaultException("The outcomes are neither a text nor a list of texts.");
        var container = context.Run.Parent!;
        if (container.Parent?.Parent is not null)
        {
            context.Burst.Differ("DIF209", context.Run);
        }

        ActivityContext.EndAfterThis(container, outcomes.Count == 0 ? OnlyDone : outcomes);
        context.Complete();
    }

    /// <summary>One text, a list of them, or JSON of such a list inside a text.</summary>
    private static IReadOnlyList<string>? Names(object? written) => written switch
    {
        null => [],
        string text when text.TrimStart().StartsWith('[') && PlainValues.TryConvert(text, typeof(string[]), out var items) => [.. ((object?[])items!).OfType<string>()],
        string text => [text],
        IReadOnlyList<object?> items when items.All(i => i is string) => [.. items.Cast<string>()],
        _ => null,
    };
}
