using System.Globalization;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Sample;

internal sealed record SampleApproval(ApprovalScope Scope, string Covers, DateOnly GrantedOn, DateOnly? LastActivityOn);

internal sealed record SampleCandidate(Candidate Row)
{
    /// <summary>The qualification entered in an earlier year; null for a new candidate.</summary>
    public QualificationReference? Earlier { get; set; }

    /// <summary>Sittings of one unit under it, oldest first.</summary>
    public List<SittingStatus> Sittings { get; } = [];
    public UnitReference? SatUnit { get; set; }

    /// <summary>The overall result of the earlier entry is unclassified (R25): it is re-entered.</summary>
    public bool Unclassified { get; set; }

    /// <summary>Every sitting that the level allows was sat and failed.</summary>
    public bool SatAllSittings => Earlier is { } earlier && Sittings.Count(s => s == SittingStatus.Failed) >= (earlier.Level == 2 ? 2 : 3);
}

internal sealed record SampleCentre(Centre Row, bool Idle)
{
    public List<SampleApproval> Approvals { get; } = [];
    public List<SampleCandidate> Candidates { get; } = [];

    public IEnumerable<SampleApproval> Lively => Approvals.Where(a => a.LastActivityOn is null || a.LastActivityOn > a.GrantedOn);
}

/// <summary>Centres, approvals and candidates as a seed makes them; touches neither database nor file.</summary>
internal sealed class SampleWorld
{
    private const int FirstNumber = 90001;

    private readonly Random _random;
    private readonly Syllables _names;
    private readonly ReferenceData _reference;
    private readonly DateOnly _today;
    private readonly IIdSource _ids;

    public SampleWorld(SampleOptions options, ReferenceData reference, DateOnly today, IIdSource ids)
    {
        _random = new Random(options.Seed);
        _names = new Syllables(_random);
        _reference = reference;
        _today = today;
        _ids = ids;
        for (var i = 0; i < options.Centres; i++)
        {
            Centres.Add(MakeCentre(i));
        }

        var lively = Centres.Where(c => !c.Idle).ToList();
        for (var i = 0; i < options.Candidates && lively.Count > 0; i++)
        {
            var centre = lively[i % lively.Count];
            if (centre.Candidates.Count < 9999)
            {
                centre.Candidates.Add(MakeCandidate(centre));
            }
        }
    }

    public List<SampleCentre> Centres { get; } = [];

    public Random Random => _random;

    private SampleCentre MakeCentre(int index)
    {
        var (name, type) = _names.Centre();
        var idle = index % 25 == 24;
        var granted = _today.AddYears(-6).AddDays(_random.Next(0, 700));
        var row = new Centre
        {
            Number = (FirstNumber + index).ToString(CultureInfo.InvariantCulture),
            Name = name,
            Type = type,
            LegalForm = type == "TrainingProvider" ? "Company" : "PublicBody",
            Nation = (index % 12) switch { 3 => "Wales", 7 => "Northern Ireland", _ => "England" },
            Status = index % 60 == 59 ? CentreStatus.Suspended : CentreStatus.Approved,
            VocationalApprovalGrantedOn = granted,
            IsSample = true,
        };
        var centre = new SampleCentre(row, idle);
        MakeApprovals(centre, index);
        return centre;
    }

    private void MakeApprovals(SampleCentre centre, int index)
    {
        var suites = _reference.Qualifications.Values.Where(q => q is { Line: "CambridgeTechnicals", ApprovedBySuite: true }).Select(q => q.Suite).Distinct().Order(StringComparer.Ordinal).ToList();
        var singles = _reference.Qualifications.Values.Where(q => q is { Line: "CambridgeTechnicals", ApprovedBySuite: false }).Select(q => q.Code).Order(StringComparer.Ordinal).ToList();
        var verified = _reference.Qualifications.Values.Where(q => q.Line == "Verified").Select(q => q.Code).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < 2 && i < suites.Count; i++)
        {
            centre.Approvals.Add(MakeApproval(centre, ApprovalScope.Suite, suites[(index + i) % suites.Count], idle: centre.Idle));
        }

