using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>An activity that runs its body again and again. The body sees <c>CurrentValue</c> and <c>CurrentIndex</c> where the loop has them.</summary>
internal abstract class LoopKind : ActivityKind
{
    protected const string CurrentValue = "CurrentValue";
    protected const string CurrentIndex = "CurrentIndex";

    /// <summary>Key of the memory: which round comes next, from 0.</summary>
    private const string Round = "round";

    public override IReadOnlyList<string> Members { get; } = ["body"];

    public override void Read(ActivityReading reading) => reading.Node.Detail = reading.ReadChild("body");

    public override void Execute(ActivityContext context) => Next(context);

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) => Next(context);

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => Next(context);

    protected static ActivityNode? Body(ActivityContext context) => (ActivityNode?)context.Node.Detail;

    /// <summary>What the body is to see in this round; null when there is none.</summary>
    protected abstract (string Variable, object? Value)[]? Values(ActivityContext context, long round);

    private void Next(ActivityContext context)
    {
        if (Body(context) is not { } body)
        {
            context.Burst.Differ("DIF211", context.Run);
            context.Complete();
            return;
        }

        var round = context.Run.Memory.GetValueOrDefault(Round) as long? ?? 0;
        if (Values(context, round) is not { } values)
        {
            context.Complete();
            return;
        }

        context.Run.Memory[Round] = round + 1;
        context.Schedule(body, values);
    }
}

internal sealed class WhileKind : LoopKind
{
    public override string Type => "Elsa.While";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("condition", typeof(bool), Required: true)];

    public override void Read(ActivityReading reading)
    {
        base.Read(reading);
        if (reading.Node.Inputs.GetValueOrDefault("condition")?.Source is LiteralValue { Value: true } && !Pauses(reading.Node))
        {
            reading.Report(reading.Source.At("WFL025", $"The loop \"{reading.Node.Id}\" has no way out: its condition is always true, and nothing in it waits.", "Give it another condition, or let it break."));
        }
    }

    protected override (string, object?)[]? Values(ActivityContext context, long round) => context.Input("condition") is true ? [] : null;
}

/// <summary>Counts from start to end, the end included unless <c>outerBoundInclusive</c> is false.</summary>
internal sealed class ForKind : LoopKind
{
    public override string Type => "Elsa.For";

    public override IReadOnlyList<InputContract> Inputs { get; } =
        [new("start", typeof(int)), new("end", typeof(int)), new("step", typeof(int)), new("outerBoundInclusive", typeof(bool))];

    public override IReadOnlyList<string> Outputs { get; } = ["currentValue"];

    public override IReadOnlyList<VariableDeclaration> ChildVariables { get; } = [new(CurrentValue, CurrentValue, typeof(int), null)];

    protected override (string, object?)[]? Values(ActivityContext context, long round)
    {
        var step = context.Input("step") as int? ?? 1;
        if (step == 0)
        {
            throw new ActivityFaultException("The loop has a step of 0 and would never end.");
        }

        var value = (context.Input("start") as int? ?? 0) + (round * step);
        var left = Math.Sign(step) * ((context.Input("end") as int? ?? 0) - value);
        if (left < 0 || (left == 0 && context.Input("outerBoundInclusive") is false))
        {
            return null;
        }

        context.SetOutput("currentValue", (int)value);
        return [(CurrentValue, (int)value)];
    }
}

internal sealed class ForEachKind : LoopKind
{
    public override string Type => "Elsa.ForEach";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("items", typeof(object[]), Required: true)];

    public override IReadOnlyList<string> Outputs { get; } = ["currentValue"];

    public override IReadOnlyList<VariableDeclaration> ChildVariables { get; } =
        [new(CurrentValue, CurrentValue, typeof(object), null), new(CurrentIndex, CurrentIndex, typeof(int), null)];

    /// <summary>The items are read again in every round; what a round adds to them is run too.</summary>
    protected override (string, object?)[]? Values(ActivityContext context, long round)
    {
        if (context.Input("items") is not IReadOnlyList<object?> items || round >= items.Count)
        {
            return null;
        }

        context.SetOutput("currentValue", items[(int)round]);
        return [(CurrentValue, items[(int)round]), (CurrentIndex, (int)round)];
    }
}

/// <summary>Runs its body for every item at once; completes when all have.</summary>
internal sealed class ParallelForEachKind : ActivityKind
{
    public override string Type => "Elsa.ParallelForEach";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("items", typeof(object), Required: true)];

    public override IReadOnlyList<string> Members { get; } = ["body"];

    public override IReadOnlyList<VariableDeclaration> ChildVariables { get; } =
        [new("CurrentValue", "CurrentValue", typeof(object), null), new("CurrentIndex", "CurrentIndex", typeof(int), null)];

    public override void Read(ActivityReading reading) => reading.Node.Detail = reading.ReadChild("body");

    public override void Execute(ActivityContext context)
    {
        if (context.Input("items") is not { } items || context.Node.Detail is not ActivityNode body)
        {
            context.Complete();
            return;
        }

        var list = items as IReadOnlyList<object?> ?? throw new ActivityFaultException("The items are no list.");
        for (var i = 0; i < list.Count; i++)
        {
            context.Schedule(body, ("CurrentValue", list[i]), ("CurrentIndex", i));
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

/// <summary>Ends the loop it stands in, and what is between.</summary>
internal sealed class BreakKind : ActivityKind
{
    public override string Type => "Elsa.Break";

    public override bool EndsContainer => true;

    public override IReadOnlyList<string> Ports(ActivityNode node) => [];

    public override void Execute(ActivityContext context)
    {
        for (var at = context.Run.Parent; at is not null; at = at.Node.Kind is LoopKind or ParallelForEachKind ? null : at.Parent)
        {
            if (at.Parent is not null)
            {
                ActivityContext.EndAfterThis(at, OnlyDone);
            }
        }

        context.Complete();
    }
}
