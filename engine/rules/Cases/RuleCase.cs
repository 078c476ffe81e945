using System.Text.Json.Nodes;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Cases;

/// <summary>One example and the answer it must give.</summary>
internal sealed record RuleCase(string Name, SourceNode Node, JsonNode Facts, DateOnly DecisionDate, ExpectedVerdict Expected);

/// <param name="Failing">Every rule that must fail, of any severity, in any order; null when the case does not say.</param>
/// <param name="Fees">Fee codes to charge, in any order; null when the case does not say.</param>
internal sealed record ExpectedVerdict(Outcome Outcome, IReadOnlyList<string>? Failing, IReadOnlyList<string>? Fees)
{
    /// <returns>Null when the verdict is as expected.</returns>
    public string? DifferenceFrom(Verdict verdict)
    {
        var differences = new List<string>();
        if (verdict.Outcome != Outcome)
        {
            differences.Add($"expected {Outcome}, found {verdict.Outcome}");
        }

        Compare("failing", Failing, verdict.Failures.Select(r => r.Rule));
        Compare("fees", Fees, verdict.Fees);
        differences.AddRange(verdict.Results.Where(r => r.Status == RuleStatus.Error).Select(r => r.Message!));
        return differences.Count == 0 ? null : string.Join("; ", differences);

        void Compare(string what, IReadOnlyList<string>? expected, IEnumerable<string> found)
        {
            var ordered = found.Order(StringComparer.Ordinal).ToList();
            if (expected is not null && !ordered.SequenceEqual(expected.Order(StringComparer.Ordinal)))
            {
                differences.Add($"expected {what} [{string.Join(", ", expected)}], found [{string.Join(", ", ordered)}]");
            }
        }
    }
}
