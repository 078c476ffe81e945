namespace OcrWorkflows.Client;

public enum RuleStatus
{
    Success,
    Failure,
    Error,
    Skipped,
}

/// <summary>What a failing rule does to the decision.</summary>
public enum RuleSeverity
{
    Refuse,
    Warn,
    Charge,
    Inform,
}

/// <summary>What one rule said.</summary>
/// <param name="Clauses">The published statements that the rule enforces, such as <c>R143</c>.</param>
/// <param name="Fee">Code of the fee that it charges; null for none.</param>
/// <param name="Remedy">What would make it hold; null when the rule names nothing.</param>
public sealed record Finding(
    string Rule, RuleStatus Status, RuleSeverity Severity, string? Message, IReadOnlyList<string> Clauses, string? Fee, string? Remedy, IReadOnlyList<Finding> Children);
