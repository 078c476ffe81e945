using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Claims;

/// <param name="UnitCode">Empty for the full award.</param>
public sealed record ClaimedAward(Guid CandidateId, string UnitCode, string? Grade);

/// <param name="ClaimNumber">Null gives it the next number; the same number again is the same claim.</param>
public sealed record ClaimSubmission(string CentreNumber, string QualificationCode, IReadOnlyList<ClaimedAward> Awards, string? ClaimNumber = null);

public enum ClaimSubmitStatus
{
    Submitted,

    /// <summary>A claim of this number is there already; nothing was done.</summary>
    AlreadySubmitted,
    Refused,
}

/// <param name="Problem">Why it was refused, beginning with its code; null otherwise.</param>
public sealed record ClaimSubmitted(ClaimSubmitStatus Status, string? ClaimNumber, InstanceId? Instance, string? Problem);

/// <param name="Claims">Claims that were told, by number.</param>
/// <param name="NotAwaited">Claims whose workflow did not wait for it; nothing was changed for them.</param>
public sealed record ClaimsTold(IReadOnlyList<string> Claims, IReadOnlyList<string> NotAwaited);
