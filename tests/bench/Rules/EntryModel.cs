namespace OcrWorkflows.Bench.Rules;

/// <summary>The facts of the 30-rule workload.</summary>
public sealed class EntryModel
{
    public string? Reference { get; set; }
    public string? Series { get; set; }
    public int Year { get; set; }
    public string? QualificationCode { get; set; }
    public Level Level { get; set; }
    public string? Tier { get; set; }
    public EntryStatus Status { get; set; }
    public DateTime SubmittedOn { get; set; }
    public DateTime Deadline { get; set; }
    public DateTime? LateDeadline { get; set; }
    public Candidate? Candidate { get; set; }
    public Centre? Centre { get; set; }
    public List<UnitEntry> Units { get; set; } = [];
    public decimal Fee { get; set; }
    public decimal? LateFee { get; set; }
    public string[] PriorQualifications { get; set; } = [];
    public int ResitCount { get; set; }
    public string? Notes { get; set; }
}

public enum Level
{
    GCSE,
    ASLevel,
    ALevel,
    Diploma,
}

public enum EntryStatus
{
    Draft,
    Submitted,
    Amended,
    Withdrawn,
}

public sealed class UnitEntry
{
    public string? Code { get; set; }
    public string? Option { get; set; }
    public int MaxMark { get; set; }
    public int? CarriedForwardMark { get; set; }
    public decimal Fee { get; set; }
    public bool Mandatory { get; set; }
    public DateTime? ExamDate { get; set; }
}

public sealed class Arrangement
{
    public string? Type { get; set; }
    public int ExtraTimePercent { get; set; }
    public DateTime? ApprovedOn { get; set; }
}

public sealed class Candidate
{
    public string? Number { get; set; }
    public string? Uci { get; set; }
    public string? Uln { get; set; }
    public string? Surname { get; set; }
    public string? Forename { get; set; }
    public DateTime DateOfBirth { get; set; }
    public string? Sex { get; set; }
    public bool PrivateCandidate { get; set; }
    public List<Arrangement> Arrangements { get; set; } = [];
}

public sealed class Centre
{
    public string? Number { get; set; }
    public string? Type { get; set; }
    public string? Country { get; set; }
    public bool Active { get; set; }
    public List<string> ApprovedQualifications { get; set; } = [];
    public int CandidateLimit { get; set; }
    public decimal Balance { get; set; }
}
