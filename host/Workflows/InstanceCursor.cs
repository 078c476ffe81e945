using System.Globalization;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Where a page of instances ended: the last instant shown, and how many of that very instant were shown.</summary>
public readonly record struct InstanceCursor(DateTimeOffset CreatedAt, int SeenAtThatInstant)
{
    /// <summary>The form that stands in links.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}-{SeenAtThatInstant}");

    public static bool TryParse(string? text, out InstanceCursor cursor)
    {
        cursor = default;
        if (text?.Split('-') is not [var ticks, var seen]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            || instant > DateTimeOffset.MaxValue.UtcTicks
            || !int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        cursor = new InstanceCursor(new DateTimeOffset(instant, TimeSpan.Zero), count);
        return true;
    }

    internal static InstanceCursor After(IReadOnlyList<InstanceRow> shown, InstanceCursor? before)
    {
        var last = shown[^1].CreatedAt;
        var seen = shown.Count(r => r.CreatedAt == last);
        return new InstanceCursor(last, before?.CreatedAt == last ? seen + before.Value.SeenAtThatInstant : seen);
    }
}
