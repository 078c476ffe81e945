using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime;

/// <summary>What became of a part from one version of a definition to another.</summary>
public enum PartChange
{
    Added,
    Removed,
    Changed,
}

/// <param name="Member">Path inside its activity, such as <c>eventName</c> or <c>customProperties.ocr.form</c>.</param>
/// <param name="Before">As it is written; null when there was none.</param>
public sealed record MemberChange(string Member, string? Before, string? After);

/// <param name="Title">What diagrams show; of the later version unless it is removed.</param>
/// <param name="Members">What differs, by path; empty for an activity that is added or removed.</param>
public sealed record ActivityChange(string Id, string Type, string Title, PartChange Change, IReadOnlyList<MemberChange> Members);

/// <param name="Change">Added or removed.</param>
public sealed record ConnectionChange(string Source, string Port, string Target, PartChange Change);

/// <summary>Two definitions compared by what they do: activities by their identities, at any depth, and connections. Where a designer has drawn something is no difference.</summary>
/// <param name="Workflow">Of the definition as a whole: name, inputs, variables, options.</param>
public sealed record DefinitionComparison(IReadOnlyList<MemberChange> Workflow, IReadOnlyList<ActivityChange> Activities, IReadOnlyList<ConnectionChange> Connections)
{
    public bool None => Workflow.Count + Activities.Count + Connections.Count == 0;

    public static DefinitionComparison Of(WorkflowDefinition before, WorkflowDefinition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new DefinitionComparison(
            Between(DefinitionMembers.OfWorkflow(before.Top), DefinitionMembers.OfWorkflow(after.Top)),
            [.. ActivitiesOf(before, after).OrderBy(a => a.Change).ThenBy(a => a.Id, StringComparer.Ordinal)],
            [.. ConnectionsOf(before, after).OrderBy(c => c.Change).ThenBy(c => c.Source, StringComparer.Ordinal).ThenBy(c => c.Target, StringComparer.Ordinal).ThenBy(c => c.Port, StringComparer.Ordinal)]);
    }

    private static IEnumerable<ActivityChange> ActivitiesOf(WorkflowDefinition before, WorkflowDefinition after)
    {
        var (old, now) = (ById(before), ById(after));
        foreach (var gone in old.Values.Where(n => !now.ContainsKey(n.Id)))
        {
            yield return new ActivityChange(gone.Id, gone.Kind.Type, gone.Title, PartChange.Removed, []);
        }

        foreach (var node in now.Values)
        {
            if (!old.TryGetValue(node.Id, out var was))
            {
                yield return new ActivityChange(node.Id, node.Kind.Type, node.Title, PartChange.Added, []);
            }
            else if (Between(DefinitionMembers.OfActivity(was), DefinitionMembers.OfActivity(node)) is { Count: > 0 } members)
            {
                yield return new ActivityChange(node.Id, node.Kind.Type, node.Title, PartChange.Changed, members);
            }
        }
    }

    private static IEnumerable<ConnectionChange> ConnectionsOf(WorkflowDefinition before, WorkflowDefinition after)
    {
        var (old, now) = (Connected(before), Connected(after));
        return old.Except(now).Select(c => new ConnectionChange(c.Source, c.Port, c.Target, PartChange.Removed))
            .Concat(now.Except(old).Select(c => new ConnectionChange(c.Source, c.Port, c.Target, PartChange.Added)));
    }

    private static List<MemberChange> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
            .Select(member => new MemberChange(member, before.GetValueOrDefault(member), after.GetValueOrDefault(member)))
            .Where(change => change.Before != change.After)];

    private static Dictionary<string, ActivityNode> ById(WorkflowDefinition definition) =>
        definition.Top.Children.SelectMany(c => c.WithDescendants()).ToDictionary(n => n.Id, StringComparer.Ordinal);

    private static HashSet<Connection> Connected(WorkflowDefinition definition) =>
        [.. definition.Top.WithDescendants().Select(n => n.Detail).OfType<FlowGraph>().SelectMany(g => g.Connections)];
}
