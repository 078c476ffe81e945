using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules;

/// <summary>What became of one case of a <c>cases.json</c>.</summary>
/// <param name="Difference">Null when the case holds; otherwise expected against found, in one line.</param>
public sealed record CaseResult(string Name, bool Passed, string? Difference);

/// <param name="UnseenRules">Rules that the cases do not show both passing and failing, with the side that is missing.</param>
public sealed record CaseReport(IReadOnlyList<CaseResult> Cases, IReadOnlyList<string> UnseenRules, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Passed => Diagnostics.All(d => !d.IsError) && Cases.All(c => c.Passed);
}
