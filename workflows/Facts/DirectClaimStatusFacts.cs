namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/direct-claim-status</c> is told about a centre and a qualification, under the name <c>status</c>.</summary>
/// <remarks>Clauses R95, R96 and R108. No personal data.</remarks>
public sealed record DirectClaimStatusFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Recommend</c> (Accepted: the assurer may recommend it), <c>Grant</c> (Accepted: it may be granted) or <c>Keep</c> (Refused: it is withdrawn).</summary>
    public required string Stage { get; init; }

    /// <summary>National centre number, five digits.</summary>
    public required string CentreNumber { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    /// <summary><c>Verified</c> is the line that has direct claim status; others are as in <see cref="ClaimFacts.Line"/>.</summary>
    public required string Line { get; init; }

    /// <summary>Approval for the qualification is in force.</summary>
    public required bool Approved { get; init; }

    /// <summary>First entry under the approval; null when there was none.</summary>
    public DateOnly? DeliveringSince { get; init; }

    /// <summary>Visits held and found satisfactory since then.</summary>
    public required int SatisfactoryVisits { get; init; }

    /// <summary>Day of the last visit held; null when there was none.</summary>
    public DateOnly? LastVisitOn { get; init; }

    /// <summary>Actions of visit reports that are still open.</summary>
    public required int OpenActions { get; init; }

    /// <summary>Level of the sanction in force for the qualification, 0 when there is none.</summary>
    public required int SanctionLevel { get; init; }

    /// <summary>The assurer recommends it (R108).</summary>
    public required bool Recommended { get; init; }
}
