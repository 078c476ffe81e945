using OcrWorkflows.Rules.Analysis;

namespace OcrWorkflows.Rules;

/// <summary>How far the search for a remedy goes.</summary>
public sealed record RemedyOptions
{
    public static RemedyOptions Default { get; } = new();

    /// <summary>Members of the facts that nobody can change, such as <c>Attempts</c>; what is below them is fixed too. Null for those that the contract names.</summary>
    public IReadOnlyCollection<string>? Fixed { get; init; }

    /// <summary>Members changed at the same time.</summary>
    public int MostChanges { get; init; } = 4;

    /// <summary>Remedies named.</summary>
    public int MostRemedies { get; init; } = 3;

    /// <summary>Changes tried for each rule when several rules refuse.</summary>
    public int ChoicesPerRule { get; init; } = 12;

    /// <summary>Times the rules are run before the search gives up.</summary>
    public int MostDecisions { get; init; } = 20_000;
}

/// <summary>Changes of facts that the rules accept.</summary>
/// <param name="Words">The changes in words.</param>
public sealed record Remedy(IReadOnlyList<FactChange> Changes, string Words);

/// <param name="Refusals">The rules that refuse now, with their own remedies.</param>
/// <param name="Remedies">The fewest changes first; each was decided by the rules before it was named.</param>
/// <param name="NoneBecause">Why there is none; null when there is one, or none is needed.</param>
public sealed record RemedyReport(IReadOnlyList<RuleResult> Refusals, IReadOnlyList<Remedy> Remedies, string? NoneBecause);

/// <summary>From a refusal, what would make it valid.</summary>
public static class Remedies
{
    /// <param name="sources">The texts of the set and of those it injects: the values that their rules compare with are tried.</param>
    /// <param name="facts">Facts of the set's one input.</param>
    /// <param name="known">Facts that were decided before, such as those of the cases: their values are tried too.</param>
    /// <exception cref="ArgumentException">The contract has several inputs.</exception>
    public static RemedyReport Find(RuleSet set, IEnumerable<RuleSource> sources, object facts, DateOnly date, RemedyOptions? options = null, IEnumerable<object>? known = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Contract.Inputs.Count != 1)
        {
            throw new ArgumentException($"The rule set {set.Name} has {set.Contract.Inputs.Count} inputs; remedies are looked for over one.", nameof(set));
        }

        var limits = options ?? RemedyOptions.Default;
        var verdict = set.Decide(facts, date);
        var refusals = verdict.Refusals.ToList();
        if (verdict.Outcome != Outcome.Refused)
        {
            return new RemedyReport(refusals, [], verdict.Outcome == Outcome.Accepted ? null : "A rule broke, so nobody knows what it would accept; the rule has to be mended first.");
        }

        var vocabulary = RuleTexts.Vocabulary(sources);
        foreach (var other in known ?? [])
        {
            vocabulary.AddFacts(FactsTree.Of(other, set.Contract.FactsType));
        }

        var search = new RemedySearch(set, date, limits, new FactsNeighbours(vocabulary, inventTexts: false));
        var found = search.Find(FactsTree.Of(facts, set.Contract.FactsType), verdict);
        var because = found.Count > 0 ? null
            : search.GaveUp ? $"None was found in {limits.MostDecisions:N0} tries."
            : $"No change of up to {limits.MostChanges} of the facts that may change is accepted.";
        return new RemedyReport(refusals, [.. found.Select(changes => new Remedy(changes, RemedyWords.Of(changes)))], because);
    }
}
