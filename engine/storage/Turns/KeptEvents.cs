using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Events that came before anything waited for them: kept with the instance, and delivered by the turn that makes their place.</summary>
internal sealed class KeptEvents(TimeProvider time)
{
    /// <summary>Keeps it. The instance's version goes up, so that a turn that makes the place at this moment gives way and finds it.</summary>
    public async Task<DateTimeOffset> KeepAsync(OcrDbContext database, InstanceRow instance, EventArrived arrived, TimeSpan keep, Guid request, Actor actor, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var rows = new TurnRows(database);
        rows.Watch(instance, isNew: false);
        instance.Version++;
        instance.HasKeptEvents = true;
        rows.Add(new EarlyEventRow
        {
            RequestId = request,
            InstanceId = instance.Id,
            Name = arrived.Name,
            Event = arrived.ToJson(),
            Actor = actor.Name,
            At = now,
            ExpiresAt = now + keep,
            Status = EarlyEventStatus.Kept,
        });
        rows.Add(new RequestRow { RequestId = request, InstanceId = instance.Id, At = now, Accepted = false });
        await rows.SaveAsync(stop);
        return now + keep;
    }

    /// <summary>The earliest kept event that the instance now waits for; null when there is none. It counts as delivered.</summary>
    public async Task<EarlyEventRow?> NextAsync(TurnRun run, CancellationToken stop)
    {
        var (database, instance, now) = (run.Arrival.Database, run.Arrival.Instance, run.Context.Now);
        if (!instance.HasKeptEvents)
        {
            return null;
        }

        var kept = database.Set<EarlyEventRow>().Where(e => e.InstanceId == instance.Id && e.Status == EarlyEventStatus.Kept);
        if (run.State.SubStatus is InstanceSubStatus.Finished or InstanceSubStatus.Cancelled)
        {
            await SettleAsync(kept, EarlyEventStatus.InstanceEnded, now, stop);
            instance.HasKeptEvents = false;
            return null;
        }

        await SettleAsync(kept.Where(e => e.ExpiresAt <= now), EarlyEventStatus.Expired, now, stop);
        var waiting = await kept.AsNoTracking().OrderBy(e => e.At).ThenBy(e => e.RequestId).ToListAsync(stop);
        instance.HasKeptEvents = waiting.Count > 0;
        var awaited = run.State.Bookmarks.Where(b => b.Kind == BookmarkKind.Event).Select(b => b.EventName).ToHashSet();
        if (waiting.Find(e => awaited.Contains(e.Name)) is not { } next)
        {
            return null;
        }

        await SettleAsync(kept.Where(e => e.RequestId == next.RequestId), EarlyEventStatus.Delivered, now, stop);
        await database.Set<RequestRow>().Where(r => r.RequestId == next.RequestId).ExecuteUpdateAsync(set => set.SetProperty(r => r.Accepted, true), stop);
        return next;
    }

    /// <summary>Marks those whose time ran out.</summary>
    public static Task<int> ExpireAsync(OcrDbContext database, DateTimeOffset now, CancellationToken stop) =>
        SettleAsync(database.Set<EarlyEventRow>().Where(e => e.Status == EarlyEventStatus.Kept && e.ExpiresAt <= now), EarlyEventStatus.Expired, now, stop);

    private static Task<int> SettleAsync(IQueryable<EarlyEventRow> events, EarlyEventStatus status, DateTimeOffset now, CancellationToken stop) =>
        events.ExecuteUpdateAsync(set => set.SetProperty(e => e.Status, status).SetProperty(e => e.SettledAt, now), stop);
}
