using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Cases;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules;

/// <summary>What became of one case of a <c>cases.json</c>.</summary>
/// <param name="Difference">Null when the case holds; otherwise expected against found, in one line.</param>
public sealed record CaseResult(string Name, bool Passed, string? Difference);

/// <param name="UnseenRules">Rules that the cases do not show both passing and failing, with the side that is missing.</param>
public sealed record CaseReport(IReadOnlyList<CaseResult> Cases, IReadOnlyList<string> UnseenRules, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Passed => Diagnostics.All(d => !d.IsError) && Cases.All(c => c.Passed);
}

/// <summary>Runs the <c>cases.json</c> that stands beside a <c>rules.json</c>; its format is described in docs/rules/writing-rules.md.</summary>
public static class RuleCases
{
    public static CaseReport Run(RuleSet set, string file, ReadOnlySpan<byte> utf8)
    {
        var document = SourceDocument.Parse(file, utf8);
        var faults = new List<Diagnostic>(document.Diagnostics);
        var results = new List<CaseResult>();
        var coverage = new RuleCoverage(set);
        if (document.Root is { } root)
        {
            Run(set, root, faults, results, coverage);
        }

        return new CaseReport(results, coverage.Unseen(), faults);
    }

    private static void Run(RuleSet set, SourceNode root, List<Diagnostic> faults, List<CaseResult> results, RuleCoverage coverage)
    {
        if (root.Kind != SourceKind.Object)
        {
            faults.Add(root.At(Problems.CasesRoot, "A file of cases holds an object.", "Start with { \"base\": { … }, \"cases\": [ … ] }."));
            return;
        }

        var reader = new CaseReader([.. set.Rules.Select(r => r.Name)], faults);
        new Fields(faults).CheckNames(root, "A file of cases", "base", "cases");
        var lower = reader.Object(root, "base");
        var cases = reader.Read(root).ToList();
        if (root["cases"] is null or { Kind: SourceKind.Array, Items.Count: 0 })
        {
            faults.Add((root["cases"] ?? root).At(Problems.NoCases, "The file holds no case.", "Add one that passes each rule and one that fails it."));
        }

        foreach (var one in cases)
        {
            if (Facts(set, lower, one, faults) is var (facts, date))
            {
                var verdict = set.Decide(facts, date);
                coverage.Add(verdict);
                var difference = CaseComparison.Difference(one.Expected, verdict);
                results.Add(new CaseResult(one.Name, difference is null, difference));
            }
        }
    }

    /// <summary>The facts of a case and its day: <c>decisionDate</c> of the case, otherwise the facts' own DecisionDate.</summary>
    private static (object Facts, DateOnly Date)? Facts(RuleSet set, SourceNode? lower, CaseText one, List<Diagnostic> faults)
    {
        var found = new List<Diagnostic>();
        var facts = new FactsMerge(set.Contract.FactsType, found).Read(lower, one.Facts, one.Facts ?? one.Node);
        faults.AddRange(found.Where(f => !faults.Contains(f)));
        if (facts is null)
        {
            return null;
        }

        if ((one.DecisionDate ?? set.Contract.FactsType.GetProperty("DecisionDate")?.GetValue(facts) as DateOnly?) is { } date)
        {
            return (facts, date);
        }

        faults.Add(one.Node.At(Problems.NoDecisionDate, "The case has no day on which it is decided.", "Add \"decisionDate\" to the case."));
        return null;
    }
}
