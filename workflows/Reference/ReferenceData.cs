namespace OcrWorkflows.Centres.Reference;

/// <param name="Code">Within its suite.</param>
/// <param name="Examined">A timetabled test.</param>
public sealed record UnitReference(string Code, string Title, bool Examined);

/// <param name="RuleSet">Rule set that decides entries for it; null when this product line has none yet.</param>
/// <param name="Line">Product line, such as <c>CambridgeTechnicals</c> or <c>Verified</c>.</param>
/// <param name="ApprovedBySuite">True when approval is for the suite, false when it is for the qualification or for the whole line.</param>
/// <param name="Units">Units of the whole suite, by code.</param>
/// <param name="Mandatory">Units of this qualification, and whether the rules of combination require them.</param>
/// <param name="File">File it stands in, as <see cref="ReferenceData.Hashes"/> names it.</param>
public sealed record QualificationReference(
    string Code,
    string Title,
    int Level,
    string Suite,
    int SuiteYear,
    string Line,
    string? RuleSet,
    bool ApprovedBySuite,
    IReadOnlyDictionary<string, UnitReference> Units,
    IReadOnlyDictionary<string, bool> Mandatory,
    string File)
{
    /// <summary>True when one approval of the centre covers every qualification of the line (general qualifications, R49).</summary>
    public bool ApprovedCentreWide { get; init; }

    /// <summary>Estimated entries are collected for it (R53).</summary>
    public bool EstimatedEntries { get; init; }

    /// <summary>What an approval that covers this says: nothing (the centre as a whole), the suite or the code.</summary>
    public string CoveredBy => ApprovedCentreWide ? "" : ApprovedBySuite ? Suite : Code;
}

/// <summary>A list of fees, in force from a day until a newer list takes over.</summary>
/// <param name="Pence">Amounts in pence, by fee code.</param>
public sealed record FeeList(DateOnly From, IReadOnlyDictionary<string, long> Pence, IReadOnlyDictionary<string, string> Titles, string File);

/// <param name="EntryDeadline">Last day for a test entry without a late fee, inclusive.</param>
/// <param name="ResultsOn">Day of publication; null when not known.</param>
public sealed record SeriesReference(string Code, string Title, DateOnly EntryDeadline, DateOnly? ResultsOn, string File)
{
    /// <summary>Last day of a late entry, inclusive; null when not known, and then no entry counts as very late.</summary>
    public DateOnly? LateDeadline { get; init; }
}

/// <summary>One of the awarding body's published statements, in our words.</summary>
public sealed record Clause(string Id, string Topic, string Text, string Actor)
{
    /// <summary>Why nothing enforces it, as far as nothing should; null when something does or will.</summary>
    public string? Guidance { get; init; }

    /// <summary>Tests that hold the program to it, beyond the cases of the rules that cite it: <c>Namespace.Class.Test</c>, or <c>set: case</c> for a case of a rule set.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];
}

/// <summary>Everything the register looks up and does not own, as it stood when the files were read. Immutable.</summary>
public sealed class ReferenceData
{
    /// <summary>By five-digit code.</summary>
    public required IReadOnlyDictionary<string, QualificationReference> Qualifications { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<FeeList> Fees { get; init; }

    public required IReadOnlyDictionary<string, SeriesReference> Series { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>Ids of clauses that are to be enforced and are not yet.</summary>
    public IReadOnlyList<string> NotYetEnforced { get; init; } = [];

    /// <summary>SHA-256 of each file read, by its path below the rule sets' folder, with forward slashes.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Text of each file of qualifications, fees and series, by the same names.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <returns>Null when the day is before the first list.</returns>
    public FeeList? FeesOn(DateOnly day) => Fees.FirstOrDefault(f => f.From <= day);
}
