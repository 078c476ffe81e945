using System.Globalization;

namespace OcrWorkflows.Host.Register;

/// <summary>Where a page of a list by day ended, newest first: the last day shown, and how many of that very day were shown.</summary>
public readonly record struct DayCursor(DateOnly Day, int SeenOfThatDay)
{
    /// <summary>The form that stands in links.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}-{SeenOfThatDay}");

    public static bool TryParse(string? text, out DayCursor cursor)
    {
        cursor = default;
        if (text?.Split('-') is not [var day, var seen]
            || !DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
            || !int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        cursor = new DayCursor(last, count);
        return true;
    }

    internal static DayCursor After(IReadOnlyList<DateOnly> shown, DayCursor? before)
    {
        var last = shown[^1];
        var seen = shown.Count(d => d == last);
        return new DayCursor(last, before?.Day == last ? seen + before.Value.SeenOfThatDay : seen);
    }
}
