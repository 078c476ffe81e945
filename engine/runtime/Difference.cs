namespace OcrWorkflows.Runtime;

/// <summary>A place where this engine leaves the way of Elsa on purpose; docs/workflows/differences.md says why.</summary>
/// <param name="Code">Such as <c>DIF208</c>.</param>
/// <param name="ActivityId">The activity concerned; null for the workflow.</param>
public sealed record Difference(string Code, string? ActivityId);
