using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Register;

public enum ClaimStatus
{
    Submitted,
    Confirmed,
    Edited,
    Withdrawn,

    /// <summary>Results published.</summary>
    Finalised,

    /// <summary>Certificates issued.</summary>
    Processed,
}

/// <summary>A centre's claim for awards of a verified qualification (R94, R103 to R109).</summary>
public sealed class Claim
{
    public required string ClaimNumber { get; set; }
    public required string CentreNumber { get; set; }
    public required string QualificationCode { get; set; }
    public ClaimStatus Status { get; set; }
    public DateTimeOffset SubmittedAt { get; set; }
    public required string SubmittedBy { get; set; }

    /// <summary>Day of the visit that the five working days are counted from (R104); null before it.</summary>
    public DateOnly? VisitedOn { get; set; }

    /// <summary>When the five working days were over without a decision; kept after a late decision.</summary>
    public DateTimeOffset? OverdueSince { get; set; }
    public DateOnly? DecidedOn { get; set; }

    /// <summary>User name of the assurer who decided; null before.</summary>
    public string? DecidedBy { get; set; }
    public DateOnly? ResultsPublishedOn { get; set; }
    public InstanceId? Instance { get; set; }
    public bool IsSample { get; set; }

    /// <summary>Counts changes; the lock.</summary>
    public int Version { get; set; }
}

/// <summary>One award that is claimed.</summary>
public sealed class ClaimLine
{
    public required string ClaimNumber { get; set; }

    /// <summary>1, 2, 3... within the claim.</summary>
    public int LineNumber { get; set; }
    public Guid CandidateId { get; set; }

    /// <summary>Empty for the full award.</summary>
    public required string UnitCode { get; set; }
    public string? Grade { get; set; }
    public bool IsSample { get; set; }
}
