namespace OcrWorkflows.Centres.Register;

public enum CentreStatus
{
    Approved,
    Suspended,

    /// <summary>Vocational approval lapsed as a whole: nothing vocational for two years (R135).</summary>
    Lapsed,
    Withdrawn,
}

/// <summary>A centre, under its national centre number.</summary>
public sealed class Centre
{
    /// <summary>National centre number (NCN): five digits.</summary>
    public required string Number { get; set; }
    public required string Name { get; set; }

    /// <summary>Such as <c>School</c>, <c>College</c>, <c>TrainingProvider</c>.</summary>
    public required string Type { get; set; }

    /// <summary>Such as <c>PublicBody</c>, <c>Company</c>, <c>SoleTrader</c>, <c>Partnership</c>; the last three are credit checked (R125).</summary>
    public required string LegalForm { get; set; }

    /// <summary><c>England</c>, <c>Wales</c>, <c>Northern Ireland</c> or <c>Scotland</c>.</summary>
    public required string Nation { get; set; }
    public CentreStatus Status { get; set; }
    public DateOnly VocationalApprovalGrantedOn { get; set; }

    /// <summary>Null while the vocational approval as a whole is in force.</summary>
    public DateOnly? VocationalApprovalLapsedOn { get; set; }

    /// <summary>What it returns to when the lapse is undone; null unless it has lapsed.</summary>
    public CentreStatus? StatusBeforeLapse { get; set; }
    public bool IsSample { get; set; }

    /// <summary>Counts changes; the lock.</summary>
    public int Version { get; set; }
}
