using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Remaking;

/// <summary>What follows for an entry whose decision came out otherwise: its status, its sitting, credit notes and new charges. What was built upon is left to a person.</summary>
internal sealed class EntryConsequences(OcrDbContext database, ReferenceData reference, Inbox inbox, IIdSource ids, DateTimeOffset now, Actor actor)
{
    public const string Subject = "entry:";

    private readonly DateOnly _today = Runtime.Calendars.WorkingCalendar.LocalDate(now);

    public async Task FollowAsync(DecisionRow old, DecisionRow made, Conclusion conclusion, RemadeDecision remade, CancellationToken stop)
    {
        var id = Guid.Parse(old.Subject.AsSpan(Subject.Length), CultureInfo.InvariantCulture);
        var entry = await database.Set<Entry>().FirstOrDefaultAsync(e => e.Id == id, stop);
        if (entry is null || entry.DecisionId != old.Id)
        {
            return; // the entry has gone, or was decided again since: what stands is that decision
        }

        remade.IsSample = entry.IsSample;
        remade.LeftToDo = await ObstacleAsync(entry, old.Outcome, made.Outcome, stop);
        if (remade.LeftToDo is not null)
        {
            return;
        }

        entry.DecisionId = made.Id;
        if (made.Outcome == Outcome.Refused)
        {
            entry.Status = EntryStatus.Refused;
            await database.Set<Sitting>().Where(s => s.EntryId == id).ExecuteDeleteAsync(stop);
        }
        else if (entry.Status != EntryStatus.Accepted && old.Outcome != Outcome.Accepted)
        {
            await AcceptAsync(entry, stop);
        }

        await CorrectAsync(entry, made, conclusion, remade, stop);
    }

    /// <returns>Why a person has to look at it; null when it can follow by itself.</returns>
    private async Task<string?> ObstacleAsync(Entry entry, Outcome old, Outcome made, CancellationToken stop)
    {
        if (entry.Status is EntryStatus.Withdrawn or EntryStatus.Closed)
        {
            return $"The entry is {entry.Status.ToString().ToLowerInvariant()} meanwhile: correct its charges by hand.";
        }

        if (made == Outcome.Accepted && old != Outcome.Accepted)
        {
            return entry.EntryType == EntryType.ReEntry ? "A re-entry is accepted after all: ask the centre to send it again, for it closes the entry before it." : null;
        }

        if (made == Outcome.Accepted)
        {
            return null;
        }

        if (await database.Set<Sitting>().AnyAsync(s => s.EntryId == entry.Id && s.Status != SittingStatus.Booked && s.Status != SittingStatus.Withdrawn, stop))
        {
            return "The test of an entry that should have been refused was sat or missed: decide what becomes of it.";
        }

        var under = await database.Set<Entry>().CountAsync(e => e.UnderEntryId == entry.Id && e.Status == EntryStatus.Accepted, stop);
        var standing = database.Set<Claim>().Where(c => c.QualificationCode == entry.QualificationCode && c.Status != ClaimStatus.Withdrawn);
        return under > 0 || await database.Set<ClaimLine>().AnyAsync(l => l.CandidateId == entry.CandidateId && standing.Any(c => c.ClaimNumber == l.ClaimNumber), stop)
            ? "Tests or claims rest on an entry that should have been refused: settle those first."
            : null;
    }

    private async Task AcceptAsync(Entry entry, CancellationToken stop)
    {
        entry.Status = EntryStatus.Accepted;
        if (entry.EntryType == EntryType.Test)
        {
            database.Add(new Sitting
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
            });
        }

        await ActiveAsync(entry, stop);
    }

    /// <summary>The entry counts as activity on the day it was made (R136), and may be the first.</summary>
    private async Task ActiveAsync(Entry entry, CancellationToken stop)
    {
        var approvals = await database.Set<Approval>().Where(a => a.CentreNumber == entry.CentreNumber && a.Status == ApprovalStatus.Active).ToListAsync(stop);
        if (approvals.Find(a => Covers(a, entry.QualificationCode)) is not { } approval)
        {
            return;
        }

        approval.ActiveOn(entry.EnteredOn);
        if (approval.FirstEntryOn is null)
        {
            approval.FirstEntryOn = entry.EnteredOn;
            approval.Version++;
            await database.SaveChangesAsync(stop);
            if (approval.DeliveryInstance is { } instance)
            {
                await inbox.DeliverWithinAsync(database, instance, new EventArrived("FirstEntry", new Dictionary<string, object?>()), RequestIds.For($"FirstEntry:{approval.Reference}"), actor, stop);
            }
        }
    }

    private bool Covers(Approval approval, string qualification) => reference.Qualifications.GetValueOrDefault(qualification)?.CoveredBy == approval.Covers;

    /// <summary>Credit notes for what is charged and should not be, charges for what should be and is not; the account adds up to what is owed.</summary>
    private async Task CorrectAsync(Entry entry, DecisionRow made, Conclusion conclusion, RemadeDecision remade, CancellationToken stop)
    {
        var charged = await database.Set<Charge>().AsNoTracking().Where(c => c.EntryId == entry.Id).GroupBy(c => c.FeeCode).Select(g => new { Fee = g.Key, Pence = g.Sum(c => c.AmountPence) }).ToListAsync(stop);
        var owed = conclusion.Charges.GroupBy(c => c.FeeCode, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Pence), StringComparer.Ordinal);
        foreach (var fee in charged.Select(c => c.Fee).Union(owed.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var difference = owed.GetValueOrDefault(fee) - charged.Where(c => c.Fee == fee).Sum(c => c.Pence);
            if (difference == 0)
            {
                continue;
            }

            remade.CreditedPence += Math.Max(0, -difference);
            remade.ChargedPence += Math.Max(0, difference);
            database.Add(new Charge
            {
                Id = ids.Next(),
                CentreNumber = entry.CentreNumber,
                FeeCode = fee,
                AmountPence = difference,
                EntryId = entry.Id,
                DecisionId = made.Id,
                ChargedOn = _today,
                IsSample = entry.IsSample,
            });
        }
    }
}
