using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Which instances a list shows.</summary>
public sealed record InstanceFilter
{
    public InstanceSubStatus? SubStatus { get; init; }
    public string? DefinitionId { get; init; }
    public string? CentreNumber { get; init; }

    /// <summary>Only unfinished ones with a timer or a task past its time.</summary>
    public bool Overdue { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null for the first.</summary>
    public InstanceCursor? After { get; init; }
}

/// <param name="NextDueAt">When the next timer fires.</param>
/// <param name="TaskDueOn">Last local date on which the most urgent task is in time.</param>
/// <param name="WaitsFor">In words: events, tasks and timers.</param>
public sealed record InstanceSummary(
    Guid Id,
    string DefinitionId,
    int DefinitionVersion,
    string? CorrelationId,
    string? CentreNumber,
    string? QualificationCode,
    InstanceStatus Status,
    InstanceSubStatus SubStatus,
    bool HasIncident,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? NextDueAt,
    DateOnly? TaskDueOn,
    bool Overdue,
    IReadOnlyList<string> WaitsFor);

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record InstancePage(IReadOnlyList<InstanceSummary> Instances, string? Next);

/// <summary>Everything about one instance.</summary>
public sealed record InstanceDetail(
    InstanceSummary Summary,
    IReadOnlyList<BookmarkRow> Bookmarks,
    IReadOnlyList<TimerRow> Timers,
    IReadOnlyList<TaskRow> Tasks,
    IReadOnlyList<IncidentRow> Incidents,
    IReadOnlyDictionary<string, object?> Variables,
    IReadOnlyList<JournalRow> Journal);

/// <summary>Reads instances for API and command line, newest first.</summary>
public sealed class InstanceQueries(IDbContextFactory<OcrDbContext> databases, TimeProvider time)
{
    public async Task<InstancePage> ListAsync(InstanceFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var query = Filtered(database, filter).OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id).AsQueryable();
        if (filter.After is { } after)
        {
            query = query.Where(i => i.CreatedAt <= after.CreatedAt).OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id).Skip(after.SeenAtThatInstant);
        }

        var rows = await query.Take(filter.Limit + 1).ToListAsync(stop);
        var shown = rows.Take(filter.Limit).ToList();
        return new InstancePage(await SummariseAsync(database, shown, stop), rows.Count > filter.Limit ? InstanceCursor.After(shown, filter.After).ToString() : null);
    }

    /// <returns>Null when there is no such instance.</returns>
    public async Task<InstanceDetail?> FindAsync(InstanceId id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Set<InstanceRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) is not { } row)
        {
            return null;
        }

        var summary = (await SummariseAsync(database, [row], stop))[0];
        return new InstanceDetail(
            summary,
            await database.Set<BookmarkRow>().AsNoTracking().Where(b => b.InstanceId == id).OrderBy(b => b.CreatedAt).ToListAsync(stop),
            await database.Set<TimerRow>().AsNoTracking().Where(t => t.InstanceId == id).OrderBy(t => t.DueAt).ToListAsync(stop),
            await database.Set<TaskRow>().AsNoTracking().Where(t => t.InstanceId == id).OrderBy(t => t.CreatedAt).ToListAsync(stop),
            await database.Set<IncidentRow>().AsNoTracking().Where(n => n.InstanceId == id).OrderBy(n => n.At).ToListAsync(stop),
            InstanceState.FromJson(row.State).Variables,
            await database.Set<JournalRow>().AsNoTracking().Where(j => j.InstanceId == id).OrderBy(j => j.Sequence).ToListAsync(stop));
    }

    private IQueryable<InstanceRow> Filtered(OcrDbContext database, InstanceFilter filter)
    {
        var query = database.Set<InstanceRow>().AsNoTracking();
        if (filter.SubStatus is { } subStatus)
        {
            query = query.Where(i => i.SubStatus == subStatus);
        }

        if (filter.DefinitionId is { } definition)
        {
            query = query.Where(i => i.DefinitionId == definition);
        }

        if (filter.CentreNumber is { } centre)
        {
            query = query.Where(i => i.CentreNumber == centre);
        }

        if (filter.CorrelationId is { } correlation)
        {
            query = query.Where(i => i.CorrelationId == correlation);
        }

        if (!filter.Overdue)
        {
            return query;
        }

        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        return query.Where(i => i.Status == InstanceStatus.Running
            && (i.NextDueAt < now || database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.DueOn < today)));
    }

    private async Task<IReadOnlyList<InstanceSummary>> SummariseAsync(OcrDbContext database, IReadOnlyList<InstanceRow> rows, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        var ids = rows.Select(r => r.Id).ToList();
        var events = (await database.Set<BookmarkRow>().AsNoTracking().Where(b => ids.Contains(b.InstanceId) && b.EventName != null).ToListAsync(stop)).ToLookup(b => b.InstanceId);
        var tasks = (await database.Set<TaskRow>().AsNoTracking().Where(t => ids.Contains(t.InstanceId)).ToListAsync(stop)).ToLookup(t => t.InstanceId);
        var timers = (await database.Set<TimerRow>().AsNoTracking().Where(t => ids.Contains(t.InstanceId)).ToListAsync(stop)).ToLookup(t => t.InstanceId);
        return [.. rows.Select(row => new InstanceSummary(
            row.Id.Value, row.DefinitionId, row.DefinitionVersion, row.CorrelationId, row.CentreNumber, row.QualificationCode,
            row.Status, row.SubStatus, row.HasIncident, row.CreatedAt, row.UpdatedAt, row.NextDueAt, tasks[row.Id].Min(t => t.DueOn),
            row.Status == InstanceStatus.Running && (row.NextDueAt < now || tasks[row.Id].Any(t => t.DueOn < today)),
            [
                .. events[row.Id].Select(b => b.EventName!).Order(StringComparer.Ordinal),
                .. tasks[row.Id].Select(t => t.Title),
                .. timers[row.Id].Select(t => $"timer {t.ActivityId}"),
            ]))];
    }
}
