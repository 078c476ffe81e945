namespace OcrWorkflows.Rules.Analysis;

/// <summary>Looks for the smallest changes of facts that a rule set accepts; every find has been decided by the rules themselves.</summary>
internal sealed class RemedySearch(RuleSet set, DateOnly date, RemedyOptions options, FactsNeighbours neighbours)
{
    private int _decided;

    public bool GaveUp => _decided >= options.MostDecisions;

    /// <returns>The fewest changes first; empty when there is none within the bounds.</returns>
    public List<IReadOnlyList<FactChange>> Find(FactsTree facts, Verdict refused)
    {
        var singles = new List<(FactChange Change, Verdict Verdict)>();
        var found = new List<IReadOnlyList<FactChange>>();
        foreach (var change in neighbours.Of(facts, options.Fixed ?? set.Contract.Unchangeable))
        {
            if (Decide(facts.With(change)) is { } verdict)
            {
                singles.Add((change, verdict));
                if (verdict.Outcome == Outcome.Accepted)
                {
                    found.Add([change]);
                }
            }
        }

        return found.Count > 0 ? OnePerMember(found) : OnePerMember(Combined(facts, refused, singles));
    }

    /// <summary>For each rule that refuses, the changes that satisfy it; then one for each rule together, and pairs where a rule needs two.</summary>
    private List<IReadOnlyList<FactChange>> Combined(FactsTree facts, Verdict refused, List<(FactChange Change, Verdict Verdict)> singles)
    {
        var helping = refused.Refusals.Select(r => singles.Where(s => s.Verdict.Refusals.All(now => now.Rule != r.Rule)).Select(s => s.Change).Take(options.ChoicesPerRule).ToList()).ToList();
        if (helping.TrueForAll(h => h.Count > 0))
        {
            var together = Together(facts, helping, 0, []);
            if (together.Count > 0)
            {
                return together;
            }
        }

        var candidates = helping.SelectMany(h => h).Concat(singles.Select(s => s.Change)).Distinct().ToList();
        foreach (var first in candidates)
        {
            foreach (var second in candidates.Where(c => c.Path != first.Path))
            {
                if (GaveUp)
                {
                    return [];
                }

                if (Decide(facts.With(first).With(second))?.Outcome == Outcome.Accepted)
                {
                    return [[first, second]];
                }
            }
        }

        return [];
    }

    private List<IReadOnlyList<FactChange>> Together(FactsTree facts, List<List<FactChange>> helping, int at, IReadOnlyList<FactChange> chosen)
    {
        if (chosen.Count > options.MostChanges || GaveUp)
        {
            return [];
        }

        if (at == helping.Count)
        {
            return Decide(chosen.Aggregate(facts, (tree, change) => tree.With(change)))?.Outcome == Outcome.Accepted ? [chosen] : [];
        }

        if (helping[at].Exists(chosen.Contains))
        {
            return Together(facts, helping, at + 1, chosen);
        }

        foreach (var change in helping[at].Where(c => chosen.All(other => other.Path != c.Path && !other.Path.Contains('[', StringComparison.Ordinal))))
        {
            if (Together(facts, helping, at + 1, [.. chosen, change]) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private Verdict? Decide(FactsTree facts)
    {
        if (GaveUp)
        {
            return null;
        }

        _decided++;
        return facts.Facts() is { } changed ? set.Decide(changed, date) : null;
    }

    /// <summary>The nearest value of each member only: other values of the same member are no other remedy.</summary>
    private List<IReadOnlyList<FactChange>> OnePerMember(List<IReadOnlyList<FactChange>> found) =>
        [.. found.DistinctBy(f => string.Join('|', f.Select(c => c.Path))).OrderBy(f => f.Count).Take(options.MostRemedies)];
}
