using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>How long each class of what is done with is kept; null for good. The audit trails, versions, decisions and the register belong to no class: nothing here touches them.</summary>
/// <param name="FinishedInstances">Ended instances with journal, incidents, early events and request ids; counted from their end.</param>
/// <param name="JournalPayloads">What the turns of ended instances were given; their lines and chains of hashes stay. Counted from the instance's end.</param>
/// <param name="RequestIds">By which a repeat is known, settled early events among them: a repeat after that is a new request.</param>
/// <param name="SentMessages">Counted from the sending.</param>
public sealed record RetentionPeriods(TimeSpan? FinishedInstances, TimeSpan? JournalPayloads, TimeSpan? RequestIds, TimeSpan? SentMessages);

/// <param name="Class">Such as <c>finished instances</c>.</param>
/// <param name="Before">What is older goes; null when it is kept for good.</param>
/// <param name="Count">How many went, or would go.</param>
public sealed record RetentionLine(string Class, DateTimeOffset? Before, long Count);

/// <summary>Removes what has been kept long enough, in small transactions; safe to run again, and beside hosts.</summary>
public sealed class RetentionSweep
{
    /// <summary>Name of its audit trail.</summary>
    public const string Trail = "operations/retention";

    private const int Batch = 500;

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly TimeProvider _time;

    internal RetentionSweep(IDbContextFactory<OcrDbContext> databases, TimeProvider time) => (_databases, _time) = (databases, time);

    /// <param name="rehearse">True: only count.</param>
    public async Task<IReadOnlyList<RetentionLine>> RunAsync(RetentionPeriods periods, bool rehearse, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(periods);
        var lines = new[]
        {
            await SweepAsync("finished instances", periods.FinishedInstances, rehearse, InstancesAsync, EndedBefore, stop),
            await SweepAsync("journal payloads", periods.JournalPayloads, rehearse, PayloadsAsync, WithPayloads, stop),
            await SweepAsync("request ids", periods.RequestIds, rehearse, RequestsAsync, null, stop),
            await SweepAsync("sent messages", periods.SentMessages, rehearse, MessagesAsync, null, stop),
        };
        if (!rehearse && lines.Any(l => l.Count > 0))
        {
            await Clashes.RetryAsync(_databases, async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync(stop);
                var text = string.Join(", ", lines.Where(l => l.Count > 0).Select(l => $"{l.Count} {l.Class} from before {l.Before:yyyy-MM-dd}"));
                await AuditTrail.AppendAsync(database, new AuditEntry(Trail, "removed", $"Removed {text}."), actor, _time.GetUtcNow(), stop);
                await database.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return true;
            }, stop);
        }

        return lines;
    }

    private async Task<RetentionLine> SweepAsync(
        string name, TimeSpan? kept, bool rehearse, Func<OcrDbContext, DateTimeOffset, bool, CancellationToken, Task<long>> work,
        Func<OcrDbContext, DateTimeOffset, IQueryable<InstanceRow>>? instances, CancellationToken stop)
    {
        if (kept is not { } span)
        {
            return new RetentionLine(name, null, 0);
        }

        var before = _time.GetUtcNow() - span;
        if (rehearse && instances is not null)
        {
            await using var reading = await _databases.CreateDbContextAsync(stop);
            return new RetentionLine(name, before, await instances(reading, before).LongCountAsync(stop));
        }

        long all = 0;
        while (true)
        {
            var count = await Clashes.RetryAsync(_databases, async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync(stop);
                var some = await work(database, before, rehearse, stop);
                await transaction.CommitAsync(stop);
                return some;
            }, stop);
            all += count;
            if (instances is null || count < Batch)
            {
                return new RetentionLine(name, before, all);
            }
        }
    }

    /// <summary>Ended, and no parent of theirs goes on.</summary>
    private static IQueryable<InstanceRow> EndedBefore(OcrDbContext database, DateTimeOffset before) => database.Set<InstanceRow>().Where(i =>
        (i.SubStatus == InstanceSubStatus.Finished || i.SubStatus == InstanceSubStatus.Cancelled) && i.FinishedAt < before
        && !database.Set<InstanceRow>().Any(p => p.Id == i.ParentId && p.SubStatus != InstanceSubStatus.Finished && p.SubStatus != InstanceSubStatus.Cancelled));

    private static IQueryable<InstanceRow> WithPayloads(OcrDbContext database, DateTimeOffset before) =>
        EndedBefore(database, before).Where(i => database.Set<JournalRow>().Any(j => j.InstanceId == i.Id && j.Payload != null));

    private static async Task<long> InstancesAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        var ids = await EndedBefore(database, before).OrderBy(i => i.Id).Select(i => i.Id).Take(Batch).ToListAsync(stop);
        await database.Set<JournalRow>().Where(r => ids.Contains(r.InstanceId)).ExecuteDeleteAsync(stop);
        await database.Set<IncidentRow>().Where(r => ids.Contains(r.InstanceId)).ExecuteDeleteAsync(stop);
        await database.Set<EarlyEventRow>().Where(r => ids.Contains(r.InstanceId)).ExecuteDeleteAsync(stop);
        await database.Set<RequestRow>().Where(r => ids.Contains(r.InstanceId)).ExecuteDeleteAsync(stop);
        await database.Set<TaskHoldingRow>().Where(r => ids.Contains(r.InstanceId)).ExecuteDeleteAsync(stop);
        await database.Set<BulkTargetRow>().Where(r => ids.Contains(r.InstanceId) && r.Outcome != BulkOutcome.Pending).ExecuteDeleteAsync(stop);
        return await database.Set<InstanceRow>().Where(i => ids.Contains(i.Id)).ExecuteDeleteAsync(stop);
    }

    private static async Task<long> PayloadsAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        var ids = await WithPayloads(database, before).OrderBy(i => i.Id).Select(i => i.Id).Take(Batch).ToListAsync(stop);
        await database.Set<JournalRow>().Where(j => ids.Contains(j.InstanceId) && j.Payload != null).ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, (string?)null), stop);
        return ids.Count;
    }

    private static async Task<long> RequestsAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        // An event that is still kept answers for its request until it is settled.
        var requests = database.Set<RequestRow>().Where(r => r.At < before && !database.Set<EarlyEventRow>().Any(e => e.RequestId == r.RequestId && e.Status == EarlyEventStatus.Kept));
        if (rehearse)
        {
            return await requests.LongCountAsync(stop);
        }

        await database.Set<EarlyEventRow>().Where(e => e.At < before && e.Status != EarlyEventStatus.Kept).ExecuteDeleteAsync(stop);
        return await requests.ExecuteDeleteAsync(stop);
    }

    private static async Task<long> MessagesAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        var sent = database.Set<OutboxRow>().Where(o => o.SentAt != null && o.SentAt < before);
        return rehearse ? await sent.LongCountAsync(stop) : await sent.ExecuteDeleteAsync(stop);
    }
}
