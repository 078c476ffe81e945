using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Outgoing;

/// <param name="Failed">Messages whose sending threw; each is tried again later, or given up.</param>
public sealed record OutboxRun(int Sent, int Failed);

/// <summary>Sends what is to leave the house: at least once, with a key; one that fails does not hold up the rest.</summary>
public sealed class OutboxSender
{
    /// <summary>Messages claimed at once.</summary>
    public const int BatchSize = 50;

    /// <summary>Tries of one message; after them it is given up and waits for a person.</summary>
    public const int MaximumAttempts = 10;

    private const int LongestError = 2_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly OutboxClaims _claims;
    private readonly PauseSwitch _pause;
    private readonly IReadOnlyList<IOutboxChannel> _channels;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxSender> _log;

    internal OutboxSender(IDbContextFactory<OcrDbContext> databases, OutboxClaims claims, PauseSwitch pause, IEnumerable<IOutboxChannel> channels, TimeProvider time, ILogger<OutboxSender> log) =>
        (_databases, _claims, _pause, _channels, _time, _log) = (databases, claims, pause, [.. channels], time, log);

    /// <summary>Sends everything that is due now; returns when nothing due is left. While outgoing mail is paused, only what workflows send each other.</summary>
    public async Task<OutboxRun> SendAsync(CancellationToken stop)
    {
        var (sent, failed) = (0, 0);
        while (await NextAsync(stop) is { Count: > 0 } batch)
        {
            foreach (var message in batch)
            {
                stop.ThrowIfCancellationRequested();
                if (message.Kind != WorkflowEventChannel.Kind && await _pause.CurrentAsync(stop) is not null)
                {
                    await _claims.ReleaseAsync(message, stop);
                }
                else if (await SendAsync(message, stop))
                {
                    sent++;
                }
                else
                {
                    failed++;
                }
            }
        }

        return new OutboxRun(sent, failed);
    }

    /// <summary>Sets a message going again that was given up or waits for its next try.</summary>
    /// <returns>False when there is no such message, or it has been sent.</returns>
    public async Task<bool> RetryAsync(Guid id, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var now = _time.GetUtcNow();
        return await database.Set<OutboxRow>().Where(o => o.Id == id && o.SentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.GivenUpAt, (DateTimeOffset?)null).SetProperty(o => o.Attempts, 0).SetProperty(o => o.NextAttemptAt, now), stop) == 1;
    }

    /// <summary>Sets every message of a kind going again that was given up, such as all letters of a template that has been mended.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RetryAsync(string kind, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var now = _time.GetUtcNow();
        return await database.Set<OutboxRow>().Where(o => o.Kind == kind && o.SentAt == null && o.GivenUpAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.GivenUpAt, (DateTimeOffset?)null).SetProperty(o => o.Attempts, 0).SetProperty(o => o.NextAttemptAt, now), stop);
    }

    /// <summary>Pause after the given number of failed tries; null when it is given up.</summary>
    public static TimeSpan? PauseAfter(int attempts) => attempts >= MaximumAttempts ? null
        : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempts - 1, 10)));

    private async Task<IReadOnlyList<OutboxRow>> NextAsync(CancellationToken stop) =>
        await _claims.NextAsync(BatchSize, await _pause.CurrentAsync(stop) is null ? null : WorkflowEventChannel.Kind, stop);

    private async Task<bool> SendAsync(OutboxRow row, CancellationToken stop)
    {
        try
        {
            var channel = _channels.FirstOrDefault(c => c.Carries(row.Kind)) ?? throw new InvalidOperationException($"This host has no channel that carries messages of the kind {row.Kind}.");
            await channel.SendAsync(new OutboxMessage(row.Id, row.Key, row.Kind, row.Payload, row.InstanceId, row.CreatedAt), stop);
            await _claims.SentAsync(row, stop);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            var pause = PauseAfter(row.Attempts + 1);
            _log.LogError("Message {Id} of the kind {Kind} was not sent ({Failure}); {Next}", row.Id, row.Kind, failure.GetType().Name, pause is null ? "given up" : $"tried again in {pause}");
            var error = $"{failure.GetType().Name}: {failure.Message}";
            await _claims.PutBackAsync(row, error.Length <= LongestError ? error : error[..LongestError], pause, stop);
            return false;
        }
    }
}
