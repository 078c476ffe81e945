using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Importing;

/// <summary>What stays the same through one run of an import.</summary>
/// <param name="SameFile">Runs over the same bytes, this one included.</param>
internal sealed record RunContext(Guid ImportId, IReadOnlySet<Guid> SameFile, DateTimeOffset Now, DateOnly Today, Actor Actor, string HostVersion);

/// <summary>Decides the lines of one transaction. Everything needed is fetched at once beforehand; nothing is read line by line.</summary>
internal sealed class ImportBatch(OcrDbContext database, ReferenceData reference, RuleSetLibrary rules, IIdSource ids, RunContext run)
{
    private readonly Dictionary<string, Centre> _centres = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Centre, string Covers), Approval> _approvals = [];
    private readonly Dictionary<(string Centre, string Uci), string> _uciHolders = [];
    private readonly Dictionary<string, CandidateHistory> _histories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (RuleSet Rules, DecisionWriter Writer)> _deciders = new(StringComparer.Ordinal);

    /// <summary>Approvals that got their first entry in this batch.</summary>
    public List<Approval> FirstEntries { get; } = [];

    public bool OnlySample { get; private set; } = true;

    public async Task FetchAsync(IReadOnlyList<FileLine> lines, CancellationToken stop)
    {
        var read = lines.Where(l => l.Line is not null).Select(l => l.Line!).ToList();
        var numbers = read.Select(l => l.CentreNumber).Distinct().ToList();
        foreach (var centre in await database.Set<Centre>().AsNoTracking().Where(c => numbers.Contains(c.Number)).ToListAsync(stop))
        {
            _centres[centre.Number] = centre;
        }

        foreach (var approval in await database.Set<Approval>().Where(a => numbers.Contains(a.CentreNumber) && a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre).ToListAsync(stop))
        {
            _approvals[(approval.CentreNumber, approval.Covers)] = approval;
        }

        var keys = read.Select(l => l.CandidateKey).Distinct().ToList();
        var byId = new Dictionary<Guid, CandidateHistory>();
        foreach (var candidate in await database.Set<Candidate>().Where(c => keys.Contains(c.Key)).ToListAsync(stop))
        {
            byId[candidate.Id] = _histories[candidate.Key] = new CandidateHistory(candidate);
        }

        var ucis = read.Where(l => l.Uci is not null).Select(l => l.Uci!).Distinct().ToList();
        foreach (var holder in await database.Set<Candidate>().AsNoTracking().Where(c => numbers.Contains(c.CentreNumber) && ucis.Contains(c.Uci!)).Select(c => new { c.CentreNumber, c.Uci, c.CandidateNumber }).ToListAsync(stop))
        {
            _uciHolders[(holder.CentreNumber, holder.Uci!)] = holder.CandidateNumber;
        }

        await FetchHistoryAsync(byId, stop);
    }

    public LineOutcome Decide(FileLine line) => line.Line is { } read ? Decide(read) : LineOutcome.Bad(line.Problem!);

    private async Task FetchHistoryAsync(Dictionary<Guid, CandidateHistory> byId, CancellationToken stop)
    {
        var known = byId.Keys.ToList();
        foreach (var entry in await database.Set<Entry>().AsNoTracking().Where(e => known.Contains(e.CandidateId)).ToListAsync(stop))
        {
            byId[entry.CandidateId].Entries[entry.LineKey] = entry;
        }

        foreach (var sitting in await database.Set<Sitting>().AsNoTracking().Where(s => known.Contains(s.CandidateId)).ToListAsync(stop))
        {
            byId[sitting.CandidateId].Sittings.Add(sitting);
        }

        var claimed = await database.Set<ClaimLine>()
            .Where(l => known.Contains(l.CandidateId))
            .Join(database.Set<Claim>().Where(c => c.Status == ClaimStatus.Submitted || c.Status == ClaimStatus.Confirmed || c.Status == ClaimStatus.Edited),
                l => l.ClaimNumber, c => c.ClaimNumber, (l, c) => new { l.CandidateId, c.QualificationCode })
            .ToListAsync(stop);
        foreach (var line in claimed)
        {
            var history = byId[line.CandidateId];
            history.Claimed[line.QualificationCode] = history.Claimed.GetValueOrDefault(line.QualificationCode) + 1;
        }
    }

    private LineOutcome Decide(EntryLine line)
    {
        if (!_centres.TryGetValue(line.CentreNumber, out var centre))
        {
            return Bad(line, "IMP023", EntryColumns.CentreNumber, line.CentreNumber, "No centre has this number.", "Check the number; a new centre is approved before it enters anyone.");
        }

        var history = _histories.GetValueOrDefault(line.CandidateKey);
        if (history?.Candidate.Uci is { } uci && line.Uci is not null && uci != line.Uci)
        {
            return Bad(line, "IMP025", EntryColumns.CandidateNumber, line.CandidateNumber, "The candidate number belongs to a candidate with another UCI at this centre.", "Check the candidate number and the UCI; one of them is somebody else's.");
        }

        if (line.Uci is not null && _uciHolders.TryGetValue((line.CentreNumber, line.Uci), out var holder) && holder != line.CandidateNumber)
        {
            return Bad(line, "IMP032", EntryColumns.Uci, Identifiers.Mask.Layout(line.Uci), $"The UCI belongs to candidate {holder} at this centre: a UCI is one person's for life.", "Check the candidate number and the UCI; one of them is somebody else's.");
        }

        var held = history?.Entries.GetValueOrDefault(line.LineKey);
        return held is not null && Seen(line, held) is { } seen ? seen : Decide(line, centre, history ?? Add(line, centre), held);
    }

    /// <summary>Whether the entry is there already; null when it may be decided again: refused or held, and sent in another file.</summary>
    private LineOutcome? Seen(EntryLine line, Entry held)
    {
        var sameFile = held.ImportId is { } import && run.SameFile.Contains(import);
        if (sameFile && held.LineNumber != line.Number)
        {
            return Bad(line, "IMP024", "", "", $"The line says the same as line {held.LineNumber}.", "Remove one of the two.");
        }

        return sameFile || held.Status is not (EntryStatus.Refused or EntryStatus.Undecided) ? new LineOutcome(line.Number, LineStatus.Already) : null;
    }

    private LineOutcome Decide(EntryLine line, Centre centre, CandidateHistory history, Entry? held)
    {
        var approval = _approvals.GetValueOrDefault((line.CentreNumber, line.Qualification.CoveredBy));
        var facts = EntryFactsBuilder.Build(line, centre, approval, history, reference, run.Today);
        var (set, writer) = Decider(line.Qualification.RuleSet!);
        var verdict = set.Decide(facts, run.Today);
        var fees = reference.FeesOn(run.Today);
        var (outcome, findings, charges) = Conclusion.Of(verdict, fees, run.Today);

        var under = line.EntryType == EntryType.Test ? history.OpenEntry(line.Qualification.Code)?.Id : null;
        var previous = history.OpenEntry(line.Qualification.Code);
        var entry = Store(line, centre, history, held, outcome, under);
        var decision = writer.Write(ids.Next(), $"entry:{entry.Id:D}", facts, run.Today, outcome, findings,
            line.Qualification.File, fees?.File, reference.Series.GetValueOrDefault(line.Series)?.File);
        entry.DecisionId = decision.Id;
        database.Add(decision);
        if (outcome == Outcome.Accepted)
        {
            Accept(line, entry, approval, history, previous, charges);
        }

        OnlySample &= centre.IsSample;
        return new LineOutcome(line.Number, outcome switch { Outcome.Accepted => LineStatus.Accepted, Outcome.Refused => LineStatus.Refused, _ => LineStatus.Undecided })
        {
            Findings = findings,
            Charges = charges,
        };
    }

    private Entry Store(EntryLine line, Centre centre, CandidateHistory history, Entry? held, Outcome outcome, Guid? under)
    {
        var entry = held ?? new Entry
        {
            Id = ids.Next(),
            CentreNumber = line.CentreNumber,
            CandidateId = history.Candidate.Id,
            EntryType = line.EntryType,
            QualificationCode = line.Qualification.Code,
            UnitCode = line.Unit?.Code ?? "",
            Series = line.Series,
            Attempt = line.Attempt,
            LineKey = line.LineKey,
            IsSample = centre.IsSample,
        };
        entry.Status = outcome switch { Outcome.Accepted => EntryStatus.Accepted, Outcome.Refused => EntryStatus.Refused, _ => EntryStatus.Undecided };
        entry.UnderEntryId = under;
        entry.ImportId = run.ImportId;
        entry.LineNumber = line.Number;
        entry.EnteredOn = run.Today;
        if (held is null)
        {
            database.Add(entry);
            history.Entries[entry.LineKey] = entry;
        }
        else if (database.Entry(entry).State == EntityState.Detached)
        {
            database.Update(entry);
        }

        return entry;
    }

    private void Accept(EntryLine line, Entry entry, Approval? approval, CandidateHistory history, Entry? previous, IReadOnlyList<LineCharge> charges)
    {
        foreach (var charge in charges)
        {
            database.Add(new Charge
            {
                Id = ids.Next(),
                CentreNumber = entry.CentreNumber,
                FeeCode = charge.FeeCode,
                AmountPence = charge.Pence,
                EntryId = entry.Id,
                DecisionId = entry.DecisionId!.Value,
                ChargedOn = run.Today,
                IsSample = entry.IsSample,
            });
        }

        if (line.EntryType == EntryType.Test)
        {
            Book(entry, history);
        }

        if (line.EntryType == EntryType.ReEntry && previous is not null && previous.Id != entry.Id)
        {
            Close(previous);
        }

        if (approval is null)
        {
            return;
        }

        approval.ActiveOn(run.Today);
        if (approval.FirstEntryOn is null)
        {
            approval.FirstEntryOn = run.Today;
            approval.Version++;
            FirstEntries.Add(approval);
        }
    }

    private void Book(Entry entry, CandidateHistory history)
    {
        var sitting = new Sitting
        {
            EntryId = entry.Id,
            CentreNumber = entry.CentreNumber,
            CandidateId = entry.CandidateId,
            QualificationCode = entry.QualificationCode,
            UnitCode = entry.UnitCode,
            Series = entry.Series,
            UnderEntryId = entry.UnderEntryId,
            Status = SittingStatus.Booked,
            IsSample = entry.IsSample,
        };
        database.Add(sitting);
        history.Sittings.Add(sitting);
    }

    /// <summary>After a re-entry nothing is taken under the original entry any more (R35).</summary>
    private void Close(Entry previous)
    {
        previous.Status = EntryStatus.Closed;
        if (database.Entry(previous).State == EntityState.Detached)
        {
            database.Update(previous);
        }
    }

    private CandidateHistory Add(EntryLine line, Centre centre)
    {
        var candidate = new Candidate
        {
            Id = ids.Next(),
            CentreNumber = line.CentreNumber,
            CandidateNumber = line.CandidateNumber,
            Key = line.CandidateKey,
            Uci = line.Uci,
            Uln = line.Uln,
            Surname = line.Surname,
            Forenames = line.Forenames,
            DateOfBirth = line.DateOfBirth,
            IsSample = centre.IsSample,
        };
        database.Add(candidate);
        if (line.Uci is not null)
        {
            _uciHolders[(line.CentreNumber, line.Uci)] = line.CandidateNumber;
        }

        return _histories[line.CandidateKey] = new CandidateHistory(candidate);
    }

    private (RuleSet Rules, DecisionWriter Writer) Decider(string name)
    {
        if (_deciders.TryGetValue(name, out var decider))
        {
            return decider;
        }

        var set = rules.Current(name);
        return _deciders[name] = (set, new DecisionWriter(set, reference, run.Now, run.Actor, run.HostVersion));
    }

    private static LineOutcome Bad(EntryLine line, string code, string field, string value, string message, string remedy) =>
        LineOutcome.Bad(new ImportProblem(code, line.Number, field, value, message, remedy));
}
