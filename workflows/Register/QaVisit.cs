namespace OcrWorkflows.Centres.Register;

/// <summary>A quality assurance visit: two a year for each qualification (R97).</summary>
public sealed class QaVisit
{
    public Guid Id { get; set; }
    public required string ApprovalReference { get; set; }
    public required string CentreNumber { get; set; }

    /// <summary>Code or suite of the approval.</summary>
    public required string Covers { get; set; }
    public string? Assurer { get; set; }

    /// <summary>First and last day of the window in which it is to be arranged; both inclusive.</summary>
    public DateOnly PlannedFrom { get; set; }
    public DateOnly PlannedTo { get; set; }

    /// <summary>Null until it was held.</summary>
    public DateOnly? HeldOn { get; set; }

    /// <summary>The activity run that planned it: running it again plans nothing twice.</summary>
    public required string PlanKey { get; set; }
    public bool IsSample { get; set; }
}
