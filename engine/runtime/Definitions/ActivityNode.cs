using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Activities;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>A variable of the workflow or of a container.</summary>
/// <param name="Initial">Its value when the scope begins, already of the type.</param>
/// <param name="IsKept">False when the file names no storage that outlives a wait; it is kept here all the same.</param>
internal sealed record VariableDeclaration(string Id, string Name, Type Type, object? Initial, bool IsKept = true);

/// <summary>A connection of a flowchart; followed when the source completes with the outcome named by the port.</summary>
internal sealed record Connection(string Source, string Port, string Target);

/// <summary>An activity of a definition, checked, with its inputs compiled.</summary>
internal sealed class ActivityNode(string id, ActivityKind kind, ActivityNode? parent, SourceNode source)
{
    public string Id { get; } = id;

    public ActivityKind Kind { get; } = kind;

    public ActivityNode? Parent { get; } = parent;

    /// <summary>Where it stands in the file.</summary>
    public SourceNode Source { get; } = source;

    public string? Name { get; init; }

    public string? DisplayText { get; init; }

    public string? Description { get; init; }

    public string Title => DisplayText ?? Name ?? Id;

    /// <summary>True for a trigger that may start an instance.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>Null for an activity that is an incident as soon as it fails.</summary>
    public RetryPolicy? Retry { get; init; }

    public IReadOnlyList<VariableDeclaration> Variables { get; init; } = [];

    /// <summary>Only what the file sets; a missing input is null.</summary>
    public Dictionary<string, InputBinding> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Output name to the variable that takes it; outputs that go nowhere are left out.</summary>
    public Dictionary<string, VariableDeclaration> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Activities inside this one, in the order of the file.</summary>
    public List<ActivityNode> Children { get; } = [];

    /// <summary>What the kind has read for itself (cases, branches, the graph...).</summary>
    public object? Detail { get; set; }

    public IEnumerable<ActivityNode> WithDescendants() => Children.SelectMany(c => c.WithDescendants()).Prepend(this);

    /// <summary>Variables in sight, the innermost of a name first.</summary>
    public IEnumerable<VariableDeclaration> VariablesInSight()
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            foreach (var variable in at.Variables)
            {
                yield return variable;
            }
        }
    }
}
