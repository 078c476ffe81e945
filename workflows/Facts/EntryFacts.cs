namespace OcrWorkflows.Centres.Facts;

/// <summary>What the entry rule sets are told about one entry line, under the name <c>entry</c>.</summary>
/// <remarks>
/// No personal data: whether identifiers and names are right is decided when the facts are built, and the rules see the answer.
/// So a stored decision can be made again after the candidate's data has been erased.
/// </remarks>
public sealed record EntryFacts
{
    /// <summary>What a centre cannot change about an entry by doing or sending something else: what it is for, what is past, and what the qualification and its series are.</summary>
    internal static readonly string[] Unchangeable =
        [nameof(DecisionDate), nameof(EntryType), nameof(Qualification), nameof(Unit), nameof(Attempts), nameof(Series), $"{nameof(Centre)}.{nameof(CentreFacts.Number)}", $"{nameof(Held)}.{nameof(HeldFacts.Unclassified)}", $"{nameof(Held)}.{nameof(HeldFacts.ReEntry)}"];

    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Qualification</c> (a full award), <c>Unit</c> (a separate unit), <c>Test</c> (an examined unit, 2016 suite), <c>ReEntry</c> (a fresh qualification entry, 2016 suite) or <c>Estimated</c> (numbers only, general qualifications).</summary>
    public required string EntryType { get; init; }

    public required QualificationFacts Qualification { get; init; }

    /// <summary>Null for an entry for the qualification as a whole, or when the unit code is not known.</summary>
    public UnitFacts? Unit { get; init; }

    public required CentreFacts Centre { get; init; }
    public required CandidateFacts Candidate { get; init; }
    public required HeldFacts Held { get; init; }
    public required AttemptFacts Attempts { get; init; }
    public required SeriesFacts Series { get; init; }

    /// <summary>Null when nobody has looked, as when a file is imported.</summary>
    public PaperFacts? Papers { get; init; }
}

public sealed record QualificationFacts
{
    /// <summary>Five-digit entry code.</summary>
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>Subject suite, such as <c>IT</c>.</summary>
    public required string Suite { get; init; }

    /// <summary><c>2012</c> or <c>2016</c> for Cambridge Technicals; <c>2019</c> for the reformed Functional Skills; 0 for others.</summary>
    public required int SuiteYear { get; init; }
    public required int Level { get; init; }

    /// <summary><c>CambridgeTechnicals</c>, <c>General</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>; null in decisions from before product lines were told.</summary>
    public string? Line { get; init; }

    /// <summary>Estimated entries are collected for it (general qualifications, R53).</summary>
    public bool EstimatedEntries { get; init; }
}

public sealed record UnitFacts
{
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>True for an examined unit (a timetabled test).</summary>
    public required bool Examined { get; init; }

    /// <summary>True when the rules of combination require it for this qualification.</summary>
    public required bool Mandatory { get; init; }

    /// <summary>True when it belongs to the qualification of the entry.</summary>
    public required bool InQualification { get; init; }
}

public sealed record CentreFacts
{
    /// <summary>National centre number, five digits.</summary>
    public required string Number { get; init; }

    /// <summary><c>Approved</c>, <c>Suspended</c>, <c>Lapsed</c> or <c>Withdrawn</c>.</summary>
    public required string Status { get; init; }

    /// <summary>True when an approval in force covers the qualification's suite (2016), the qualification (2012, verified), or all of its line (general).</summary>
    public required bool Approved { get; init; }
}

public sealed record CandidateFacts
{
    /// <summary>Reference to the candidate in the register; not personal data by itself.</summary>
    public required string Reference { get; init; }

    /// <summary>Surname and at least one forename are given.</summary>
    public required bool Named { get; init; }

    public required bool BirthDateGiven { get; init; }

    /// <summary><c>Valid</c>, <c>Missing</c> or <c>Wrong</c> (layout or check character).</summary>
    public required string Uci { get; init; }

    /// <summary><c>Valid</c>, <c>Missing</c> or <c>Wrong</c> (layout or check digit).</summary>
    public required string Uln { get; init; }
}

/// <summary>What the candidate already holds at this centre, earlier lines of the same file included.</summary>
public sealed record HeldFacts
{
    /// <summary>An open qualification entry for this qualification, of any kind.</summary>
    public required bool QualificationEntry { get; init; }

    /// <summary>Separate unit entries (2012 suite) for this qualification.</summary>
    public required int UnitEntries { get; init; }

    /// <summary>The open qualification entry is a re-entry.</summary>
    public required bool ReEntry { get; init; }

    /// <summary>Claims or tests still waiting to be awarded for this qualification.</summary>
    public required int AwaitingAward { get; init; }

    /// <summary>The overall result under the open entry is <c>unclassified</c>.</summary>
    public required bool Unclassified { get; init; }
}

/// <summary>Sittings of the entry's unit under the open qualification entry.</summary>
public sealed record AttemptFacts
{
    /// <summary>Sittings used or booked: test entries less absences and withdrawals.</summary>
    public required int Used { get; init; }

    /// <summary>Series missed by absence; these use no attempt (R20).</summary>
    public required int Absences { get; init; }

    public required int Failed { get; init; }

    /// <summary>Already entered for this unit in this series.</summary>
    public required bool InThisSeries { get; init; }
}

public sealed record SeriesFacts
{
    /// <summary>Code such as <c>6b27</c> (June 2027), or empty where the entry has no series.</summary>
    public required string Code { get; init; }

    /// <summary>Known to the list of key dates.</summary>
    public required bool Known { get; init; }

    /// <summary>Last day for a test entry without a late fee; null when not known.</summary>
    public DateOnly? EntryDeadline { get; init; }

    /// <summary>Last day of a late entry, inclusive; an entry after it is very late (R42). Null when not known.</summary>
    public DateOnly? LateDeadline { get; init; }
}

/// <summary>Question papers for a very late entry (R43 to R45).</summary>
public sealed record PaperFacts
{
    /// <summary>Papers sent now would reach the centre before the exam.</summary>
    public required bool CanBeSentInTime { get; init; }

    /// <summary>The centre has earlier entries for the unit in the series, and so its spare copies.</summary>
    public required bool EarlierEntries { get; init; }
}
