using System.Globalization;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Sample;

/// <summary>One line of the entries file, field by field in the order of <see cref="EntryColumns.All"/>.</summary>
internal sealed record SampleLine(string[] Fields)
{
    public SampleLine With(string column, string value)
    {
        var fields = (string[])Fields.Clone();
        fields[EntryColumns.All.ToList().IndexOf(column)] = value;
        return new SampleLine(fields);
    }
}

/// <summary>The lines of the entries file: good ones in the order a centre would send them, and after some of them a mistake.</summary>
internal sealed class SampleLines
{
    /// <summary>Kinds of mistake; each gets its turn.</summary>
    private const int Kinds = 13;

    private readonly SampleWorld _world;
    private readonly ReferenceData _reference;
    private readonly string[] _series;
    private readonly SortedDictionary<string, int> _mistakes = new(StringComparer.Ordinal);
    private int _turn;

    public SampleLines(SampleWorld world, ReferenceData reference, DateOnly today)
    {
        _world = world;
        _reference = reference;
        var open = reference.Series.Values.Where(s => s.EntryDeadline >= today).OrderBy(s => s.EntryDeadline).Select(s => s.Code).ToArray();
        _series = open.Length > 0 ? open : [.. reference.Series.Values.OrderByDescending(s => s.EntryDeadline).Select(s => s.Code)];
    }

    public IReadOnlyDictionary<string, int> Mistakes => _mistakes;

    public List<SampleLine> Make(int count, double mistakeShare)
    {
        var wrong = (int)Math.Round(count * mistakeShare);
        var candidates = _world.Centres.SelectMany(c => c.Candidates.Select(p => (Centre: c, Candidate: p, Lines: new List<SampleLine>()))).ToList();
        var pools = candidates.Select(c => new Queue<SampleLine>(Good(c.Centre, c.Candidate))).ToList();
        var left = count - wrong;
        for (var any = true; any && left > 0;)
        {
            any = false;
            for (var i = 0; i < pools.Count && left > 0; i++)
            {
                if (pools[i].TryDequeue(out var line))
                {
                    candidates[i].Lines.Add(line);
                    left--;
                    any = true;
                }
            }
        }

        // Few candidates have sat as often as they may, so they are looked for and not waited for.
        var level2 = new Queue<int>(Enumerable.Range(0, candidates.Count).Where(i => candidates[i].Candidate.Earlier?.Level == 2 && AtLimit(candidates[i].Candidate)));
        var level3 = new Queue<int>(Enumerable.Range(0, candidates.Count).Where(i => candidates[i].Candidate.Earlier?.Level > 2 && AtLimit(candidates[i].Candidate)));
        var still = new Queue<int>(Enumerable.Range(0, candidates.Count).Where(i => candidates[i].Candidate is { Earlier: not null, SatAllSittings: false }));
        for (var made = 0; made < wrong && candidates.Count > 0; _turn++)
        {
            var someone = (int)((long)_turn * 7919 % candidates.Count);
            var (centre, candidate, lines) = candidates[(_turn % Kinds) switch
            {
                6 when level3.TryDequeue(out var three) => three,
                7 when level2.TryDequeue(out var two) => two,
                12 when still.TryDequeue(out var open) => open,
                _ => someone,
            }];
            if (Mistake(_turn, centre, candidate, lines) is { } mistake)
            {
                lines.Add(mistake.Line);
                _mistakes[mistake.Kind] = _mistakes.GetValueOrDefault(mistake.Kind) + 1;
                made++;
            }
        }

        return [.. candidates.SelectMany(c => c.Lines)];
    }

    /// <summary>First the entries themselves, then the tests under them; later series last, so that a short file has the usual ones.</summary>
    private IEnumerable<SampleLine> Good(SampleCentre centre, SampleCandidate candidate)
    {
        var qualifications = Qualifications(centre, candidate).ToList();
        foreach (var qualification in qualifications.Where(q => q != candidate.Earlier))
        {
            yield return Line(candidate, "Qualification", qualification, "", "");
        }

        if (candidate is { Unclassified: true, Earlier: { } unclassified })
        {
            yield return Line(candidate, "Re-entry", unclassified, "", "");
        }

        foreach (var series in _series)
        {
            foreach (var qualification in qualifications.Where(q => q.ApprovedBySuite))
            {
                foreach (var unit in Examined(qualification).Where(u => !(qualification == candidate.Earlier && u == candidate.SatUnit && (AtLimit(candidate) || (series != _series[0] && !candidate.Unclassified)))))
                {
                    if (series == _series[0] || qualification.Level >= 3)
                    {
                        yield return Line(candidate, "Test", qualification, unit.Code, series);
                    }
                }
            }
        }
    }

