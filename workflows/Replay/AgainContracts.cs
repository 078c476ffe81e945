using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>A place where a decision made again is not as it was.</summary>
/// <param name="What"><c>facts</c>, <c>findings</c>, <c>outcome</c>, <c>rules</c> or <c>reference data</c>.</param>
/// <param name="Place">JSON path within it; empty for the whole.</param>
/// <param name="Again">What came out, or why nothing did.</param>
public sealed record AgainDifference(string What, string Place, string Stored, string Again);

/// <summary>A past decision, made again from what was stored.</summary>
/// <param name="Equal">Facts, findings and outcome are the same, byte for byte.</param>
/// <param name="OutcomeAgain">Null when it could not be made.</param>
/// <param name="FactsHash">SHA-256 of the facts as stored.</param>
/// <param name="FindingsHash">SHA-256 of the findings as stored.</param>
/// <param name="MadeBy">Program version that made it.</param>
/// <param name="IsCurrent">The rules it was made with are those that decide now.</param>
public sealed record DecisionAgain(
    Guid Decision,
    string Subject,
    string RuleSet,
    string RuleSetHash,
    DateOnly DecisionDate,
    bool Equal,
    Outcome Outcome,
    Outcome? OutcomeAgain,
    string FactsHash,
    string FindingsHash,
    string MadeBy,
    bool IsCurrent,
    IReadOnlyList<AgainDifference> Differences);

/// <summary>Many made again: equal + different = all.</summary>
/// <param name="Complete">False when it was stopped before the end.</param>
/// <param name="First">The first that are not equal.</param>
public sealed record AgainReport(bool Complete, long Stored, long All, long Equal, long Different, IReadOnlyList<DecisionAgain> First);