        if (singles.Count > 0 && index % 2 == 0)
        {
            centre.Approvals.Add(MakeApproval(centre, ApprovalScope.Qualification, singles[index / 2 % singles.Count], centre.Idle));
        }

        if (verified.Count > 0 && index % 5 == 0)
        {
            centre.Approvals.Add(MakeApproval(centre, ApprovalScope.Qualification, verified[index / 5 % verified.Count], idle: centre.Idle || index % 20 == 15));
        }
    }

    /// <summary>Idle ones have been quiet for two years or more, some of them to the day; others just short of it.</summary>
    private SampleApproval MakeApproval(SampleCentre centre, ApprovalScope scope, string covers, bool idle)
    {
        var granted = centre.Row.VocationalApprovalGrantedOn.AddDays(_random.Next(0, 400));
        if (idle)
        {
            return new SampleApproval(scope, covers, granted, _today.AddYears(-2).AddDays(-_random.Next(0, 300) - 1));
        }

        return _random.Next(3) switch
        {
            0 => new SampleApproval(scope, covers, _today.AddDays(-_random.Next(5, 300)), null),
            1 => new SampleApproval(scope, covers, granted, _today.AddYears(-2).AddDays(_random.Next(5, 60))),
            _ => new SampleApproval(scope, covers, granted, _today.AddDays(-_random.Next(20, 400))),
        };
    }

    private SampleCandidate MakeCandidate(SampleCentre centre)
    {
        var number = (centre.Candidates.Count + 1).ToString("0000", CultureInfo.InvariantCulture);
        var candidate = new SampleCandidate(new Candidate
        {
            Id = _ids.Next(),
            CentreNumber = centre.Row.Number,
            CandidateNumber = number,
            Key = Candidate.KeyOf(centre.Row.Number, number),
            Uci = MakeUci(centre.Row.Number, number),
            Uln = _random.Next(10) == 0 ? null : MakeUln(),
            Surname = _names.Surname(),
            Forenames = _random.Next(4) == 0 ? $"{_names.Forename()} {_names.Forename()}" : _names.Forename(),
            DateOfBirth = _today.AddYears(-16).AddDays(-_random.Next(0, 1100)),
            IsSample = true,
        });
        if (_random.Next(5) == 0)
        {
            GiveHistory(centre, candidate);
        }

        return candidate;
    }

    /// <summary>A qualification entry of an earlier year with sittings failed and missed, up to the limit of the level.</summary>
    private void GiveHistory(SampleCentre centre, SampleCandidate candidate)
    {
        var suites = centre.Lively.Where(a => a.Scope == ApprovalScope.Suite).Select(a => a.Covers).ToHashSet();
        var options = _reference.Qualifications.Values
            .Where(q => q.ApprovedBySuite && suites.Contains(q.Suite) && q.Mandatory.Keys.Any(u => q.Units[u].Examined))
            .OrderBy(q => q.Code, StringComparer.Ordinal).ToList();
        if (options.Count == 0)
        {
            return;
        }

        var qualification = options[_random.Next(options.Count)];
        candidate.Earlier = qualification;
        candidate.SatUnit = qualification.Mandatory.Keys.Select(u => qualification.Units[u]).First(u => u.Examined);
        var limit = qualification.Level == 2 ? 2 : 3;
        for (var failed = _random.Next(0, limit + 1); failed > 0; failed--)
        {
            candidate.Sittings.Add(SittingStatus.Failed);
        }

        if (candidate.Sittings.Count < 2)
        {
            candidate.Sittings.Add(SittingStatus.Absent);
        }

        candidate.Unclassified = candidate.SatAllSittings && candidate.Row.CandidateNumber[^1] % 2 == 0;
    }

    private string MakeUci(string centre, string candidate)
    {
        var twelve = $"{centre}0{(_today.Year - 1 - _random.Next(2)) % 100:00}{candidate}";
        return twelve + Uci.CheckLetter(twelve);
    }

    private string MakeUln()
    {
        while (true)
        {
            var nine = _random.Next(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture);
            if (Uln.CheckDigit(nine) is { } digit)
            {
                return nine + digit;
            }
        }
    }
}
