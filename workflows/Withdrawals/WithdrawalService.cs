using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Withdrawals;

/// <summary>Withdraws entries, and refunds what was charged where <c>rule-sets/withdrawal-refund</c> says so (R23, R24).</summary>
public sealed class WithdrawalService(
    IDbContextFactory<OcrDbContext> databases, ReferenceLibrary references, RuleSetLibrary rules, IIdSource ids, CentresOptions options, TimeProvider time)
{
    /// <summary>Entry, sitting, decision and refund change together. Doing it again changes nothing.</summary>
    /// <param name="withdrawnOn">Local date (Europe/London), not in the future.</param>
    public async Task<Withdrawal> WithdrawAsync(Guid entryId, WithdrawalGround ground, DateOnly withdrawnOn, Actor actor, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var entry = await database.Set<Entry>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == entryId, stop);
        if (entry is null)
        {
            return new Withdrawal(WithdrawalStatus.Unknown, 0, null, [], Refusal("WDR001", $"There is no entry {entryId}. Look it up on the page of its centre."));
        }

        if (entry.Status == EntryStatus.Withdrawn)
        {
            return new Withdrawal(WithdrawalStatus.AlreadyWithdrawn, 0, null, [], null);
        }

        if (await ProblemAsync(database, entry, withdrawnOn, today, stop) is { } problem)
        {
            return new Withdrawal(WithdrawalStatus.Refused, 0, null, [], problem);
        }

        var charges = await database.Set<Charge>().AsNoTracking().Where(c => c.EntryId == entryId).ToListAsync(stop);
        var series = references.Current.Series.GetValueOrDefault(entry.Series);
        var facts = FactsOf(entry, ground, withdrawnOn, today, series, charges.Sum(c => c.AmountPence));
        var set = rules.Current("withdrawal-refund");
        var verdict = set.Decide(facts, today);
        var findings = Finding.Of(verdict.Results);
        if (verdict.Outcome == Outcome.Undecided)
        {
            return new Withdrawal(WithdrawalStatus.Undecided, 0, null, findings, null);
        }

        var decision = new DecisionWriter(set, references.Current, now, actor, options.HostVersion)
            .Write(ids.Next(), $"withdrawal:{entryId:D}", facts, today, verdict.Outcome, findings, series?.File);
        var taken = await database.Set<Entry>().Where(e => e.Id == entryId && e.Status == EntryStatus.Accepted)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Status, EntryStatus.Withdrawn), stop);
        if (taken == 0)
        {
            return new Withdrawal(WithdrawalStatus.AlreadyWithdrawn, 0, null, [], null); // by somebody else, since it was read
        }

        database.Add(decision);
        await database.Set<Sitting>().Where(s => s.EntryId == entryId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, SittingStatus.Withdrawn), stop);
        var refund = verdict.Outcome == Outcome.Accepted ? Refund(database, charges, decision.Id, today) : 0;
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Withdrawal(refund > 0 ? WithdrawalStatus.Refunded : WithdrawalStatus.NotRefunded, refund, decision.Id, findings, null);
    }

    private static async Task<string?> ProblemAsync(OcrDbContext database, Entry entry, DateOnly withdrawnOn, DateOnly today, CancellationToken stop)
    {
        if (withdrawnOn > today || withdrawnOn < entry.EnteredOn)
        {
            return Refusal("WDR002", $"A withdrawal on {withdrawnOn:yyyy-MM-dd} is not between the entry ({entry.EnteredOn:yyyy-MM-dd}) and today. Give the day on which the candidate was withdrawn.");
        }

        if (entry.Status != EntryStatus.Accepted)
        {
            return Refusal("WDR003", $"The entry is {entry.Status.ToString().ToLowerInvariant()}; only an accepted one can be withdrawn.");
        }

        var sat = await database.Set<Sitting>().AnyAsync(s => s.EntryId == entry.Id && s.Status != SittingStatus.Booked && s.Status != SittingStatus.Withdrawn, stop);
        if (sat)
        {
            return Refusal("WDR004", "The test was sat, or missed, already. A test that was sat is not withdrawn.");
        }

        var booked = await database.Set<Sitting>().CountAsync(s => s.UnderEntryId == entry.Id && s.Status == SittingStatus.Booked, stop);
        return booked == 0 ? null : Refusal("WDR005", $"{booked} test entries are booked under this entry. Withdraw them first.");
    }

    private static string Refusal(string code, string message) => $"{code}: {message}";

    private static WithdrawalFacts FactsOf(Entry entry, WithdrawalGround ground, DateOnly withdrawnOn, DateOnly today, SeriesReference? series, long charged) => new()
    {
        DecisionDate = today,
        EntryReference = entry.Id.ToString("D"),
        EntryType = entry.EntryType.ToString(),
        Ground = ground.ToString(),
        WithdrawnOn = withdrawnOn,
        Series = entry.Series,
        ResultsDue = entry.EntryType == EntryType.Test,
        ResultsOn = entry.EntryType == EntryType.Test ? series?.ResultsOn : null,
        ChargedPence = charged,
    };

    /// <summary>Writes each charge back with the opposite sign, so that an account adds up to what is owed.</summary>
    private long Refund(OcrDbContext database, List<Charge> charges, Guid decision, DateOnly today)
    {
        foreach (var charge in charges.Where(c => c.AmountPence != 0))
        {
            database.Add(new Charge
            {
                Id = ids.Next(),
                CentreNumber = charge.CentreNumber,
                FeeCode = charge.FeeCode,
                AmountPence = -charge.AmountPence,
                EntryId = charge.EntryId,
                DecisionId = decision,
                ChargedOn = today,
                IsSample = charge.IsSample,
            });
        }

        return charges.Sum(c => c.AmountPence);
    }
}
