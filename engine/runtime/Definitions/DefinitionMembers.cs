using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>What a file says of one activity, or of the workflow as a whole, as paths and texts; the activities inside it and how it is drawn left out.</summary>
internal static class DefinitionMembers
{
    /// <summary>Counted and marked by what publishes a definition, not by who writes it; the root is an activity.</summary>
    private static readonly HashSet<string> s_ofPublishing = new(StringComparer.OrdinalIgnoreCase)
        { "$schema", "id", "definitionId", "version", "toolVersion", "createdAt", "isLatest", "isPublished", "isReadonly", "isSystem", "root" };

    private static readonly HashSet<string> s_ofDrawing = new(StringComparer.OrdinalIgnoreCase) { "id", "nodeId", "connections" };

    public static IReadOnlyDictionary<string, string> OfWorkflow(ActivityNode top) => Of(top, s_ofPublishing);

    public static IReadOnlyDictionary<string, string> OfActivity(ActivityNode node) => Of(node, s_ofDrawing);

    private static Dictionary<string, string> Of(ActivityNode node, HashSet<string> without)
    {
        var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inside = node.Children.Select(c => c.Source).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var member in node.Source.Members.Where(m => !without.Contains(m.Name)))
        {
            Add(members, inside, member.Name, member.Value);
        }

        return members;
    }

    private static void Add(Dictionary<string, string> members, HashSet<object?> inside, string path, SourceNode value)
    {
        if (inside.Contains(value) || path.Equals("metadata.designer", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (value.Kind == SourceKind.Object && value.Find("expression") is { Kind: SourceKind.Object } expression)
        {
            members[path] = $"{expression.Find("type")?.Text}: {Text(expression.Find("value"))}";
            return;
        }

        foreach (var member in value.Kind == SourceKind.Object ? value.Members : [])
        {
            Add(members, inside, $"{path}.{member.Name}", member.Value);
        }

        foreach (var (at, item) in value.Kind == SourceKind.Array ? value.Items.Index() : [])
        {
            Add(members, inside, $"{path}[{item.Find("name")?.Text ?? item.Find("label")?.Text ?? (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}]", item);
        }

        if (value.Kind is not (SourceKind.Object or SourceKind.Array))
        {
            members[path] = Text(value);
        }
    }

    private static string Text(SourceNode? value) => value is null ? "" : value.Text ?? value.RawText;
}
