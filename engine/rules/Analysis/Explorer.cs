namespace OcrWorkflows.Rules.Analysis;

/// <summary>Facts that a search came by, and how they differ from those of a case.</summary>
/// <param name="Case">Name of the case the search went out from.</param>
internal sealed record FoundFacts(string Case, IReadOnlyList<FactChange> Changes, object Facts, DateOnly Date);

/// <summary>Walks from the facts of cases to facts nearby: first the cases themselves, then every single change, in a fixed order and each facts once.</summary>
internal sealed class Explorer(FactsContract contract, IReadOnlyList<(string Name, object Facts, DateOnly Date)> starts, Vocabulary vocabulary)
{
    private static readonly string[] s_nothingFixed = [];

    private readonly FactsNeighbours _neighbours = new(vocabulary, inventTexts: true);

    public IEnumerable<FoundFacts> Facts()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, facts, date) in starts)
        {
            if (seen.Add(CanonicalJson.Write(facts)))
            {
                yield return new FoundFacts(name, [], facts, date);
            }
        }

        foreach (var (name, facts, date) in starts)
        {
            var tree = FactsTree.Of(facts, contract.FactsType);
            foreach (var change in _neighbours.Of(tree, s_nothingFixed))
            {
                var changed = tree.With(change);
                if (seen.Add(changed.Text) && changed.Facts() is { } other)
                {
                    yield return new FoundFacts(name, [change], other, DateOf(other) is { } own && own != DateOf(facts) ? own : date);
                }
            }
        }
    }

    /// <summary>The facts' own DecisionDate; null when they have none.</summary>
    private static DateOnly? DateOf(object facts) => facts.GetType().GetProperty("DecisionDate")?.GetValue(facts) as DateOnly?;
}
