using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>The workflow itself: the synthetic activity <c>Workflow1</c> around the root of the file.</summary>
internal sealed class WorkflowKind : ActivityKind
{
    public const string Id = "Workflow1";

    public override string Type => "Elsa.Workflow";

    public override void Execute(ActivityContext context) => context.Schedule(context.Node.Children[0]);

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) => context.Complete();
}

/// <summary>Activities one after the other.</summary>
internal sealed class SequenceKind : ActivityKind
{
    public override string Type => "Elsa.Sequence";

    public override bool Pauses(ActivityNode node) => node.Children.Any(c => c.Kind.Pauses(c));

    public override IReadOnlyList<string> Members => ["activities", "variables"];

    public override void Read(ActivityReading reading) => reading.ReadChildren("activities");

    public override void Execute(ActivityContext context) => Next(context, 0);

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        if (child.Kind.EndsContainer)
        {
            context.Complete();
        }
        else
        {
            Next(context, context.Node.Children.IndexOf(child) + 1);
        }
    }

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => Next(context, context.Node.Children.IndexOf(child) + 1);

    private static void Next(ActivityContext context, int index)
    {
        if (index < context.Node.Children.Count)
        {
            context.Schedule(context.Node.Children[index]);
        }
        else
        {
            context.Complete();
        }
    }
}

internal sealed class StartKind : ActivityKind
{
    public override string Type => "Elsa.Start";

    public override void Execute(ActivityContext context) => context.Complete();
}

/// <summary>Activities all at once; completes when all have.</summary>
internal sealed class ParallelKind : ActivityKind
{
    public override string Type => "Elsa.Parallel";

    public override IReadOnlyList<string> Members => ["activities", "variables"];

    public override void Read(ActivityReading reading) => reading.ReadChildren("activities");

    public override void Execute(ActivityContext context)
    {
        foreach (var child in context.Node.Children)
        {
            context.Schedule(child);
        }

        CompleteIfDone(context);
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        if (child.Kind.EndsContainer)
        {
            context.Complete();
        }
        else
        {
            CompleteIfDone(context);
        }
    }

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => CompleteIfDone(context);

    private static void CompleteIfDone(ActivityContext context)
    {
        if (!context.HasOpenChildren)
        {
            context.Complete();
        }
    }
}

/// <summary>Ends the container it stands in; what still runs there is cancelled.</summary>
internal sealed class EndKind : ActivityKind
{
    public override string Type => "Elsa.End";

    public override bool EndsContainer => true;

    public override IReadOnlyList<string> Ports(ActivityNode node) => [];

    public override void Execute(ActivityContext context) => context.Complete();
}

/// <summary>Ends the whole instance at once.</summary>
internal sealed class FinishKind : ActivityKind
{
    public override string Type => "Elsa.Finish";

    public override bool EndsContainer => true;

    public override IReadOnlyList<string> Ports(ActivityNode node) => [];

    public override void Execute(ActivityContext context)
    {
        context.Burst.Write(context.Run, "Completed");
        context.Burst.End(InstanceSubStatus.Finished);
    }
}