    private IEnumerable<QualificationReference> Qualifications(SampleCentre centre, SampleCandidate candidate)
    {
        if (candidate.Earlier is { } earlier)
        {
            yield return earlier;
        }

        foreach (var approval in centre.Approvals)
        {
            var covered = _reference.Qualifications.Values
                .Where(q => q.RuleSet is not null && q.CoveredBy == approval.Covers && q.ApprovedBySuite == (approval.Scope == ApprovalScope.Suite) && q != candidate.Earlier)
                .OrderBy(q => q.Code, StringComparer.Ordinal).ToList();
            if (covered.Count > 0)
            {
                yield return covered[_world.Random.Next(covered.Count)];
            }
        }
    }

    /// <summary>No further test can be taken: all sittings are used, and no re-entry opens new ones.</summary>
    private static bool AtLimit(SampleCandidate candidate) => candidate is { SatAllSittings: true, Unclassified: false };

    private static IEnumerable<UnitReference> Examined(QualificationReference qualification) =>
        qualification.Mandatory.Keys.Select(u => qualification.Units[u]).Where(u => u.Examined);

    /// <returns>Null when this candidate cannot make that mistake.</returns>
    private (string Kind, SampleLine Line)? Mistake(int turn, SampleCentre centre, SampleCandidate candidate, List<SampleLine> lines)
    {
        if (lines.Count == 0)
        {
            return null;
        }

        var line = lines[0];
        return (turn % Kinds) switch
        {
            0 => ("wrong UCI check letter", line.With(EntryColumns.Uci, Spoil(candidate.Row.Uci!))),
            1 when candidate.Row.Uln is { } uln => ("wrong ULN check digit", line.With(EntryColumns.Uln, Spoil(uln))),
            2 => ("unknown qualification code", line.With(EntryColumns.QualificationCode, "05999")),
            3 when Test(lines) is { } test => ("unknown unit code", test.With(EntryColumns.UnitCode, "U77")),
            4 when NotApproved(centre) is { } other => ("suite or qualification without approval", Line(candidate, "Qualification", other, "", "")),
            5 when lines.Find(l => SuiteYear(l) == 2012) is { } old => ("both kinds of entry (2012)", old.With(EntryColumns.EntryType, "Unit").With(EntryColumns.UnitCode, "U1")),
            6 or 7 when candidate.Earlier is { } earlier && AtLimit(candidate) && !lines.Exists(l => Sits(l, candidate)) =>
                (earlier.Level == 2 ? "third sitting at Level 2" : "fourth sitting at Level 3", Line(candidate, "Test", earlier, candidate.SatUnit!.Code, _series[0])),
            8 => ("duplicate line", line),
            9 => ("date that does not exist", line.With(EntryColumns.DateOfBirth, "31/02/2009")),
            10 => ("missing field", turn % 24 == 10 ? line.With(EntryColumns.CandidateNumber, "") : line.With(EntryColumns.EntryType, "")),
            11 => ("wrong number of fields", new SampleLine(line.Fields[..^1])),
            12 when candidate is { Earlier: { } open, SatAllSittings: false } => ("re-entry while the entry is open", Line(candidate, "Re-entry", open, "", "")),
            _ => null,
        };
    }

    private static bool Sits(SampleLine line, SampleCandidate candidate) =>
        line.Fields[7] == "Test" && line.Fields[8] == candidate.Earlier!.Code && line.Fields[9] == candidate.SatUnit!.Code;

    private static SampleLine? Test(List<SampleLine> lines) => lines.Find(l => l.Fields[7] == "Test");

    private int SuiteYear(SampleLine line) => line.Fields.Length > 8 && line.Fields[7] == "Qualification" && _reference.Qualifications.TryGetValue(line.Fields[8], out var q) ? q.SuiteYear : 0;

    private QualificationReference? NotApproved(SampleCentre centre)
    {
        var covered = centre.Approvals.Select(a => a.Covers).ToHashSet();
        return _reference.Qualifications.Values.Where(q => q.ApprovedBySuite && !covered.Contains(q.Suite)).OrderBy(q => q.Code, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Another last character: a check character never fits two of them.</summary>
    private static string Spoil(string identifier) => identifier[..^1] + (identifier[^1] switch { 'Y' => 'A', '9' => '0', var c when char.IsAsciiDigit(c) => (char)(c + 1), _ => 'Y' });

    private static SampleLine Line(SampleCandidate candidate, string type, QualificationReference qualification, string unit, string series)
    {
        var row = candidate.Row;
        return new SampleLine([
            row.CentreNumber, row.CandidateNumber, row.Uci ?? "", row.Uln ?? "", row.Surname, row.Forenames,
            row.DateOfBirth!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), type, qualification.Code, unit, series, "",
        ]);
    }
}
