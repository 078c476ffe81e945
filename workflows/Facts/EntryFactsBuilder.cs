using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Facts;

/// <summary>Builds what the entry rules are told about one line from the register as it stands before that line.</summary>
internal static class EntryFactsBuilder
{
    /// <param name="approval">The approval in force that covers the qualification; null when there is none.</param>
    public static EntryFacts Build(EntryLine line, Centre centre, Approval? approval, CandidateHistory history, ReferenceData reference, DateOnly today)
    {
        var code = line.Qualification.Code;
        var open = history.OpenEntry(code);
        return new EntryFacts
        {
            DecisionDate = today,
            EntryType = line.EntryType.ToString(),
            Qualification = new QualificationFacts
            {
                Code = code,
                Title = line.Qualification.Title,
                Suite = line.Qualification.Suite,
                SuiteYear = line.Qualification.SuiteYear,
                Level = line.Qualification.Level,
                Line = line.Qualification.Line,
                EstimatedEntries = line.Qualification.EstimatedEntries,
            },
            Unit = line.Unit is { } unit ? Unit(unit, line.Qualification) : null,
            Centre = new CentreFacts { Number = centre.Number, Status = centre.Status.ToString(), Approved = approval is not null },
            Candidate = Person(line, history.Candidate),
            Held = new HeldFacts
            {
                QualificationEntry = open is not null,
                UnitEntries = history.UnitEntries(code),
                ReEntry = open?.EntryType == EntryType.ReEntry,
                AwaitingAward = history.AwaitingAward(code),
                Unclassified = open?.Result == "unclassified",
            },
            Attempts = Attempts(line, history, open?.Id),
            Series = Series(line.Series, reference),
        };
    }

    private static UnitFacts Unit(UnitReference unit, QualificationReference qualification) => new()
    {
        Code = unit.Code,
        Title = unit.Title,
        Examined = unit.Examined,
        Mandatory = qualification.Mandatory.GetValueOrDefault(unit.Code),
        InQualification = qualification.Mandatory.ContainsKey(unit.Code),
    };

    private static CandidateFacts Person(EntryLine line, Candidate candidate) => new()
    {
        Reference = candidate.Id.ToString("D"),
        Named = line.Surname.Length > 0 && line.Forenames.Length > 0,
        BirthDateGiven = line.DateOfBirth is not null,
        Uci = line.UciCheck.ToString(),
        Uln = line.UlnCheck.ToString(),
    };

    private static AttemptFacts Attempts(EntryLine line, CandidateHistory history, Guid? under)
    {
        var sittings = line.Unit is null
            ? []
            : history.Sittings.Where(s => s.QualificationCode == line.Qualification.Code && s.UnitCode == line.Unit.Code && s.UnderEntryId == under).ToList();
        return new AttemptFacts
        {
            Used = sittings.Count(s => s.Status is not (SittingStatus.Absent or SittingStatus.Withdrawn)),
            Absences = sittings.Count(s => s.Status == SittingStatus.Absent),
            Failed = sittings.Count(s => s.Status == SittingStatus.Failed),
            InThisSeries = line.Unit is not null && history.Entered(line.EntryType, line.Qualification.Code, line.Unit.Code, line.Series),
        };
    }

    private static SeriesFacts Series(string code, ReferenceData reference)
    {
        var known = reference.Series.GetValueOrDefault(code);
        return new SeriesFacts { Code = code, Known = known is not null, EntryDeadline = known?.EntryDeadline, LateDeadline = known?.LateDeadline };
    }
}
