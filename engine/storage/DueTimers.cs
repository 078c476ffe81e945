using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <param name="Fired">Timers whose turn was committed.</param>
/// <param name="Failed">Timers whose turn threw; they are tried again later, and the rest of the batch is not held up.</param>
public sealed record TimerRun(int Fired, int Failed);

/// <summary>Fires due timers: claimed in batches, each batch by one host, in order of due time.</summary>
public sealed class DueTimers
{
    /// <summary>Timers claimed at once.</summary>
    public const int BatchSize = 50;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly Inbox _inbox;
    private readonly TimerClaims _claims;
    private readonly TimeProvider _time;
    private readonly ILogger<DueTimers> _log;

    internal DueTimers(IDbContextFactory<OcrDbContext> databases, Inbox inbox, TimerClaims claims, TimeProvider time, ILogger<DueTimers> log) =>
        (_databases, _inbox, _claims, _time, _log) = (databases, inbox, claims, time, log);

    /// <summary>Fires everything that is due now, and what becomes due by it; returns when nothing due is left.</summary>
    public async Task<TimerRun> FireAsync(Actor actor, CancellationToken stop)
    {
        var (fired, failed) = (0, 0);
        while (await _claims.NextAsync(BatchSize, stop) is { Count: > 0 } batch)
        {
            foreach (var timer in batch)
            {
                stop.ThrowIfCancellationRequested();
                if (await FireAsync(timer, actor, stop))
                {
                    fired++;
                }
                else
                {
                    failed++;
                }
            }
        }

        return new TimerRun(fired, failed);
    }

    /// <summary>The same for one bookmark of one instance whoever fires it, so that it fires once.</summary>
    public static Guid RequestOf(InstanceId instance, string bookmarkId) => DerivedIds.Of($"timer:{instance}:{bookmarkId}");

    private async Task<bool> FireAsync(TimerRow timer, Actor actor, CancellationToken stop)
    {
        try
        {
            var request = RequestOf(timer.InstanceId, timer.BookmarkId);
            var delivery = await _inbox.DeliverAsync(timer.InstanceId, new TimerFired(timer.BookmarkId), request, actor, stop);
            if (delivery.Status == DeliveryStatus.Delivered)
            {
                return true;
            }

            if (delivery.State?.Bookmarks.Any(b => b.Id == timer.BookmarkId) == true)
            {
                throw new InvalidOperationException($"Timer {timer.BookmarkId} was answered with {delivery.Status}, yet the instance waits for it.");
            }

            await _claims.DropAsync(timer, stop);
            return delivery.Status == DeliveryStatus.AlreadyDelivered;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(timer.Attempts, 10)));
            _log.LogError(failure, "Timer {Bookmark} of instance {Instance} failed; tried again in {Pause}", timer.BookmarkId, timer.InstanceId, pause);
            await _claims.PutBackAsync(timer, _time.GetUtcNow() + pause, stop);
            return false;
        }
    }
}
