namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>How a case came out.</summary>
/// <param name="Difference">What is otherwise than in RulesEngine; null when nothing is.</param>
/// <param name="Codes">The decisions that the engine itself reported for it; a difference without one is wrong.</param>
internal sealed record CaseResult(string Id, string? Difference, IReadOnlyCollection<string> Codes)
{
    public bool AsRulesEngine => Difference is null;

    public bool ByDecision => Difference is not null && Codes.Count > 0;

    public bool Wrong => Difference is not null && Codes.Count == 0;
}
