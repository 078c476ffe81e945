namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/certificates</c> is told before a certificate is issued, under the name <c>certificate</c>. Accepted means that it is issued.</summary>
/// <remarks>Clauses R76, R77 and R109 to R111. No personal data.</remarks>
public sealed record CertificateFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Unit</c>, <c>Full</c>, <c>Replacement</c> or <c>CertifyingStatement</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>General</c>, <c>CambridgeTechnicals</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>.</summary>
    public required string Line { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    /// <summary>The entry it comes from: <c>FullAward</c> or <c>Units</c>.</summary>
    public required string EnteredFor { get; init; }

    /// <summary>Day on which the results were published; null when they were not.</summary>
    public DateOnly? ResultsOn { get; init; }

    /// <summary>Working days after <see cref="ResultsOn"/> up to today, that day being day 0; 0 when nothing was published.</summary>
    public required int WorkingDaysSinceResults { get; init; }

    /// <summary>Results of this kind reached: 1 or 0 for the unit of a unit certificate, otherwise the number of units achieved, under the original entry too where a re-entry followed (R33).</summary>
    public required int UnitsAchieved { get; init; }

    /// <summary>Units that the combination needs; 1 for a unit certificate.</summary>
    public required int UnitsNeeded { get; init; }

    /// <summary>Mandatory units of the combination that are not achieved; 0 for a unit certificate.</summary>
    public required int MandatoryMissing { get; init; }

    /// <summary>The same certificate has been issued and not revoked.</summary>
    public required bool IssuedAlready { get; init; }

    /// <summary><c>Lost</c>, <c>Damaged</c> or <c>Amended</c> for a replacement; empty otherwise.</summary>
    public required string Reason { get; init; }

    /// <summary>What the request needs to prove has been sent: identity for a lost one, the certificate itself for a damaged or amended one.</summary>
    public required bool EvidenceReceived { get; init; }
}
