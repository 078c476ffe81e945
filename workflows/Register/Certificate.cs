namespace OcrWorkflows.Centres.Register;

/// <summary>A certificate for a unit or a full award (R109 to R111).</summary>
public sealed class Certificate
{
    public Guid Id { get; set; }
    /// <summary>The claim that it was issued for, or the certification that issued a full certificate without a claim.</summary>
    public required string ClaimNumber { get; set; }
    public int ClaimLineNumber { get; set; }
    public required string CentreNumber { get; set; }
    public Guid CandidateId { get; set; }
    public required string QualificationCode { get; set; }

    /// <summary>Empty for the full award.</summary>
    public required string UnitCode { get; set; }
    public string? Grade { get; set; }
    public DateOnly IssuedOn { get; set; }
    public bool IsSample { get; set; }
}
