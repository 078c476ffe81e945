using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Cases;

namespace OcrWorkflows.Rules;

/// <summary>What became of one case of a <c>cases.json</c>.</summary>
/// <param name="Difference">Null when the case holds; otherwise expected against found, in one line.</param>
public sealed record CaseResult(string Name, bool Passed, string? Difference);

/// <summary>A condition within a rule, and the answers that the cases have shown of it.</summary>
/// <param name="Rule">Name of the rule; of a rule in a group, <c>Group/Rule</c>.</param>
/// <param name="Condition">Its text.</param>
/// <param name="Start">0-based index of its first character in the expression.</param>
public sealed record ConditionCoverage(string Rule, string Condition, int Start, bool SeenTrue, bool SeenFalse)
{
    public bool Whole => SeenTrue && SeenFalse;
}

/// <param name="UnseenRules">Rules that the cases do not show both passing and failing, with the side that is missing.</param>
public sealed record CaseReport(IReadOnlyList<CaseResult> Cases, IReadOnlyList<string> UnseenRules, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Passed => Diagnostics.All(d => !d.IsError) && Cases.All(c => c.Passed);

    /// <summary>Every condition of the set's own rules; empty unless it was asked for.</summary>
    public IReadOnlyList<ConditionCoverage> Conditions { get; init; } = [];
}

/// <summary>The facts of a case, to begin from.</summary>
/// <param name="Facts">With those of the base below them.</param>
public sealed record CaseExample(string Name, object Facts, DateOnly Date);

/// <summary>Runs the <c>cases.json</c> that stands beside a <c>rules.json</c>; its format is described in docs/rules/writing-rules.md.</summary>
public static class RuleCases
{
    private static readonly DecideOptions s_traced = new() { Trace = true };

    /// <returns>The facts of every case that can be read.</returns>
    public static IReadOnlyList<object> Facts(RuleSet set, string file, ReadOnlySpan<byte> utf8) => [.. CaseSuite.Read(set, file, utf8).Cases.Select(c => c.Facts)];

    /// <returns>Every case that can be read, in the order of the file.</returns>
    public static IReadOnlyList<CaseExample> Examples(RuleSet set, string file, ReadOnlySpan<byte> utf8) =>
        [.. CaseSuite.Read(set, file, utf8).Cases.Select(c => new CaseExample(c.Name, c.Facts, c.Date))];

    /// <summary>Adds a case that expects what the rules say now.</summary>
    /// <param name="text">Of a <c>cases.json</c>; empty for one to be begun.</param>
    /// <param name="facts">Of the set's one input.</param>
    /// <returns>The text with the case as its last; everything else stands as it was.</returns>
    /// <exception cref="FormatException">The text has no array of cases.</exception>
    public static string Append(RuleSet set, string text, string name, object facts, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(set);
        return CaseWriter.Append(set, text, name, facts, date, set.Decide(facts, date));
    }

    /// <param name="conditions">Looks into each rule: which of its conditions were seen true, and which false. Slow.</param>
    public static CaseReport Run(RuleSet set, string file, ReadOnlySpan<byte> utf8, bool conditions = false)
    {
        ArgumentNullException.ThrowIfNull(set);
        var suite = CaseSuite.Read(set, file, utf8);
        var rules = new RuleCoverage(set);
        var inside = new ConditionsSeen(set);
        var results = new List<CaseResult>();
        foreach (var one in suite.Cases)
        {
            var verdict = conditions ? set.Decide([one.Facts], one.Date, s_traced) : set.Decide(one.Facts, one.Date);
            rules.Add(verdict);
            inside.Add(verdict);
            var difference = one.Difference(verdict);
            results.Add(new CaseResult(one.Name, difference is null, difference));
        }

        return new CaseReport(results, rules.Unseen(), suite.Diagnostics) { Conditions = inside.All };
    }
}
