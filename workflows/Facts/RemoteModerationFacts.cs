namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/remote-moderation</c> is told about the work sent for a claim, under the name <c>sending</c>. Accepted means that moderation can begin.</summary>
/// <remarks>Clauses R138 and R144 to R147. No personal data.</remarks>
public sealed record RemoteModerationFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    public required string ClaimReference { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    /// <summary>The claim's route is external moderation (R138).</summary>
    public required bool ModerationRequired { get; init; }

    /// <summary>When the claim was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the work left the centre; null when it has not.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>Candidates in the claim, each once.</summary>
    public required int CandidatesInClaim { get; init; }

    /// <summary>Those of them whose work was sent.</summary>
    public required int CandidatesSent { get; init; }

    /// <summary><c>Post</c>, <c>Email</c> or <c>EPortfolio</c>; empty when nothing was sent.</summary>
    public required string Method { get; init; }

    /// <summary>Methods that the handbook of the qualification allows.</summary>
    public required IReadOnlyList<string> AllowedMethods { get; init; }

    /// <summary>It went to the examiner-moderator allocated to the centre (R146).</summary>
    public required bool SentToOwnModerator { get; init; }
}
