using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Claims;

/// <param name="UnitCode">Empty for the full award.</param>
/// <param name="Assessed">The assessment is complete and checked by the centre's own staff (R92): to claim is to say so.</param>
public sealed record ClaimedAward(Guid CandidateId, string UnitCode, string? Grade, bool Assessed = true);

/// <param name="ClaimNumber">Null gives it the next number; the same number again is the same claim.</param>
public sealed record ClaimSubmission(string CentreNumber, string QualificationCode, IReadOnlyList<ClaimedAward> Awards, string? ClaimNumber = null)
{
    /// <summary>The centre declares itself confident that the requirements are met (R143).</summary>
    public bool Confident { get; init; } = true;

    /// <summary>Claimed under direct claim status, so that it waits for no visit (R96).</summary>
    public bool Direct { get; init; }
}

public enum ClaimSubmitStatus
{
    Submitted,

    /// <summary>A claim of this number is there already; nothing was done.</summary>
    AlreadySubmitted,
    Refused,

    /// <summary>A rule broke: neither taken nor refused. The same claim may be sent again once the rule is corrected.</summary>
    Undecided,
}

/// <param name="Problem">Why it was refused, beginning with its code; null otherwise.</param>
public sealed record ClaimSubmitted(ClaimSubmitStatus Status, string? ClaimNumber, InstanceId? Instance, string? Problem)
{
    /// <summary>The decision of <c>rule-sets/claims</c> about it; null when it did not come to one.</summary>
    public Guid? Decision { get; init; }

    /// <summary>What the rules said against it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <param name="Claims">Claims that were told, by number.</param>
/// <param name="NotAwaited">Claims whose workflow did not wait for it; nothing was changed for them.</param>
public sealed record ClaimsTold(IReadOnlyList<string> Claims, IReadOnlyList<string> NotAwaited);
