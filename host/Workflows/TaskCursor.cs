using System.Globalization;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Where a page of tasks ended: the last due date shown (null for none), and how many of that very date were shown.</summary>
public readonly record struct TaskCursor(DateOnly? DueOn, int SeenOfThatDay)
{
    private const string NoDate = "none";

    /// <summary>The form that stands in links.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DueOn?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? NoDate}-{SeenOfThatDay}");

    public static bool TryParse(string? text, out TaskCursor cursor)
    {
        cursor = default;
        if (text?.Split('-') is not [var day, var seen] || !int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        if (day == NoDate)
        {
            cursor = new TaskCursor(null, count);
            return true;
        }

        if (!DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due))
        {
            return false;
        }

        cursor = new TaskCursor(due, count);
        return true;
    }

    internal static TaskCursor After(IReadOnlyList<TaskSummary> shown, TaskCursor? before)
    {
        var last = shown[^1].DueOn;
        var seen = shown.Count(t => t.DueOn == last);
        return new TaskCursor(last, before is { } end && end.DueOn == last ? seen + end.SeenOfThatDay : seen);
    }
}
