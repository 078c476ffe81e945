using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Turns;

namespace OcrWorkflows.Storage.Verification;

/// <summary>Proves that nothing sleeps unnoticed and nothing was half written. Reads page by page, so that its memory does not grow with the database; may run beside hosts.</summary>
public sealed class Verifier
{
    /// <summary>Instances read at once.</summary>
    public const int PageSize = 200;

    /// <summary>An unsent message this far past its time is stuck.</summary>
    public static readonly TimeSpan OutboxPatience = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly InstanceCheck _check;
    private readonly TimeProvider _time;

    internal Verifier(IDbContextFactory<OcrDbContext> databases, DefinitionLibrary definitions, CalendarArchive calendars, TimeProvider time) =>
        (_databases, _check, _time) = (databases, new InstanceCheck(definitions, calendars), time);

    /// <param name="progress">Told the number of instances checked so far.</param>
    public async Task<VerificationReport> RunAsync(CancellationToken stop, IProgress<long>? progress = null)
    {
        var report = new VerificationReport();
        await using var database = await _databases.CreateDbContextAsync(stop);
        var last = new InstanceId(Guid.Empty);
        while (await PageAsync(database.Set<InstanceRow>().AsNoTracking(), last, stop) is { Count: > 0 } page)
        {
            foreach (var instance in page)
            {
                await CheckAsync(database, instance, report, stop);
            }

            last = page[^1].Id;
            progress?.Report(report.Instances);
        }

        await SleepersAsync(database, report, stop);
        await OrphansAsync(database, report, stop);
        await OutboxAsync(database, report, stop);
        await AuditAsync(database, report, stop);
        report.EventsKept = await database.Set<EarlyEventRow>().LongCountAsync(e => e.Status == EarlyEventStatus.Kept, stop);
        report.EventsExpired = await database.Set<EarlyEventRow>().LongCountAsync(e => e.Status == EarlyEventStatus.Expired, stop);
        return report;
    }

    private async Task CheckAsync(OcrDbContext database, InstanceRow instance, VerificationReport report, CancellationToken stop)
    {
        var result = await _check.RunAsync(database, instance, stop);
        report.Instances++;
        report.JournalLines += result.JournalLines;
        report.NotFolded += result.Folded ? 0 : 1;
        report.OnHold += instance.SubStatus == InstanceSubStatus.OnHold ? 1 : 0;
        foreach (var (kind, detail) in result.Faults)
        {
            report.Add(kind, instance.Id.ToString(), detail);
        }
    }

    private static async Task SleepersAsync(OcrDbContext database, VerificationReport report, CancellationToken stop)
    {
        var last = new InstanceId(Guid.Empty);
        while (await PageAsync(LifeSigns.Asleep(database, database.Set<InstanceRow>().AsNoTracking()), last, stop) is { Count: > 0 } page)
        {
            foreach (var instance in page)
            {
                report.Add(ViolationKind.Asleep, instance.Id.ToString(), $"{instance.DefinitionId} v{instance.DefinitionVersion}, {instance.SubStatus}, last moved {instance.UpdatedAt:u}");
            }

            last = page[^1].Id;
        }
    }

    private static async Task AuditAsync(OcrDbContext database, VerificationReport report, CancellationToken stop)
    {
        await foreach (var (trail, line, holds) in AuditTrail.ProveAsync(database, stop))
        {
            report.AuditLines++;
            if (!holds)
            {
                report.Add(ViolationKind.Audit, trail, $"line {line}");
            }
        }
    }

    private static async Task OrphansAsync(OcrDbContext database, VerificationReport report, CancellationToken stop)
    {
        var living = database.Set<InstanceRow>().Where(i => i.Status == InstanceStatus.Running);
        await AddAsync(database.Set<TimerRow>().Where(t => !living.Any(i => i.Id == t.InstanceId)).Select(t => new Row(t.InstanceId, t.BookmarkId)), "Timer");
        await AddAsync(database.Set<BookmarkRow>().Where(b => !living.Any(i => i.Id == b.InstanceId)).Select(b => new Row(b.InstanceId, b.BookmarkId)), "Bookmark");
        await AddAsync(database.Set<TaskRow>().Where(t => !living.Any(i => i.Id == t.InstanceId)).Select(t => new Row(t.InstanceId, t.BookmarkId)), "Task");

        async Task AddAsync(IQueryable<Row> orphans, string what)
        {
            await foreach (var orphan in orphans.AsAsyncEnumerable().WithCancellation(stop))
            {
                report.Add(ViolationKind.Orphan, orphan.Instance.ToString(), $"{what} {orphan.Bookmark}");
            }
        }
    }

    private async Task OutboxAsync(OcrDbContext database, VerificationReport report, CancellationToken stop)
    {
        var late = _time.GetUtcNow() - OutboxPatience;
        var paused = await PauseSwitch.CurrentAsync(database, stop) is not null;
        var stuck = database.Set<OutboxRow>().AsNoTracking().Where(o => o.SentAt == null && (o.GivenUpAt != null || (o.NextAttemptAt < late && (!paused || o.Kind == WorkflowEventChannel.Kind))));
        await foreach (var message in stuck.OrderBy(o => o.CreatedAt).AsAsyncEnumerable().WithCancellation(stop))
        {
            report.Add(ViolationKind.Outbox, message.Id.ToString(), message.GivenUpAt is null ? $"{message.Kind}: due since {message.NextAttemptAt:u}, {message.Attempts} attempts" : $"{message.Kind}: given up after {message.Attempts} attempts: {message.LastError}");
        }
    }

    private static Task<List<InstanceRow>> PageAsync(IQueryable<InstanceRow> instances, InstanceId after, CancellationToken stop) =>
        instances.Where(i => i.Id > after).OrderBy(i => i.Id).Take(PageSize).ToListAsync(stop);

    private sealed record Row(InstanceId Instance, string Bookmark);
}
