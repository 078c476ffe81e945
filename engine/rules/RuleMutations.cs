using OcrWorkflows.Rules.Analysis;
using OcrWorkflows.Rules.Cases;

namespace OcrWorkflows.Rules;

/// <summary>A small change of a rule that no case noticed.</summary>
/// <param name="Rule">The rule (in a group, <c>Group/Rule</c>) or the parameter that was changed.</param>
/// <param name="Line">1-based line of the file.</param>
/// <param name="Column">1-based column.</param>
/// <param name="What">The change in words.</param>
/// <param name="Boundary">A case that would notice; null when no facts were found that tell the two apart.</param>
public sealed record UnnoticedMutation(string Rule, int Line, int Column, string What, BoundaryCase? Boundary);

/// <summary>A case that tells a rule from its slightly changed copy; both were run on it.</summary>
/// <param name="Like">The case it is like.</param>
/// <param name="Changes">What is different from that case; none when the case itself would notice if it expected the failing rules and fees.</param>
/// <param name="Expect">What the rules say as they stand, in one line.</param>
/// <param name="Changed">What the changed rules say.</param>
public sealed record BoundaryCase(string Like, IReadOnlyList<FactChange> Changes, string Expect, string Changed);

/// <summary>How closely the cases hold the rules.</summary>
/// <param name="Noticed">Changes that at least one case noticed.</param>
/// <param name="Unnoticed">Changes that no case noticed, with the case that would.</param>
/// <param name="Alike">Changes of which no facts were found that tell them from the original; counted apart.</param>
public sealed record MutationReport(int Noticed, IReadOnlyList<UnnoticedMutation> Unnoticed, IReadOnlyList<UnnoticedMutation> Alike)
{
    /// <summary>Noticed as a share of all that can be told apart, 0 to 1; 1 when there is nothing to change.</summary>
    public double Score => Noticed + Unnoticed.Count == 0 ? 1 : (double)Noticed / (Noticed + Unnoticed.Count);
}

/// <summary>Changes a rule set in small ways, one at a time, and asks whether its cases would notice.</summary>
public static class RuleMutations
{
    /// <summary>Decisions made for one mutant before it counts as alike.</summary>
    private const int MostDecisions = 20_000;

    /// <param name="source">The rules; they must load.</param>
    /// <param name="others">Sets that it may inject.</param>
    /// <param name="casesFile">Name of the file of cases, for diagnostics.</param>
    /// <param name="cases">Its bytes.</param>
    /// <param name="progress">Told after each change how many were tried.</param>
    /// <exception cref="ArgumentException">The rules do not load, or a case does not hold as they stand: then nothing can be learnt from it.</exception>
    public static MutationReport Run(
        RuleSource source, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract, string casesFile, ReadOnlySpan<byte> cases, IProgress<int>? progress = null)
    {
        var original = RuleSetLoader.Load(source, others, contract).RuleSet ?? throw new ArgumentException($"The rule set {source.Name} has faults.", nameof(source));
        var suite = CaseSuite.Read(original, casesFile, cases);
        if (suite.Diagnostics.FirstOrDefault(d => d.IsError) is { } fault)
        {
            throw new ArgumentException($"The cases cannot be read: {fault}", nameof(cases));
        }

        if (suite.Cases.FirstOrDefault(c => c.Difference(original.Decide(c.Facts, c.Date)) is not null) is { } failing)
        {
            throw new ArgumentException($"The case '{failing.Name}' does not hold as the rules stand.", nameof(cases));
        }

        return Run(source, others, contract, original, suite, progress);
    }

    private static MutationReport Run(
        RuleSource source, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract, RuleSet original, CaseSuite suite, IProgress<int>? progress)
    {
        var (noticed, tried) = (0, 0);
        var unnoticed = new List<UnnoticedMutation>();
        var alike = new List<UnnoticedMutation>();
        foreach (var mutant in Mutants.Of(source))
        {
            if (RuleSetLoader.Load(mutant.Source, others, contract).RuleSet is { } changed)
            {
                if (suite.Cases.Any(c => c.Difference(changed.Decide(c.Facts, c.Date)) is not null))
                {
                    noticed++;
                }
                else
                {
                    var boundary = Boundary(original, changed, contract, suite, [source, mutant.Source, .. others.Values]);
                    (boundary is null ? alike : unnoticed).Add(new UnnoticedMutation(mutant.Owner, mutant.Line, mutant.Column, mutant.What, boundary));
                }
            }

            progress?.Report(++tried);
        }

        return new MutationReport(noticed, unnoticed, alike);
    }

    private static BoundaryCase? Boundary(RuleSet original, RuleSet changed, FactsContract contract, CaseSuite suite, IEnumerable<RuleSource> sources)
    {
        var vocabulary = RuleTexts.Vocabulary(sources);
        foreach (var one in suite.Cases)
        {
            vocabulary.AddFacts(FactsTree.Of(one.Facts, contract.FactsType));
        }

        var explorer = new Explorer(contract, [.. suite.Cases.Select(c => (c.Name, c.Facts, c.Date))], vocabulary);
        foreach (var found in explorer.Facts().Take(MostDecisions))
        {
            var (before, after) = (Answer.Of(original.Decide(found.Facts, found.Date)), Answer.Of(changed.Decide(found.Facts, found.Date)));
            if (before != after)
            {
                return new BoundaryCase(found.Case, found.Changes, before, after);
            }
        }

        return null;
    }
}
