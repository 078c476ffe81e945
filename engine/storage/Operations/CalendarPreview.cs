using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>A date that somebody waits for, counted again with another calendar.</summary>
/// <param name="ActivityId">The activity that waits.</param>
/// <param name="IsTask">True for the last day of a task; false for a timer, which fires when the day has ended.</param>
/// <param name="DueNow">As it was counted, and stays.</param>
/// <param name="DueThen">As it would be counted.</param>
/// <param name="Provisional">Whether it would lie past the day through which bank holidays are published.</param>
/// <param name="Explanation">The new count, day by day.</param>
public sealed record MovedDate(
    Guid InstanceId, string DefinitionId, string? CorrelationId, string? CentreNumber, string ActivityId, bool IsTask,
    DateOnly DueNow, DateOnly DueThen, bool Provisional, string Explanation);

/// <summary>What another calendar would change.</summary>
/// <param name="Counted">Dates in working time that something waits for; each is the same or moved, or could not be counted again.</param>
/// <param name="Moved">By centre and date; all of them.</param>
/// <param name="Provisional">Of those counted, how many would lie past the known-through day.</param>
/// <param name="NotCountedAgain">Those whose explanation cannot be read.</param>
public sealed record CalendarMoves(
    string Division, string Edition, string EditionNow, DateOnly KnownThrough, long Counted, long Same, long Provisional, long NotCountedAgain, IReadOnlyList<MovedDate> Moved);

/// <summary>Counts again, with another calendar, every date in working time that an unfinished instance waits for. Changes nothing.</summary>
public sealed class CalendarPreview
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly ICalendarSource _calendars;

    internal CalendarPreview(IDbContextFactory<OcrDbContext> databases, ICalendarSource calendars) => (_databases, _calendars) = (databases, calendars);

    public async Task<CalendarMoves> RunAsync(WorkingCalendar then, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(then);
        var (moved, counted, provisional, unread) = (new List<MovedDate>(), 0L, 0L, 0L);
        await using var database = await _databases.CreateDbContextAsync(stop);
        await foreach (var row in Waiting(database).AsAsyncEnumerable().WithCancellation(stop))
        {
            foreach (var wait in InstanceState.FromJson(row.State).Bookmarks.Where(b => WorkingCount.IsOf(b.Explanation)))
            {
                counted++;
                if (DueOf(wait) is not { } due || WorkingCount.Read(wait.Explanation) is not { } count)
                {
                    unread++;
                    continue;
                }

                var again = then.Add(count.From, count.WorkingDays);
                provisional += again.Provisional ? 1 : 0;
                if (again.Date != due)
                {
                    moved.Add(new MovedDate(row.Id.Value, row.DefinitionId, row.CorrelationId, row.CentreNumber, wait.ActivityId, wait.Kind == BookmarkKind.Task, due, again.Date, again.Provisional, again.Explanation));
                }
            }
        }

        return new CalendarMoves(
            then.Division, then.Edition, _calendars.Current.Edition, then.KnownThrough, counted, counted - moved.Count - unread, provisional, unread,
            [.. moved.OrderBy(m => m.CentreNumber, StringComparer.Ordinal).ThenBy(m => m.DueNow).ThenBy(m => m.InstanceId)]);
    }

    private static IQueryable<InstanceRow> Waiting(OcrDbContext database) => database.Set<InstanceRow>().AsNoTracking().Where(i => i.Status == InstanceStatus.Running
        && (database.Set<TimerRow>().Any(t => t.InstanceId == i.Id && t.Explanation != null) || database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.DueOn != null)));

    /// <summary>A timer fires at the first instant after its last day.</summary>
    private static DateOnly? DueOf(Bookmark wait) => wait.Task is { } task ? task.DueOn : wait.DueAt is { } at ? WorkingCalendar.LocalDate(at).AddDays(-1) : null;
}
