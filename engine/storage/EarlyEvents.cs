using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Turns;

namespace OcrWorkflows.Storage;

/// <summary>Events that came before their instance waited for them.</summary>
public sealed class EarlyEvents(IDbContextFactory<OcrDbContext> databases, TimeProvider time)
{
    /// <summary>Those that nothing has taken yet or ever will, newest first.</summary>
    public async Task<IReadOnlyList<EarlyEventRow>> ListAsync(int limit, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Set<EarlyEventRow>().AsNoTracking().Where(e => e.Status != EarlyEventStatus.Delivered)
            .OrderByDescending(e => e.At).ThenBy(e => e.RequestId).Take(limit).ToListAsync(stop);
    }

    /// <summary>Gives up those whose time ran out.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await KeptEvents.ExpireAsync(database, time.GetUtcNow(), stop);
    }
}
