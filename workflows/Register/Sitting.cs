namespace OcrWorkflows.Centres.Register;

public enum SittingStatus
{
    Booked,

    /// <summary>Sat, result not yet issued.</summary>
    Sat,

    /// <summary>Uses no attempt (R20).</summary>
    Absent,
    Failed,
    Passed,
    Withdrawn,
}

/// <summary>One sitting of an examined unit: what became of one accepted test entry.</summary>
public sealed class Sitting
{
    /// <summary>The test entry it belongs to.</summary>
    public Guid EntryId { get; set; }
    public required string CentreNumber { get; set; }
    public Guid CandidateId { get; set; }
    public required string QualificationCode { get; set; }
    public required string UnitCode { get; set; }
    public required string Series { get; set; }

    /// <summary>The qualification entry it counts under; null when there was none.</summary>
    public Guid? UnderEntryId { get; set; }
    public SittingStatus Status { get; set; }
    public bool IsSample { get; set; }
}
