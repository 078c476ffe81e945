using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Runs the activity of the first case that holds, or those of all that hold; else the default.</summary>
internal sealed class SwitchKind : ActivityKind
{
    private sealed record Case(InputBinding Condition, ActivityNode? Activity);

    private sealed record Arms(Case[] Cases, ActivityNode? Default);

    public override string Type => "Elsa.Switch";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("mode", typeof(string))];

    public override IReadOnlyList<string> Outputs { get; } = ["output"];

    public override IReadOnlyList<string> Members { get; } = ["cases", "default"];

    public override void Read(ActivityReading reading)
    {
        var cases = new List<Case>();
        foreach (var item in reading.Source.Find("cases")?.Items ?? [])
        {
            if (item.Find("condition") is not { } condition)
            {
                reading.Report(item.At("WFL018", "A case needs a \"condition\"."));
                continue;
            }

            var activity = item.Find("activity") is { Kind: not SourceKind.Null } written ? reading.ReadActivity(written) : null;
            if (reading.BindExpression(condition, "condition", typeof(bool)) is { } binding)
            {
                cases.Add(new Case(binding, activity));
            }
        }

        SwitchModes.Check(reading);
        reading.Node.Detail = new Arms([.. cases], reading.ReadChild("default"));
    }

    public override void Execute(ActivityContext context)
    {
        var arms = (Arms)context.Node.Detail!;
        var matches = arms.Cases.Where(c => c.Condition.Evaluate(context.Sight) is true);
        var chosen = (SwitchModes.IsMatchAny(context) ? matches : matches.Take(1)).ToArray();
        ActivityNode?[] activities = chosen.Length == 0 ? [arms.Default] : [.. chosen.Select(c => c.Activity)];
        foreach (var activity in activities.OfType<ActivityNode>())
        {
            context.Schedule(activity);
        }

        CompleteIfDone(context);
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) => CompleteIfDone(context);

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => CompleteIfDone(context);

    private static void CompleteIfDone(ActivityContext context)
    {
        if (!context.HasOpenChildren)
        {
            context.Complete();
        }
    }
}

/// <summary><c>MatchFirst</c>, which is the default, or <c>MatchAny</c>.</summary>
internal static class SwitchModes
{
    private static readonly string[] Known = ["MatchFirst", "MatchAny"];

    public static void Check(ActivityReading reading)
    {
        if (reading.Node.Inputs.GetValueOrDefault("mode")?.Source is LiteralValue { Value: string text } && !Known.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            reading.Report(reading.Source.Find("mode")!.At("WFL018", $"There is no switch mode \"{text}\".", Spelling.DidYouMeanOrList(text, Known)));
        }
    }

    public static bool IsMatchAny(ActivityContext context) => string.Equals(context.Input("mode") as string, "MatchAny", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Runs the activities inside it all at once, and goes on after the first or after all.</summary>
internal sealed class ForkKind : ActivityKind
{
    public override string Type => "Elsa.Fork";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("joinMode", typeof(string))];

    public override IReadOnlyList<string> Members { get; } = ["branches", "variables"];

    public override void Read(ActivityReading reading)
    {
        reading.ReadChildren("branches");
        if (reading.Node.Inputs.GetValueOrDefault("joinMode")?.Source is LiteralValue { Value: string text } && text is not ("WaitAny" or "WaitAll"))
        {
            reading.Report(reading.Source.Find("joinMode")!.At("WFL018", $"There is no join mode \"{text}\".", Spelling.DidYouMeanOrList(text, ["WaitAny", "WaitAll"])));
        }
    }

    public override void Execute(ActivityContext context)
    {
        foreach (var branch in context.Node.Children)
        {
            context.Schedule(branch);
        }

        if (context.Node.Children.Count == 0)
        {
            context.Complete();
        }
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        if (!context.HasOpenChildren || context.Input("joinMode") as string == "WaitAny" || child.Kind.EndsContainer)
        {
            context.Complete();
        }
    }

    public override void ChildCanceled(ActivityContext context, ActivityNode child)
    {
        if (!context.HasOpenChildren)
        {
            context.Complete();
        }
    }
}
