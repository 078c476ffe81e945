using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Centres.Clauses;

/// <summary>Something that cites clauses: a rule, or an activity of a workflow.</summary>
/// <param name="Owner">Rule set or workflow definition.</param>
/// <param name="Name">Name of the rule, or id of the activity.</param>
/// <param name="Clauses">Ids, in the order written; empty when it cites none.</param>
public sealed record Citation(string Owner, string Name, IReadOnlyList<string> Clauses)
{
    public override string ToString() => $"{Owner}/{Name}";
}

/// <summary>Finds what cites clauses in the files of rule sets and workflows, as <c>Properties</c> and <c>customProperties</c> say it. What else is wrong with a file is told by whoever loads it.</summary>
public static class Citations
{
    /// <summary>Rules at the top of a file; the rules of a group speak through the group.</summary>
    public static IReadOnlyList<Citation> OfRules(string set, ReadOnlySpan<byte> utf8) =>
        SourceDocument.Parse(set, utf8).Root is not { } root ? []
        : [.. (root.Kind == SourceKind.Array ? root.Items : [root])
            .SelectMany(workflow => workflow["Rules"]?.Items ?? [])
            .Select(rule => new Citation(set, rule["RuleName"]?.Text ?? "", Of(rule["Properties"])))];

    /// <summary>Activities that cite a clause, however deep they stand. Those that cite none are left out: most steps have none to cite.</summary>
    public static IReadOnlyList<Citation> OfDefinition(string file, ReadOnlySpan<byte> utf8)
    {
        if (SourceDocument.Parse(file, utf8).Root is not { } root)
        {
            return [];
        }

        var found = new List<Citation>();
        Collect(root["definitionId"]?.Text ?? file, root, found);
        return found;
    }

    private static void Collect(string definition, SourceNode node, List<Citation> found)
    {
        if (node["customProperties"] is { } properties && Of(properties) is { Count: > 0 } clauses)
        {
            found.Add(new Citation(definition, node["id"]?.Text ?? "", clauses));
        }

        foreach (var child in node.Members.Select(m => m.Value).Concat(node.Items))
        {
            Collect(definition, child, found);
        }
    }

    private static IReadOnlyList<string> Of(SourceNode? properties) => properties?["clause"] switch
    {
        null => [],
        { Kind: SourceKind.String } one => [one.Text!],
        { } list => [.. list.Items.Where(i => i.Kind == SourceKind.String).Select(i => i.Text!)],
    };
}
