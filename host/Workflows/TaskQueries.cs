using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Which tasks a list shows.</summary>
public sealed record TaskFilter
{
    /// <summary>Tasks of these roles, and those for any staff; null for all.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Only those that this user has in hand; null for all.</summary>
    public string? Holder { get; init; }

    /// <summary>Only those that nobody has in hand.</summary>
    public bool Free { get; init; }

    public string? Definition { get; init; }

    public string? Centre { get; init; }

    /// <summary>Only those due before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null for the first.</summary>
    public TaskCursor? After { get; init; }
}

/// <param name="Id">Of the task within its instance.</param>
/// <param name="DueOn">Last local day on which it is in time; null when it has no deadline.</param>
/// <param name="Role">Who does it; null for any staff.</param>
/// <param name="About">Correlation of the instance, such as <c>claim:C-104</c>.</param>
/// <param name="Holder">User who has it in hand; null for nobody.</param>
/// <param name="Version">Of the holding; 0 while nobody ever had it.</param>
public sealed record TaskSummary(
    Guid Instance, string Id, string Activity, string Title, string? Role, DateOnly? DueOn, bool Overdue, DateTimeOffset OfferedAt,
    string Definition, string? InstanceName, string? About, string? Centre, string? Holder, int Version);

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record TaskPage(IReadOnlyList<TaskSummary> Tasks, string? Next);

/// <summary>Tasks that wait for somebody, soonest due first, those without a deadline last.</summary>
public sealed class TaskQueries(IDbContextFactory<OcrDbContext> databases)
{
    public async Task<TaskPage> ListAsync(Viewer viewer, TaskFilter filter, DateOnly today, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = Found(database, viewer, filter);
        if (filter.After is { } end)
        {
            found = end.DueOn is { } due
                ? found.Where(both => both.Task.DueOn == null || both.Task.DueOn >= due)
                : found.Where(both => both.Task.DueOn == null);
        }

        var rows = await found
            .OrderBy(both => both.Task.DueOn == null).ThenBy(both => both.Task.DueOn).ThenBy(both => both.Task.InstanceId).ThenBy(both => both.Task.BookmarkId)
            .Skip(filter.After?.SeenOfThatDay ?? 0).Take(filter.Limit + 1)
            .Select(both => new
            {
                both.Task.InstanceId,
                both.Task.BookmarkId,
                both.Task.ActivityId,
                both.Task.Title,
                both.Task.Role,
                both.Task.DueOn,
                both.Task.CreatedAt,
                both.Instance.DefinitionId,
                both.Instance.Name,
                both.Instance.CorrelationId,
                both.Task.CentreNumber,
                Holder = both.Holding == null ? null : both.Holding.Holder,
                Holding = both.Holding == null ? 0 : both.Holding.Version,
            })
            .ToListAsync(stop);
        var tasks = rows.Take(filter.Limit).Select(r => new TaskSummary(
            r.InstanceId.Value, r.BookmarkId, r.ActivityId, r.Title, r.Role, r.DueOn, r.DueOn < today, r.CreatedAt, r.DefinitionId, r.Name, r.CorrelationId, r.CentreNumber, r.Holder, r.Holding)).ToList();
        return new TaskPage(tasks, rows.Count > filter.Limit ? TaskCursor.After(tasks, filter.After).ToString() : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(Viewer viewer, TaskFilter filter, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, filter).OrderBy(both => both.Task.DueOn).Take(most + 1).CountAsync(stop);
    }

    /// <returns>Null when there is no such task, or the viewer may not see it.</returns>
    public async Task<TaskRow?> FindAsync(Viewer viewer, InstanceId instance, string task, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, new TaskFilter()).Select(both => both.Task).AsNoTracking().FirstOrDefaultAsync(t => t.InstanceId == instance && t.BookmarkId == task, stop);
    }

    private static IQueryable<Both> Found(OcrDbContext database, Viewer viewer, TaskFilter filter)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var found = database.Set<TaskRow>()
            .Join(viewer.Limit(database.Set<InstanceRow>()), t => t.InstanceId, i => i.Id, (t, i) => new { t, i })
            .LeftJoin(database.Set<TaskHoldingRow>(), both => new { both.t.InstanceId, both.t.BookmarkId }, h => new { h.InstanceId, h.BookmarkId }, (both, h) => new Both { Task = both.t, Instance = both.i, Holding = h });
        if (filter.Roles is { } roles)
        {
            found = found.Where(both => both.Task.Role == null || roles.Contains(both.Task.Role));
        }

        if (filter.Holder is { } holder)
        {
            found = found.Where(both => both.Holding!.Holder == holder);
        }

        if (filter.Free)
        {
            found = found.Where(both => both.Holding!.Holder == null);
        }

        if (filter.Definition is { } definition)
        {
            found = found.Where(both => both.Instance.DefinitionId == definition);
        }

        if (filter.Centre is { } centre)
        {
            found = found.Where(both => both.Task.CentreNumber == centre);
        }

        return filter.DueBefore is { } day ? found.Where(both => both.Task.DueOn < day) : found;
    }

    private sealed class Both
    {
        public required TaskRow Task { get; init; }
        public required InstanceRow Instance { get; init; }
        public required TaskHoldingRow? Holding { get; init; }
    }
}
