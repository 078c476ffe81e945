using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>Which host fires which timer. A claim runs out, so that what a stopped host had claimed is fired by another.</summary>
internal sealed class TimerClaims(IDbContextFactory<OcrDbContext> databases, IIdSource ids, TimeProvider time)
{
    /// <summary>Longer than a batch takes. When it is not, a timer may be tried twice, and the request id keeps it from firing twice.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly string _host = $"{Environment.MachineName}/{ids.Next():N}";

    /// <summary>Claims the next due timers, earliest first. One claimed by another host, or put back for a later try, is passed over.</summary>
    public Task<IReadOnlyList<TimerRow>> NextAsync(int count, CancellationToken stop) => Clashes.RetryAsync(databases, database => ClaimAsync(database, count, stop), stop);

    public async Task PutBackAsync(TimerRow timer, DateTimeOffset until, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await Mine(database, timer).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.ClaimedBy, (string?)null).SetProperty(t => t.ClaimedUntil, until).SetProperty(t => t.Attempts, t => t.Attempts + 1), stop);
    }

    /// <summary>Removes a timer that nothing waits for any more.</summary>
    public async Task DropAsync(TimerRow timer, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await Mine(database, timer).ExecuteDeleteAsync(stop);
    }

    private async Task<IReadOnlyList<TimerRow>> ClaimAsync(OcrDbContext database, int count, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var due = await database.Set<TimerRow>().AsNoTracking().Where(t => t.DueAt <= now && (t.ClaimedUntil == null || t.ClaimedUntil <= now))
            .OrderBy(t => t.DueAt).ThenBy(t => t.InstanceId).ThenBy(t => t.BookmarkId).Take(count).ToListAsync(stop);
        if (due.Count == 0)
        {
            return [];
        }

        var claimed = new List<TimerRow>();
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        foreach (var timer in due)
        {
            var taken = await database.Set<TimerRow>()
                .Where(t => t.InstanceId == timer.InstanceId && t.BookmarkId == timer.BookmarkId && (t.ClaimedUntil == null || t.ClaimedUntil <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.ClaimedBy, _host).SetProperty(t => t.ClaimedUntil, now + Lease), stop);
            if (taken == 1)
            {
                claimed.Add(timer);
            }
        }

        await transaction.CommitAsync(stop);
        return claimed;
    }

    private IQueryable<TimerRow> Mine(OcrDbContext database, TimerRow timer) =>
        database.Set<TimerRow>().Where(t => t.InstanceId == timer.InstanceId && t.BookmarkId == timer.BookmarkId && t.ClaimedBy == _host);
}
