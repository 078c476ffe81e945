using Microsoft.EntityFrameworkCore;
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

/// <param name="Paused">Set when sweeps are paused: then what was not removed yet stays.</param>
public sealed record RetentionResult(IReadOnlyList<RetentionLine> Lines, Pause? Paused)
{
    /// <summary>What went, or would go.</summary>
    public string Words => Lines.Any(l => l.Count > 0)
        ? string.Join(", ", Lines.Where(l => l.Count > 0).Select(l => $"{l.Count} {l.Class} from before {l.Before:yyyy-MM-dd}"))
        : "nothing";
}

/// <summary>Removes what has been kept long enough, in small transactions; safe to run again, and beside hosts.</summary>
public sealed class RetentionSweep
{
    /// <summary>Name of its audit trail.</summary>
    public const string Trail = "operations/retention";

    /// <summary>Name of its runs.</summary>
    public const string Name = "retention";

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly PauseSwitch _pause;
    private readonly SweepLog _runs;
    private readonly TimeProvider _time;

    internal RetentionSweep(IDbContextFactory<OcrDbContext> databases, PauseSwitch pause, SweepLog runs, TimeProvider time) =>
        (_databases, _pause, _runs, _time) = (databases, pause, runs, time);

    /// <param name="rehearse">True: only count.</param>
    public Task<RetentionResult> RunAsync(RetentionPeriods periods, bool rehearse, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(periods);
        return rehearse
            ? ClassesAsync(periods, rehearse, stop)
            : _runs.RecordAsync(Name, actor, () => RemoveAsync(periods, actor, stop), Summary, stop);
    }

    private static SweepSummary Summary(RetentionResult result) => result.Paused is { } pause
        ? new SweepSummary(SweepOutcome.Paused, $"Paused by {pause.By}; removed {result.Words}.")
        : new SweepSummary(SweepOutcome.Done, $"Removed {result.Words}.");

    private async Task<RetentionResult> RemoveAsync(RetentionPeriods periods, Actor actor, CancellationToken stop)
    {
        var result = await ClassesAsync(periods, rehearse: false, stop);
        if (result.Lines.Any(l => l.Count > 0))
        {
            await Clashes.RetryAsync(_databases, async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync(stop);
                await AuditTrail.AppendAsync(database, new AuditEntry(Trail, "removed", $"Removed {result.Words}."), actor, _time.GetUtcNow(), stop);
                await database.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return true;
            }, stop);
        }

        return result;
    }

    private async Task<RetentionResult> ClassesAsync(RetentionPeriods periods, bool rehearse, CancellationToken stop)
    {
        RetentionLine[] lines =
        [
            await SweepAsync("finished instances", periods.FinishedInstances, rehearse, RetentionClasses.InstancesAsync, RetentionClasses.EndedBefore, stop),
            await SweepAsync("journal payloads", periods.JournalPayloads, rehearse, RetentionClasses.PayloadsAsync, RetentionClasses.WithPayloads, stop),
            await SweepAsync("request ids", periods.RequestIds, rehearse, RetentionClasses.RequestsAsync, null, stop),
            await SweepAsync("sent messages", periods.SentMessages, rehearse, RetentionClasses.MessagesAsync, null, stop),
        ];
        return new RetentionResult(lines, rehearse ? null : await _pause.CurrentAsync(stop));
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

        for (long all = 0; ;)
        {
            if (!rehearse && await _pause.CurrentAsync(stop) is not null)
            {
                return new RetentionLine(name, before, all);
            }

            var count = await Clashes.RetryAsync(_databases, async database =>
            {
                await using var transaction = await database.Database.BeginTransactionAsync(stop);
                var some = await work(database, before, rehearse, stop);
                await transaction.CommitAsync(stop);
                return some;
            }, stop);
            all += count;
            if (instances is null || count < RetentionClasses.Batch)
            {
                return new RetentionLine(name, before, all);
            }
        }
    }
}
