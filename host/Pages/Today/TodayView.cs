using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages.Components;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Pages.Today;

/// <summary>A task as the first page lists it.</summary>
public sealed record TaskLine(InstanceId Instance, string? About, string Title, string? Role, DateOnly? DueOn, string? Centre);

/// <summary>A timer as the first page lists it.</summary>
public sealed record TimerLine(InstanceId Instance, string ActivityId, DateTimeOffset DueAt, string DefinitionId, string? Correlation, string? Centre);

/// <summary>What needs somebody today. Counts stop at <see cref="Total.Limit"/>.</summary>
public sealed record TodayView
{
    public required DateOnly Today { get; init; }

    /// <summary>Last day of the next five working days.</summary>
    public required DateOnly Soon { get; init; }
    public required int Overdue { get; init; }
    public required int DueSoon { get; init; }
    public required int Incidents { get; init; }

    /// <summary>Unfinished instances that nothing will wake: must be zero.</summary>
    public required int Sleepers { get; init; }
    /// <summary>Messages that were given up, and early events that nothing took in time.</summary>
    public required int Undelivered { get; init; }
    public required IReadOnlyList<TaskLine> Tasks { get; init; }
    public required IReadOnlyList<TimerLine> Timers { get; init; }
    public required IReadOnlyList<RefusedChangeRow> Refused { get; init; }
    public required ImportRun? LastImport { get; init; }

    public static async Task<TodayView> ReadAsync(OcrDbContext database, Viewer viewer, DateOnly today, DateOnly soon, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(viewer);
        var instances = viewer.Limit(database.Set<InstanceRow>());
        var tasks = database.Set<TaskRow>().Where(t => viewer.Centre == null || t.CentreNumber == viewer.Centre);
        return new TodayView
        {
            Today = today,
            Soon = soon,
            Overdue = await UpToLimitAsync(tasks.Where(t => t.DueOn < today).OrderBy(t => t.DueOn), stop),
            DueSoon = await UpToLimitAsync(tasks.Where(t => t.DueOn >= today && t.DueOn <= soon).OrderBy(t => t.DueOn), stop),
            Incidents = await UpToLimitAsync(instances.Where(i => i.HasIncident).OrderBy(i => i.UpdatedAt), stop),
            Sleepers = await UpToLimitAsync(LifeSigns.Asleep(database, instances).OrderBy(i => i.UpdatedAt), stop),
            Undelivered = viewer.Centre is not null ? 0
                : await database.Set<OutboxRow>().CountAsync(o => o.GivenUpAt != null && o.SentAt == null, stop)
                + await database.Set<EarlyEventRow>().CountAsync(e => e.Status == EarlyEventStatus.Expired, stop),
            Tasks = await tasks.Where(t => t.DueOn <= soon)
                .Join(database.Set<InstanceRow>(), t => t.InstanceId, i => i.Id, (t, i) => new { t, i.CorrelationId })
                .OrderBy(both => both.t.DueOn).ThenBy(both => both.t.CreatedAt)
                .Select(both => new TaskLine(both.t.InstanceId, both.CorrelationId, both.t.Title, both.t.Role, both.t.DueOn, both.t.CentreNumber))
                .Take(10).ToListAsync(stop),
            Timers = await NextTimersAsync(database, instances, stop),
            Refused = viewer.Centre is not null ? [] : await database.Set<RefusedChangeRow>().Where(r => r.IsOpen).OrderByDescending(r => r.At).Take(20).ToListAsync(stop),
            LastImport = viewer.Centre is not null ? null : await database.Set<ImportRun>().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(stop),
        };
    }

    private static async Task<IReadOnlyList<TimerLine>> NextTimersAsync(OcrDbContext database, IQueryable<InstanceRow> instances, CancellationToken stop) =>
        await database.Set<TimerRow>()
            .Join(instances, t => t.InstanceId, i => i.Id, (t, i) => new { t, i })
            .OrderBy(both => both.t.DueAt)
            .Select(both => new TimerLine(both.t.InstanceId, both.t.ActivityId, both.t.DueAt, both.i.DefinitionId, both.i.CorrelationId, both.i.CentreNumber))
            .Take(8).ToListAsync(stop);

    private static Task<int> UpToLimitAsync<T>(IOrderedQueryable<T> rows, CancellationToken stop) => rows.Take(Total.Limit + 1).CountAsync(stop);
}
