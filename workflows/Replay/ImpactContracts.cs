using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>How far a replay is.</summary>
/// <param name="Total">Decisions stored when it began.</param>
public readonly record struct ReplayProgress(long Done, long Total);

/// <summary>A decision that the draft would make otherwise, or could not make.</summary>
/// <param name="Problem">Why it could not be evaluated; null when it could, and then there is a new outcome.</param>
/// <param name="NowFailing">Rules that hold in the stored decision and would not; rules of a group as <c>Group/Rule</c>.</param>
/// <param name="NowBroken">Rules that would break.</param>
public sealed record ChangedDecision(
    Guid Decision,
    string Subject,
    string RuleSet,
    DateOnly DecisionDate,
    string Centre,
    string Qualification,
    Outcome OldOutcome,
    Outcome? NewOutcome,
    IReadOnlyList<string> NowFailing,
    IReadOnlyList<string> NoLongerFailing,
    IReadOnlyList<string> NowBroken,
    IReadOnlyList<string> NoLongerBroken,
    IReadOnlyList<string> ChargesAdded,
    IReadOnlyList<string> ChargesRemoved,
    string? Problem);

/// <summary>Decisions whose outcome would be another.</summary>
public sealed record OutcomeChange(Outcome From, Outcome To, long Count);

/// <summary>In how many decisions a rule would answer otherwise.</summary>
public sealed record RuleImpact(string Rule, long NowFailing, long NoLongerFailing, long NowBroken, long NoLongerBroken);

/// <summary>Decisions of one centre or qualification; same + changed + could not be evaluated = all.</summary>
/// <param name="Name">Number or code; empty where the decision is about none.</param>
public sealed record GroupImpact(string Name, long All, long Changed, long NotEvaluated)
{
    public long Same => All - Changed - NotEvaluated;
}

/// <summary>In how many decisions a charge would be added or dropped.</summary>
/// <param name="AddedPence">By the lists of fees in force on the days of the decisions.</param>
public sealed record ChargeImpact(string Fee, long Added, long Removed, long AddedPence, long RemovedPence);

/// <summary>What a draft would have decided otherwise. Same + changed + could not be evaluated = all, whether complete or not.</summary>
public sealed record ImpactReport
{
    public required string RuleSet { get; init; }

    /// <summary>The sets whose decisions were replayed: the draft's own, and those that inject it.</summary>
    public required IReadOnlyList<string> Replayed { get; init; }

    /// <summary>Hash over the draft and the sets around it.</summary>
    public required string Draft { get; init; }

    /// <summary>False when it was stopped: the figures are then those of a part, and no report of the change.</summary>
    public required bool Complete { get; init; }

    /// <summary>Decisions stored when it began.</summary>
    public required long Stored { get; init; }
    public required long All { get; init; }
    public required long Same { get; init; }
    public required long Changed { get; init; }
    public required long NotEvaluated { get; init; }

    /// <summary>Of the same ones: those where a message would read otherwise.</summary>
    public required long OtherTexts { get; init; }
    public required IReadOnlyList<OutcomeChange> Outcomes { get; init; }
    public required IReadOnlyList<RuleImpact> Rules { get; init; }
    public required IReadOnlyList<ChargeImpact> Charges { get; init; }

    /// <summary>Most changed first.</summary>
    public required IReadOnlyList<GroupImpact> Centres { get; init; }
    public required IReadOnlyList<GroupImpact> Qualifications { get; init; }

    /// <summary>The first changed decisions, in the order they were made; the report file has all.</summary>
    public required IReadOnlyList<ChangedDecision> First { get; init; }

    /// <summary>SHA-256 over all of this and every changed decision.</summary>
    public string Hash { get; init; } = "";
}
