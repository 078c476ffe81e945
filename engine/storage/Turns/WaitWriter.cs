using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Brings the rows of bookmarks, timers and tasks from one state to the next, touching only what differs.</summary>
internal static class WaitWriter
{
    public static async Task WriteAsync(TurnRows rows, InstanceRow instance, InstanceState? before, InstanceState after, DateTimeOffset now, CancellationToken stop)
    {
        var waited = (before?.Bookmarks ?? []).ToDictionary(b => b.Id, StringComparer.Ordinal);
        var waits = after.Bookmarks.ToDictionary(b => b.Id, StringComparer.Ordinal);
        foreach (var gone in waited.Values.Where(b => !waits.ContainsKey(b.Id)))
        {
            Remove(rows, instance, gone);
        }

        foreach (var wait in waits.Values)
        {
            if (!waited.TryGetValue(wait.Id, out var known))
            {
                Add(rows, instance, wait, now);
            }
            else if (wait.Kind == BookmarkKind.Timer && wait.DueAt != known.DueAt)
            {
                rows.Update(Timer(instance, wait));
            }
            else if (wait.ActivityId != known.ActivityId)
            {
                await RenameAsync(rows.Database, instance, wait, stop);
            }
        }

        if (before is not null && before.CorrelationId != after.CorrelationId)
        {
            await rows.Database.Set<BookmarkRow>().Where(b => b.InstanceId == instance.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(b => b.CorrelationId, instance.CorrelationId), stop);
        }
    }

    /// <summary>The same wait at an activity of another version.</summary>
    private static async Task RenameAsync(OcrDbContext database, InstanceRow instance, Bookmark wait, CancellationToken stop)
    {
        await database.Set<TimerRow>().Where(t => t.InstanceId == instance.Id && t.BookmarkId == wait.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ActivityId, wait.ActivityId), stop);
        await database.Set<BookmarkRow>().Where(b => b.InstanceId == instance.Id && b.BookmarkId == wait.Id).ExecuteUpdateAsync(set => set.SetProperty(b => b.ActivityId, wait.ActivityId), stop);
        await database.Set<TaskRow>().Where(t => t.InstanceId == instance.Id && t.BookmarkId == wait.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ActivityId, wait.ActivityId), stop);
    }

    private static void Add(TurnRows rows, InstanceRow instance, Bookmark wait, DateTimeOffset now)
    {
        if (wait.Kind == BookmarkKind.Timer)
        {
            rows.Add(Timer(instance, wait));
            return;
        }

        rows.Add(Bookmark(instance, wait, now));
        if (wait.Task is { } offer)
        {
            rows.Add(Task(instance, wait, offer, now));
        }
    }

    private static void Remove(TurnRows rows, InstanceRow instance, Bookmark wait)
    {
        if (wait.Kind == BookmarkKind.Timer)
        {
            rows.Remove(Timer(instance, wait));
            return;
        }

        rows.Remove(Bookmark(instance, wait, default));
        if (wait.Task is { } offer)
        {
            rows.Remove(Task(instance, wait, offer, default));
        }
    }

    private static TimerRow Timer(InstanceRow instance, Bookmark wait) => new()
    {
        InstanceId = instance.Id,
        BookmarkId = wait.Id,
        ActivityId = wait.ActivityId,
        DueAt = wait.DueAt ?? throw new InvalidOperationException($"Timer {wait.Id} of instance {instance.Id} has no due time."),
        Explanation = wait.Explanation,
    };

    private static BookmarkRow Bookmark(InstanceRow instance, Bookmark wait, DateTimeOffset now) => new()
    {
        InstanceId = instance.Id,
        BookmarkId = wait.Id,
        Kind = wait.Kind,
        ActivityId = wait.ActivityId,
        EventName = wait.EventName,
        CorrelationId = instance.CorrelationId,
        CreatedAt = now,
    };

    private static TaskRow Task(InstanceRow instance, Bookmark wait, TaskOffer offer, DateTimeOffset now) => new()
    {
        InstanceId = instance.Id,
        BookmarkId = wait.Id,
        ActivityId = wait.ActivityId,
        Name = offer.Name,
        Title = offer.Title,
        Role = offer.Role,
        DueOn = offer.DueOn,
        Payload = JsonSerializer.Serialize(offer.Payload),
        CentreNumber = instance.CentreNumber,
        CreatedAt = now,
    };
}
