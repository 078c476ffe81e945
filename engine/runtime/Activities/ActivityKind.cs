using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <param name="Required">A file that leaves it out is refused.</param>
internal sealed record InputContract(string Name, Type Type, bool Required = false);

/// <summary>What every activity of one type has in common. Kinds keep nothing of a run: that is in <see cref="ActivityRun.Memory"/>.</summary>
internal abstract class ActivityKind
{
    protected static readonly IReadOnlyList<string> OnlyDone = ["Done"];

    /// <summary>Name in the file, such as <c>Elsa.Event</c>.</summary>
    public abstract string Type { get; }

    public virtual IReadOnlyList<InputContract> Inputs => [];

    public virtual IReadOnlyList<string> Outputs => [];

    /// <summary>Members of the file, besides inputs and outputs, that <see cref="Read"/> reads.</summary>
    public virtual IReadOnlyList<string> Members => [];

    /// <summary>Variables that each activity directly inside sees and holds, such as <c>CurrentValue</c> in a loop.</summary>
    public virtual IReadOnlyList<VariableDeclaration> ChildVariables => [];

    /// <summary>True when it lets the turn end: it waits for the world, or ends what it stands in. A loop needs such a place, or an exit.</summary>
    public virtual bool Pauses(ActivityNode node) => EndsContainer || node.Children.Any(c => c.Kind.Pauses(c));

    /// <summary>True when the container ends as soon as this activity completes.</summary>
    public virtual bool EndsContainer => false;

    /// <summary>Ports that connections may start at; null when they are known only at run time.</summary>
    public virtual IReadOnlyList<string>? Ports(ActivityNode node) => CompleteKind.PortsOf(node);

    /// <summary>Reads what is peculiar to the kind into the node: children, cases, a graph.</summary>
    public virtual void Read(ActivityReading reading)
    {
    }

    public abstract void Execute(ActivityContext context);

    /// <summary>An activity that this one has scheduled has completed.</summary>
    public virtual void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) =>
        throw new InvalidOperationException($"{Type} holds no activities.");

    /// <summary>An activity that this one has scheduled was cancelled by another.</summary>
    public virtual void ChildCanceled(ActivityContext context, ActivityNode child)
    {
    }

    /// <summary>What the activity waited for has come.</summary>
    public virtual void Resumed(ActivityContext context, object? payload) => context.Complete();
}
