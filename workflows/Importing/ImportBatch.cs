using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Importing;

/// <summary>What stays the same through one run of an import.</summary>
/// <param name="SameFile">Runs over the same bytes, this one included.</param>
internal sealed record RunContext(Guid ImportId, IReadOnlySet<Guid> SameFile, DateTimeOffset Now, DateOnly Today, Actor Actor, string HostVersion);

/// <summary>Decides the lines of one transaction. Everything needed is fetched at once beforehand; nothing is read line by line.</summary>
internal sealed class ImportBatch
{
    private readonly OcrDbContext _database;
    private readonly ReferenceData _reference;
    private readonly RuleSetLibrary _rules;
    private readonly IIdSource _ids;
    private readonly RunContext _run;
    private readonly BulkInsert _inserts;
    private readonly BatchRegister _register;
    private readonly EntryWriter _writer;
    private readonly Dictionary<string, (RuleSet Rules, DecisionWriter Writer)> _deciders = new(StringComparer.Ordinal);

    public ImportBatch(OcrDbContext database, ReferenceData reference, RuleSetLibrary rules, IIdSource ids, RunContext run)
    {
        (_database, _reference, _rules, _ids, _run) = (database, reference, rules, ids, run);
        _inserts = new BulkInsert(database).InOrder(typeof(Candidate), typeof(DecisionRow), typeof(Entry), typeof(Sitting), typeof(Charge));
        _register = new BatchRegister(database, _inserts, ids);
        _writer = new EntryWriter(database, _inserts, ids, run);
    }

    public IReadOnlyList<Approval> FirstEntries => _writer.FirstEntries;

    public bool OnlySample { get; private set; } = true;

    public Task FetchAsync(IReadOnlyList<FileLine> lines, CancellationToken stop) => _register.FetchAsync(lines, stop);

    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">Another host has written the same; the batch is to be decided again.</exception>
    public async Task WriteAsync(CancellationToken stop)
    {
        await _database.SaveChangesAsync(stop);
        await _inserts.WriteAsync(stop);
    }

    public LineOutcome Decide(FileLine line) => line.Line is { } read ? Decide(read) : LineOutcome.Bad(line.Problem!);

    private LineOutcome Decide(EntryLine line)
    {
        if (_register.Centre(line) is not { } centre)
        {
            return Bad(line, "IMP023", EntryColumns.CentreNumber, line.CentreNumber, "No centre has this number.", "Check the number; a new centre is approved before it enters anyone.");
        }

        var history = _register.History(line);
        if (history?.Candidate.Uci is { } uci && line.Uci is not null && uci != line.Uci)
        {
            return Bad(line, "IMP025", EntryColumns.CandidateNumber, line.CandidateNumber, "The candidate number belongs to a candidate with another UCI at this centre.", "Check the candidate number and the UCI; one of them is somebody else's.");
        }

        if (line.Uci is not null && _register.HolderOf(line.Uci, line.CentreNumber) is { } holder && holder != line.CandidateNumber)
        {
            return Bad(line, "IMP032", EntryColumns.Uci, Identifiers.Mask.Layout(line.Uci), $"The UCI belongs to candidate {holder} at this centre: a UCI is one person's for life.", "Check the candidate number and the UCI; one of them is somebody else's.");
        }

        var held = history?.Entries.GetValueOrDefault(line.LineKey);
        return held is not null && Seen(line, held) is { } seen ? seen : Decide(line, centre, history ?? _register.Add(line, centre), held);
    }

    /// <summary>Whether the entry is there already; null when it may be decided again: refused or held, and sent in another file.</summary>
    private LineOutcome? Seen(EntryLine line, Entry held)
    {
        var sameFile = held.ImportId is { } import && _run.SameFile.Contains(import);
        if (sameFile && held.LineNumber != line.Number)
        {
            return Bad(line, "IMP024", "", "", $"The line says the same as line {held.LineNumber}.", "Remove one of the two.");
        }

        return sameFile || held.Status is not (EntryStatus.Refused or EntryStatus.Undecided) ? new LineOutcome(line.Number, LineStatus.Already) : null;
    }

    private LineOutcome Decide(EntryLine line, Centre centre, CandidateHistory history, Entry? held)
    {
        var approval = _register.Approval(line);
        var facts = EntryFactsBuilder.Build(line, centre, approval, history, _reference, _run.Today);
        var (set, writer) = Decider(line.Qualification.RuleSet!);
        var verdict = set.Decide(facts, _run.Today);
        var fees = _reference.FeesOn(_run.Today);
        var (outcome, findings, charges) = Conclusion.Of(verdict, fees, _run.Today);

        var under = line.EntryType == EntryType.Test ? history.OpenEntry(line.Qualification.Code)?.Id : null;
        var previous = history.OpenEntry(line.Qualification.Code);
        var entry = _writer.Store(line, centre, history, held, outcome, under);
        var decision = writer.Write(_ids.Next(), $"entry:{entry.Id:D}", facts, _run.Today, outcome, findings,
            line.Qualification.File, fees?.File, _reference.Series.GetValueOrDefault(line.Series)?.File);
        entry.DecisionId = decision.Id;
        _inserts.Add(decision);
        if (outcome == Outcome.Accepted)
        {
            _writer.Accept(line, entry, approval, history, previous, charges);
        }

        OnlySample &= centre.IsSample;
        return new LineOutcome(line.Number, outcome switch { Outcome.Accepted => LineStatus.Accepted, Outcome.Refused => LineStatus.Refused, _ => LineStatus.Undecided })
        {
            Findings = findings,
            Charges = charges,
        };
    }

    private (RuleSet Rules, DecisionWriter Writer) Decider(string name)
    {
        if (_deciders.TryGetValue(name, out var decider))
        {
            return decider;
        }

        var set = _rules.Current(name);
        return _deciders[name] = (set, new DecisionWriter(set, _reference, _run.Now, _run.Actor, _run.HostVersion));
    }

    private static LineOutcome Bad(EntryLine line, string code, string field, string value, string message, string remedy) =>
        LineOutcome.Bad(new ImportProblem(code, line.Number, field, value, message, remedy));
}
