using OcrWorkflows.Rules.Analysis;
using OcrWorkflows.Rules.Cases;

namespace OcrWorkflows.Rules;

/// <summary>One side of a comparison.</summary>
/// <param name="Source">The rules.</param>
/// <param name="Others">Sets that they may inject.</param>
/// <param name="CasesFile">Name of the file of cases.</param>
/// <param name="Cases">Its bytes; null without one.</param>
public sealed record ComparedRules(RuleSource Source, IReadOnlyDictionary<string, RuleSource> Others, string CasesFile, ReadOnlyMemory<byte>? Cases);

/// <summary>Facts on which the two sides differ; both were run on them.</summary>
/// <param name="Like">The case they are like.</param>
/// <param name="Changes">What is different from that case.</param>
/// <param name="Facts">The facts as canonical JSON.</param>
public sealed record ComparedFacts(string Like, IReadOnlyList<FactChange> Changes, string Facts);

/// <summary>What became of one rule.</summary>
/// <param name="Words">The change in words, one sentence.</param>
/// <param name="NowHolds">Facts on which it failed before and holds now; null when none were found.</param>
/// <param name="NowFails">Facts on which it held before and fails now; null when none were found.</param>
public sealed record RuleChange(string Rule, string Words, ComparedFacts? NowHolds, ComparedFacts? NowFails);

/// <param name="NewlyAccepted">Facts refused before and accepted now; null when none were found.</param>
/// <param name="NewlyRefused">Facts accepted before and refused now; null when none were found.</param>
public sealed record RuleSetDifference(IReadOnlyList<RuleChange> Rules, ComparedFacts? NewlyAccepted, ComparedFacts? NewlyRefused)
{
    public bool None => Rules.Count == 0;
}

/// <summary>Compares two versions of a rule set in words, with examples found by search and run on both.</summary>
public static class RuleSetComparison
{
    private const int MostDecisions = 30_000;

    /// <exception cref="ArgumentException">One side has faults.</exception>
    public static RuleSetDifference Compare(ComparedRules before, ComparedRules after, FactsContract contract)
    {
        var (a, b) = (Load(before, contract), Load(after, contract));
        var vocabulary = RuleTexts.Vocabulary([before.Source, after.Source, .. before.Others.Values, .. after.Others.Values]);
        var starts = Starts(a, before).Concat(Starts(b, after)).ToList();
        starts.ForEach(s => vocabulary.AddFacts(FactsTree.Of(s.Facts, contract.FactsType)));
        var examples = new ExamplesOfChange();
        foreach (var found in new Explorer(contract, starts, vocabulary).Facts().Take(MostDecisions))
        {
            examples.Add(found, a.Decide(found.Facts, found.Date), b.Decide(found.Facts, found.Date));
        }

        var (old, now) = (Described(a.Rules), Described(b.Rules));
        var changes = old.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Select(name => Change(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name), examples))
            .OfType<RuleChange>().ToList();
        return new RuleSetDifference(changes, examples.NewlyAccepted, examples.NewlyRefused);
    }

    private static RuleChange? Change(string name, RuleDescription? before, RuleDescription? after, ExamplesOfChange examples)
    {
        if (before is null || after is null)
        {
            return new RuleChange(name, before is null ? $"The rule {name} is new." : $"The rule {name} is gone.", null, null);
        }

        var (holds, fails) = (examples.NowHolds(name), examples.NowFails(name));
        var words = RuleChangeWords.Of(before, after, holds is not null, fails is not null);
        return words is null ? null : new RuleChange(name, words, holds, fails);
    }

    private static RuleSet Load(ComparedRules side, FactsContract contract)
    {
        var load = RuleSetLoader.Load(side.Source, side.Others, contract);
        return load.RuleSet ?? throw new ArgumentException($"{side.Source.File} has faults: {load.Diagnostics.First(d => d.IsError)}", nameof(side));
    }

    private static List<(string Name, object Facts, DateOnly Date)> Starts(RuleSet set, ComparedRules side) =>
        side.Cases is { } cases ? [.. CaseSuite.Read(set, side.CasesFile, cases.Span).Cases.Select(c => (c.Name, c.Facts, c.Date))] : [];

    private static Dictionary<string, RuleDescription> Described(IReadOnlyList<RuleDescription> rules) => rules.ToDictionary(r => r.Name, StringComparer.Ordinal);
}
