namespace OcrWorkflows.Centres.Register;

/// <summary>A candidate of one centre. Personal data: never in logs, facts, messages or addresses.</summary>
public sealed class Candidate
{
    public Guid Id { get; set; }
    public required string CentreNumber { get; set; }

    /// <summary>Centre and candidate number, as <see cref="KeyOf"/> joins them: one column by which an import finds many at once.</summary>
    public required string Key { get; set; }

    /// <summary>Four digits, set by the centre, 0001 to 9999.</summary>
    public required string CandidateNumber { get; set; }

    /// <summary>Unique candidate identifier, 13 characters; null when none was given.</summary>
    public string? Uci { get; set; }

    /// <summary>Unique learner number, ten digits; null when none was given.</summary>
    public string? Uln { get; set; }
    public required string Surname { get; set; }
    public required string Forenames { get; set; }
    public DateOnly? DateOfBirth { get; set; }
    public bool IsSample { get; set; }

    public static string KeyOf(string centre, string candidate) => $"{centre}/{candidate}";
}
