using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Bench.Rules;

/// <summary>The 30 rules, and entries to run them over.</summary>
internal static class Workload
{
    public static readonly DateOnly Date = new(2026, 6, 1);

    public static readonly FactsContract Typed = new("entry", typeof(EntryModel));

    public static readonly FactsContract Plain = new("entry", typeof(object));

    public static RuleSource Rules { get; } = new("EntryValidation", "entry-validation.json", Resource("entry-validation.json"));

    /// <summary>The same rules where a date of birth may be a text, which it is in JSON: E11 says that it means a date.</summary>
    public static RuleSource PlainRules { get; } = Rules with
    {
        Utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Rules.Utf8.Span).Replace("entry.Candidate.DateOfBirth.Year", "DateTime(entry.Candidate.DateOfBirth).Year", StringComparison.Ordinal)),
    };

    public static RuleSet Load(FactsContract contract, RuleSource? source = null)
    {
        var load = RuleSetLoader.Load(source ?? Rules, new Dictionary<string, RuleSource>(), contract);
        return load.RuleSet ?? throw new InvalidOperationException(string.Join('\n', load.Diagnostics));
    }

    /// <summary>An A level entry of four units on which all 30 rules hold.</summary>
    public static EntryModel Passing() => new()
    {
        Reference = "E-2026-000123",
        Series = "JUN",
        Year = 2026,
        QualificationCode = "H446",
        Level = Level.ALevel,
        Status = EntryStatus.Submitted,
        SubmittedOn = new DateTime(2026, 2, 10, 9, 30, 0, DateTimeKind.Unspecified),
        Deadline = new DateTime(2026, 2, 21, 0, 0, 0, DateTimeKind.Unspecified),
        LateDeadline = new DateTime(2026, 4, 21, 0, 0, 0, DateTimeKind.Unspecified),
        Candidate = new Candidate
        {
            Number = "0123",
            Uci = "123450260123A",
            Uln = "1234567890",
            Surname = "Sample",
            Forename = "Candidate",
            DateOfBirth = new DateTime(2008, 9, 14, 0, 0, 0, DateTimeKind.Unspecified),
            Sex = "F",
            Arrangements = [new Arrangement { Type = "ExtraTime", ExtraTimePercent = 25 }],
        },
        Centre = new Centre
        {
            Number = "12345",
            Type = "ACADEMY",
            Country = "ENG",
            Active = true,
            ApprovedQualifications = ["J277", "H046", "H446", "H640"],
            CandidateLimit = 500,
            Balance = 1200.00m,
        },
        Units =
        [
            new UnitEntry { Code = "H446-01", MaxMark = 140, Fee = 40.25m, Mandatory = true, ExamDate = new DateTime(2026, 6, 8, 0, 0, 0, DateTimeKind.Unspecified) },
            new UnitEntry { Code = "H446-02", MaxMark = 140, Fee = 40.25m, Mandatory = true, ExamDate = new DateTime(2026, 6, 15, 0, 0, 0, DateTimeKind.Unspecified) },
            new UnitEntry { Code = "H446-03", MaxMark = 70, Fee = 20.00m, CarriedForwardMark = 61 },
            new UnitEntry { Code = "H446-04", MaxMark = 70, Fee = 20.00m },
        ],
        Fee = 120.50m,
        PriorQualifications = ["GCSE"],
        Notes = "Checked with the exams officer.",
    };

    /// <summary>The same entry with five rules failing: E02, E04, E12, E20 and E30.</summary>
    public static EntryModel FiveFailing()
    {
        var entry = Passing();
        entry.Series = "AUG";
        entry.Centre!.Number = "1234X";
        entry.Candidate!.Sex = "Q";
        entry.Fee = 120.00m;
        entry.Notes = new string('n', 201);
        return entry;
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(Workload).Assembly.GetManifestResourceStream($"OcrWorkflows.Bench.Rules.{name}")!;
        using var text = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(text.ReadToEnd());
    }
}
