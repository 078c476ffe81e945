using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Importing;

/// <summary>Writes decided lines into the register: the entry, and what follows when it is accepted.</summary>
internal sealed class EntryWriter(OcrDbContext database, BulkInsert inserts, IIdSource ids, RunContext run)
{
    /// <summary>Approvals that got their first entry in this batch.</summary>
    public List<Approval> FirstEntries { get; } = [];

    public Entry Store(EntryLine line, Centre centre, CandidateHistory history, Entry? held, Outcome outcome, Guid? under)
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
            inserts.Add(entry);
            history.Entries[entry.LineKey] = entry;
        }
        else if (IsOld(entry))
        {
            database.Update(entry);
        }

        return entry;
    }

    public void Accept(EntryLine line, Entry entry, Approval? approval, CandidateHistory history, Entry? previous, IReadOnlyList<LineCharge> charges)
    {
        foreach (var charge in charges)
        {
            inserts.Add(new Charge
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
        inserts.Add(sitting);
        history.Sittings.Add(sitting);
    }

    /// <summary>In the database, and not yet known to have changed.</summary>
    private bool IsOld(Entry entry) => !inserts.IsPending(entry) && database.Entry(entry).State == EntityState.Detached;

    /// <summary>After a re-entry nothing is taken under the original entry any more (R35).</summary>
    private void Close(Entry previous)
    {
        previous.Status = EntryStatus.Closed;
        if (IsOld(previous))
        {
            database.Update(previous);
        }
    }
}
