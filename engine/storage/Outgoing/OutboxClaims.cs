using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Outgoing;

/// <summary>Which host sends which message. A claim runs out, so that what a stopped host had claimed is sent by another.</summary>
internal sealed class OutboxClaims(IDbContextFactory<OcrDbContext> databases, IIdSource ids, TimeProvider time)
{
    /// <summary>Longer than a batch takes; when it is not, a message may go out twice with the same key.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly string _host = $"{Environment.MachineName}/{ids.Next():N}";

    /// <summary>Claims the next messages that are due, earliest first.</summary>
    /// <param name="kind">Null for all kinds.</param>
    public Task<IReadOnlyList<OutboxRow>> NextAsync(int count, string? kind, CancellationToken stop) => Clashes.RetryAsync(databases, database => ClaimAsync(database, count, kind, stop), stop);

    public Task SentAsync(OutboxRow message, CancellationToken stop) => SettleAsync(message, (row, now) =>
    {
        row.SentAt = now;
        row.LastError = null;
    }, stop);

    public Task PutBackAsync(OutboxRow message, string error, TimeSpan? pause, CancellationToken stop) => SettleAsync(message, (row, now) =>
    {
        row.LastError = error;
        row.GivenUpAt = pause is null ? now : null;
        row.NextAttemptAt = now + (pause ?? TimeSpan.Zero);
    }, stop);

    /// <summary>Gives up the claim as if it had never been made.</summary>
    public Task ReleaseAsync(OutboxRow message, CancellationToken stop) => SettleAsync(message, (row, _) => row.Attempts--, stop);

    private Task<bool> SettleAsync(OutboxRow message, Action<OutboxRow, DateTimeOffset> change, CancellationToken stop) => Clashes.RetryAsync(
        databases,
        async database =>
        {
            var row = await database.Set<OutboxRow>().SingleOrDefaultAsync(o => o.Id == message.Id && o.ClaimedBy == _host && o.SentAt == null, stop);
            if (row is null)
            {
                return false;
            }

            (row.ClaimedBy, row.ClaimedUntil) = (null, null);
            row.Attempts++;
            change(row, time.GetUtcNow());
            await database.SaveChangesAsync(stop);
            return true;
        },
        stop);

    private async Task<IReadOnlyList<OutboxRow>> ClaimAsync(OcrDbContext database, int count, string? kind, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var due = await database.Set<OutboxRow>().AsNoTracking()
            .Where(o => o.SentAt == null && o.NextAttemptAt <= now && o.GivenUpAt == null && (o.ClaimedUntil == null || o.ClaimedUntil <= now) && (kind == null || o.Kind == kind))
            .OrderBy(o => o.NextAttemptAt).ThenBy(o => o.Id).Take(count).ToListAsync(stop);
        var claimed = new List<OutboxRow>();
        if (due.Count == 0)
        {
            return claimed;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        foreach (var message in due)
        {
            var taken = await database.Set<OutboxRow>()
                .Where(o => o.Id == message.Id && o.SentAt == null && (o.ClaimedUntil == null || o.ClaimedUntil <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.ClaimedBy, _host).SetProperty(o => o.ClaimedUntil, now + Lease), stop);
            if (taken == 1)
            {
                claimed.Add(message);
            }
        }

        await transaction.CommitAsync(stop);
        return claimed;
    }
}
