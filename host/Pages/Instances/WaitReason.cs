using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.Instances;

/// <summary>One thing that an instance waits for, in words.</summary>
/// <param name="Sentence">Whole, without a full stop: <c>Waits for the event Visit held</c>.</param>
/// <param name="Brief">For lists: <c>Visit held</c>.</param>
/// <param name="Explanation">How a working-day date was counted; null otherwise.</param>
/// <param name="DueOn">Last day on which a task is in time.</param>
/// <param name="FiresAt">When a timer fires.</param>
public sealed record WaitReason(
    InstanceId Instance,
    BookmarkKind Kind,
    string BookmarkId,
    string ActivityId,
    string Sentence,
    string Brief,
    string? Explanation = null,
    DateOnly? DueOn = null,
    DateTimeOffset? FiresAt = null)
{
    public static WaitReason Of(TaskRow task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var who = task.Role is null ? "somebody on the staff" : $"{Article(task.Role)} {task.Role}";
        var by = task.DueOn is { } due ? $", by the end of {Written.Full(due)}" : "";
        return new WaitReason(task.InstanceId, BookmarkKind.Task, task.BookmarkId, task.ActivityId,
            $"Waits for {who} to do the task “{task.Title}”{by}", task.Title, DueOn: task.DueOn);
    }

    public static WaitReason Of(TimerRow timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return new WaitReason(timer.InstanceId, BookmarkKind.Timer, timer.BookmarkId, timer.ActivityId,
            $"A timer fires {Written.Full(timer.DueAt)}", $"Timer, {Written.Short(timer.DueAt)}", timer.Explanation, FiresAt: timer.DueAt);
    }

    public static WaitReason Of(BookmarkRow bookmark)
    {
        ArgumentNullException.ThrowIfNull(bookmark);
        var (sentence, brief) = bookmark.Kind switch
        {
            BookmarkKind.Event => ($"Waits for the event {Written.Words(bookmark.EventName ?? "")}", Written.Words(bookmark.EventName ?? "An event")),
            BookmarkKind.Child => ("Waits for a workflow that it started to end", "Another workflow"),
            BookmarkKind.Timer => ("Waits for a timer", "Timer"),
            _ => ("Waits for a task to be done", "A task"),
        };
        return new WaitReason(bookmark.InstanceId, bookmark.Kind, bookmark.BookmarkId, bookmark.ActivityId, sentence, brief);
    }

    /// <summary>Everything these instances wait for: tasks first, then events, then timers by time.</summary>
    public static async Task<ILookup<InstanceId, WaitReason>> OfAsync(OcrDbContext database, IReadOnlyList<InstanceId> instances, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var tasks = await database.Set<TaskRow>().AsNoTracking().Where(t => instances.Contains(t.InstanceId)).OrderBy(t => t.DueOn).ToListAsync(stop);
        var timers = await database.Set<TimerRow>().AsNoTracking().Where(t => instances.Contains(t.InstanceId)).OrderBy(t => t.DueAt).ToListAsync(stop);
        var bookmarks = await database.Set<BookmarkRow>().AsNoTracking().Where(b => instances.Contains(b.InstanceId)).OrderBy(b => b.CreatedAt).ToListAsync(stop);
        var known = tasks.Select(t => (t.InstanceId, t.BookmarkId)).Concat(timers.Select(t => (t.InstanceId, t.BookmarkId))).ToHashSet();
        return tasks.Select(Of)
            .Concat(bookmarks.Where(b => !known.Contains((b.InstanceId, b.BookmarkId))).Select(Of))
            .Concat(timers.Select(Of))
            .ToLookup(r => r.Instance);
    }

    private static string Article(string noun) => "AEIOUaeiou".Contains(noun[0], StringComparison.Ordinal) ? "an" : "a";
}
