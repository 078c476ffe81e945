using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>What each class of the retention sweep counts, and removes at most <see cref="Batch"/> instances of at a time.</summary>
internal static class RetentionClasses
{
    public const int Batch = 500;

    /// <summary>Ended, and no parent of theirs goes on.</summary>
    public static IQueryable<InstanceRow> EndedBefore(OcrDbContext database, DateTimeOffset before) => database.Set<InstanceRow>().Where(i =>
        (i.SubStatus == InstanceSubStatus.Finished || i.SubStatus == InstanceSubStatus.Cancelled) && i.FinishedAt < before
        && !database.Set<InstanceRow>().Any(p => p.Id == i.ParentId && p.SubStatus != InstanceSubStatus.Finished && p.SubStatus != InstanceSubStatus.Cancelled));

    public static IQueryable<InstanceRow> WithPayloads(OcrDbContext database, DateTimeOffset before) =>
        EndedBefore(database, before).Where(i => database.Set<JournalRow>().Any(j => j.InstanceId == i.Id && j.Payload != null));

    public static async Task<long> InstancesAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
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

    public static async Task<long> PayloadsAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        var ids = await WithPayloads(database, before).OrderBy(i => i.Id).Select(i => i.Id).Take(Batch).ToListAsync(stop);
        await database.Set<JournalRow>().Where(j => ids.Contains(j.InstanceId) && j.Payload != null).ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, (string?)null), stop);
        return ids.Count;
    }

    public static async Task<long> RequestsAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
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

    public static async Task<long> MessagesAsync(OcrDbContext database, DateTimeOffset before, bool rehearse, CancellationToken stop)
    {
        var sent = database.Set<OutboxRow>().Where(o => o.SentAt != null && o.SentAt < before);
        return rehearse ? await sent.LongCountAsync(stop) : await sent.ExecuteDeleteAsync(stop);
    }
}
