using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Register;

/// <summary>How far a visit has come.</summary>
public enum VisitState
{
    /// <summary>Its window is still to come.</summary>
    Planned,

    /// <summary>Today lies in its window.</summary>
    Open,

    /// <summary>Its window is over and it has not been held.</summary>
    Missed,
    Held,
}

/// <summary>Which visits a list shows.</summary>
public sealed record VisitFilter
{
    public string? Centre { get; init; }

    /// <summary>Code or suite of the approval.</summary>
    public string? Covers { get; init; }
    public string? Assurer { get; init; }
    public VisitState? State { get; init; }

    /// <summary>First day of a month: only visits whose window begins in it, or that were held in it.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Visits before those shown.</summary>
    public int Skip { get; init; }
}

/// <param name="Covers">Code or suite of the approval.</param>
/// <param name="PlannedTo">Last day of the window, inclusive.</param>
public sealed record VisitSummary(
    Guid Id, string Centre, string Approval, string Covers, string? Assurer, DateOnly PlannedFrom, DateOnly PlannedTo, DateOnly? HeldOn, VisitState State);

/// <param name="Next">What to skip for the page after; null when this is the last.</param>
public sealed record VisitPage(IReadOnlyList<VisitSummary> Visits, int? Next);

/// <summary>Visits of a month.</summary>
/// <param name="Waiting">Whose window begins in it, not held yet.</param>
/// <param name="Held">Held in it.</param>
public sealed record VisitMonth(DateOnly Month, int Waiting, int Held);

/// <summary>Quality assurance visits, planned and held (R97).</summary>
public sealed class VisitQueries(IDbContextFactory<OcrDbContext> databases)
{
    /// <summary>Furthest into the list; past it, filter.</summary>
    public const int MostSkipped = 10_000;

    /// <summary>Those to be held first, by the end of their window; then those held, latest first.</summary>
    public async Task<VisitPage> ListAsync(Viewer viewer, VisitFilter filter, DateOnly today, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await Found(database, viewer, filter, today).OrderBy(v => v.HeldOn != null).ThenByDescending(v => v.HeldOn).ThenBy(v => v.PlannedTo).ThenBy(v => v.Id)
            .Skip(filter.Skip).Take(filter.Limit + 1).ToListAsync(stop);
        var next = filter.Skip + filter.Limit;
        return new VisitPage(
            [.. rows.Take(filter.Limit).Select(v => new VisitSummary(v.Id, v.CentreNumber, v.ApprovalReference, v.Covers, v.Assurer, v.PlannedFrom, v.PlannedTo, v.HeldOn, StateOf(v, today)))],
            rows.Count > filter.Limit && next <= MostSkipped ? next : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(Viewer viewer, VisitFilter filter, DateOnly today, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, filter, today).OrderBy(v => v.Id).Take(most + 1).CountAsync(stop);
    }

    /// <summary>One for each month, from the month of <paramref name="first"/> on, also where there is none.</summary>
    /// <param name="filter">Its month and its state are left aside.</param>
    public async Task<IReadOnlyList<VisitMonth>> MonthsAsync(Viewer viewer, VisitFilter filter, DateOnly first, int months, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var from = new DateOnly(first.Year, first.Month, 1);
        var to = from.AddMonths(months);
        var all = Found(database, viewer, filter with { Month = null, State = null }, first);
        var waiting = await all.Where(v => v.HeldOn == null && v.PlannedFrom >= from && v.PlannedFrom < to)
            .GroupBy(v => new { v.PlannedFrom.Year, v.PlannedFrom.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(stop);
        var held = await all.Where(v => v.HeldOn >= from && v.HeldOn < to)
            .GroupBy(v => new { v.HeldOn!.Value.Year, v.HeldOn!.Value.Month }).Select(g => new { g.Key.Year, g.Key.Month, Count = g.Count() }).ToListAsync(stop);
        return [.. Enumerable.Range(0, months).Select(from.AddMonths).Select(month => new VisitMonth(
            month,
            waiting.FirstOrDefault(w => (w.Year, w.Month) == (month.Year, month.Month))?.Count ?? 0,
            held.FirstOrDefault(h => (h.Year, h.Month) == (month.Year, month.Month))?.Count ?? 0))];
    }

    private static VisitState StateOf(QaVisit visit, DateOnly today) =>
        visit.HeldOn is not null ? VisitState.Held
        : visit.PlannedTo < today ? VisitState.Missed
        : visit.PlannedFrom <= today ? VisitState.Open
        : VisitState.Planned;

    private static IQueryable<QaVisit> Found(OcrDbContext database, Viewer viewer, VisitFilter filter, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var found = database.Set<QaVisit>().AsNoTracking();
        if ((viewer.Centre ?? filter.Centre) is { } centre)
        {
            found = found.Where(v => v.CentreNumber == centre);
        }

        if (filter.Covers is { } covers)
        {
            found = found.Where(v => v.Covers == covers);
        }

        if (filter.Assurer is { } assurer)
        {
            found = found.Where(v => v.Assurer == assurer);
        }

        if (filter.Month is { } month)
        {
            var after = month.AddMonths(1);
            found = found.Where(v => v.HeldOn == null ? v.PlannedFrom >= month && v.PlannedFrom < after : v.HeldOn >= month && v.HeldOn < after);
        }

        return filter.State switch
        {
            VisitState.Held => found.Where(v => v.HeldOn != null),
            VisitState.Missed => found.Where(v => v.HeldOn == null && v.PlannedTo < today),
            VisitState.Open => found.Where(v => v.HeldOn == null && v.PlannedFrom <= today && v.PlannedTo >= today),
            VisitState.Planned => found.Where(v => v.HeldOn == null && v.PlannedFrom > today),
            _ => found,
        };
    }
}
