using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Runs one of the two activities inside it, then goes on.</summary>
internal sealed class IfKind : ActivityKind
{
    private sealed record Arms(ActivityNode? Then, ActivityNode? Else);

    public override string Type => "Elsa.If";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("condition", typeof(bool), Required: true)];

    public override IReadOnlyList<string> Outputs { get; } = ["result"];

    public override IReadOnlyList<string> Members { get; } = ["then", "else"];

    public override void Read(ActivityReading reading) =>
        reading.Node.Detail = new Arms(reading.ReadChild("then"), reading.ReadChild("else"));

    public override void Execute(ActivityContext context)
    {
        var condition = context.Input("condition") is true;
        context.SetOutput("result", condition);
        var arms = (Arms)context.Node.Detail!;
        if ((condition ? arms.Then : arms.Else) is { } chosen)
        {
            context.Schedule(chosen);
        }
        else
        {
            context.Complete();
        }
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) => context.Complete();

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => context.Complete();
}

internal sealed class FlowDecisionKind : ActivityKind
{
    public override string Type => "Elsa.FlowDecision";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("condition", typeof(bool), Required: true)];

    public override IReadOnlyList<string> Outputs { get; } = ["result"];

    public override IReadOnlyList<string> Ports(ActivityNode node) => ["True", "False"];

    public override void Execute(ActivityContext context)
    {
        var condition = context.Input("condition") is true;
        context.SetOutput("result", condition);
        context.Complete(condition ? "True" : "False");
    }
}

/// <summary>Goes on by the port of the first case that holds, or of all that hold; else by <c>Default</c>.</summary>
internal sealed class FlowSwitchKind : ActivityKind
{
    private sealed record Case(string Label, InputBinding Condition);

    public override string Type => "Elsa.FlowSwitch";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("mode", typeof(string))];

    public override IReadOnlyList<string> Members { get; } = ["cases"];

    public override IReadOnlyList<string> Ports(ActivityNode node) => [.. ((Case[])node.Detail!).Select(c => c.Label), "Default"];

    public override void Read(ActivityReading reading)
    {
        var cases = new List<Case>();
        foreach (var item in reading.Source.Find("cases")?.Items ?? [])
        {
            var label = item.Find("label");
            if (label is not { Kind: SourceKind.String } || item.Find("condition") is not { } condition)
            {
                reading.Report(item.At("WFL018", "A case needs a \"label\" and a \"condition\"."));
            }
            else if (reading.BindExpression(condition, "condition", typeof(bool)) is { } binding)
            {
                cases.Add(new Case(label.Text!, binding));
            }
        }

        SwitchModes.Check(reading);
        reading.Node.Detail = cases.ToArray();
    }

    public override void Execute(ActivityContext context)
    {
        var matches = ((Case[])context.Node.Detail!).Where(c => c.Condition.Evaluate(context.Sight) is true).Select(c => c.Label);
        var chosen = SwitchModes.IsMatchAny(context) ? matches.ToArray() : [.. matches.Take(1)];
        context.CompleteWith(chosen.Length == 0 ? ["Default"] : chosen);
    }
}
