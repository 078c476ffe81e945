using System.Globalization;
using OcrWorkflows.Host.Pages.Components;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Pages.Instances;

/// <summary>Which instances a list shows; stands in its address, so that a list can be kept and sent.</summary>
public sealed record InstanceFilter
{
    public string? Definition { get; init; }

    /// <summary><c>waiting</c>, <c>finished</c>, <c>faulted</c> or <c>cancelled</c>; null for all.</summary>
    public string? Status { get; init; }
    public string? Centre { get; init; }

    /// <summary>Part of the correlation id.</summary>
    public string? Search { get; init; }

    /// <summary><c>overdue</c> or <c>soon</c> (within five working days, today included); null for all.</summary>
    public string? Due { get; init; }

    /// <summary>Only those with an open incident.</summary>
    public bool Incident { get; init; }

    /// <summary>Only those that nothing will wake.</summary>
    public bool Asleep { get; init; }

    public bool IsEmpty => this == new InstanceFilter();

    public IQueryable<InstanceRow> Apply(OcrDbContext database, IQueryable<InstanceRow> instances, DateOnly today, DateOnly soon)
    {
        ArgumentNullException.ThrowIfNull(database);
        var found = Asleep ? LifeSigns.Asleep(database, instances) : instances;
        found = Status switch
        {
            "waiting" => found.Where(i => i.Status == InstanceStatus.Running),
            "finished" => found.Where(i => i.SubStatus == InstanceSubStatus.Finished),
            "faulted" => found.Where(i => i.SubStatus == InstanceSubStatus.Faulted),
            "cancelled" => found.Where(i => i.SubStatus == InstanceSubStatus.Cancelled),
            _ => found,
        };
        found = Due switch
        {
            "overdue" => found.Where(i => database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.DueOn < today)),
            "soon" => found.Where(i => database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.DueOn >= today && t.DueOn <= soon)),
            _ => found,
        };
        if (Definition is { Length: > 0 } definition)
        {
            found = found.Where(i => i.DefinitionId == definition);
        }

        if (Centre is { Length: > 0 } centre)
        {
            found = found.Where(i => i.CentreNumber == centre);
        }

        if (Search is { Length: > 0 } search)
        {
            found = found.Where(i => i.CorrelationId!.Contains(search));
        }

        return Incident ? found.Where(i => i.HasIncident) : found;
    }

    public string Address(string? after = null) => QueryText.Address(
        "/instances",
        ("definition", Definition),
        ("status", Status),
        ("centre", Centre),
        ("q", Search),
        ("due", Due),
        ("incident", Incident ? "true" : null),
        ("asleep", Asleep ? "true" : null),
        ("after", after));
}

/// <summary>Where a page of a list ends: the time of its last row, and how many rows of that very time came before the end.</summary>
/// <remarks>Paging by place, not by number: page 10,000 costs what page 1 costs.</remarks>
public readonly record struct PageEnd(DateTimeOffset At, int Same)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Same}");

    /// <returns>Null for text that no page has written: the list then begins at its beginning.</returns>
    public static PageEnd? Parse(string? text)
    {
        var parts = text?.Split('-');
        return parts is [var ticks, var same]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.Ticks
            && int.TryParse(same, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new PageEnd(new DateTimeOffset(at, TimeSpan.Zero), count)
            : null;
    }

    /// <param name="times">Times of the rows shown, newest first.</param>
    public static PageEnd After(IReadOnlyList<DateTimeOffset> times, PageEnd? before)
    {
        ArgumentNullException.ThrowIfNull(times);
        var last = times[^1];
        var same = times.Reverse().TakeWhile(t => t == last).Count();
        return new PageEnd(last, before is { } end && end.At == last && same == times.Count ? end.Same + same : same);
    }
}
