namespace OcrWorkflows.Centres.Register;

public enum EntryType
{
    /// <summary>For the qualification as a whole.</summary>
    Qualification,

    /// <summary>For a separate unit (2012 suite).</summary>
    Unit,

    /// <summary>For a timetabled test of an examined unit (2016 suite, R12).</summary>
    Test,

    /// <summary>A fresh qualification entry after an unclassified result (2016 suite, R27).</summary>
    ReEntry,
}

public enum EntryStatus
{
    Accepted,
    Refused,

    /// <summary>A rule broke: held until it is decided again, neither accepted nor refused.</summary>
    Undecided,
    Withdrawn,

    /// <summary>Awarded, or overtaken by a re-entry (R35).</summary>
    Closed,
}

/// <summary>An entry line and what became of it. One row for each line key; a refused line that is sent again is decided again in place.</summary>
public sealed class Entry
{
    public Guid Id { get; set; }
    public required string CentreNumber { get; set; }
    public Guid CandidateId { get; set; }
    public EntryType EntryType { get; set; }
    public required string QualificationCode { get; set; }

    /// <summary>Empty for an entry for the qualification as a whole.</summary>
    public required string UnitCode { get; set; }

    /// <summary>Series such as <c>6b27</c>; empty where the entry has none.</summary>
    public required string Series { get; set; }

    /// <summary>As the centre numbered it; 1 when the file does not say.</summary>
    public int Attempt { get; set; }
    public EntryStatus Status { get; set; }

    /// <summary>Centre, candidate number, code, unit, series, attempt and type: the same line never makes two entries.</summary>
    public required string LineKey { get; set; }

    /// <summary>For a test: the qualification entry it is taken under; null when there is none.</summary>
    public Guid? UnderEntryId { get; set; }

    /// <summary>Overall result of a qualification entry, such as <c>unclassified</c> (R25); null while there is none.</summary>
    public string? Result { get; set; }
    public Guid? ImportId { get; set; }

    /// <summary>Line of the imported file, the header being line 1; 0 when it did not come from a file.</summary>
    public int LineNumber { get; set; }
    public Guid? DecisionId { get; set; }

    /// <summary>Local date (Europe/London) of the decision that stands.</summary>
    public DateOnly EnteredOn { get; set; }
    public bool IsSample { get; set; }

    public static string KeyOf(string centre, string candidate, string qualification, string unit, string series, int attempt, EntryType type) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{centre}/{candidate}/{qualification}/{unit}/{series}/{attempt}/{type}");
}
