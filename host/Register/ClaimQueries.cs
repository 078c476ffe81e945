using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Register;

/// <summary>By what a list of claims is ordered (R154).</summary>
public enum ClaimOrder
{
    /// <summary>Latest first: the way it begins (R152).</summary>
    Submitted,
    Number,
    Centre,
    Qualification,
    Status,
    Visited,
    Decided,
}

/// <summary>Which claims a list shows (R153).</summary>
public sealed record ClaimFilter
{
    public string? Centre { get; init; }
    public string? Qualification { get; init; }
    public ClaimStatus? Status { get; init; }
    public bool Overdue { get; init; }
    public ClaimOrder Order { get; init; }

    /// <summary>The other way round than the order begins with.</summary>
    public bool Reversed { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Claims before those shown.</summary>
    public int Skip { get; init; }
}

public sealed record ClaimSummary(
    string Number, string Centre, string Qualification, ClaimStatus Status, DateTimeOffset SubmittedAt, string SubmittedBy, int Awards,
    DateOnly? VisitedOn, bool Overdue, DateOnly? DecidedOn, string? DecidedBy, DateOnly? ResultsPublishedOn, Guid? Instance);

/// <param name="Next">What to skip for the page after; null when this is the last.</param>
public sealed record ClaimPage(IReadOnlyList<ClaimSummary> Claims, int? Next);

/// <summary>The history of claims (R151 to R154).</summary>
public sealed class ClaimQueries(IDbContextFactory<OcrDbContext> databases)
{
    /// <summary>Furthest into a list that is paged by number; past it, filter.</summary>
    public const int MostSkipped = 10_000;

    public async Task<ClaimPage> ListAsync(Viewer viewer, ClaimFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await Ordered(Found(database, viewer, filter), filter).Skip(filter.Skip).Take(filter.Limit + 1)
            .Select(c => new { Claim = c, Awards = database.Set<ClaimLine>().Count(l => l.ClaimNumber == c.ClaimNumber) }).ToListAsync(stop);
        var next = filter.Skip + filter.Limit;
        return new ClaimPage(
            [.. rows.Take(filter.Limit).Select(r => Summary(r.Claim, r.Awards))],
            rows.Count > filter.Limit && next <= MostSkipped ? next : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(Viewer viewer, ClaimFilter filter, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, filter).OrderBy(c => c.ClaimNumber).Take(most + 1).CountAsync(stop);
    }

    private static IQueryable<Claim> Found(OcrDbContext database, Viewer viewer, ClaimFilter filter)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var found = database.Set<Claim>().AsNoTracking();
        if ((viewer.Centre ?? filter.Centre) is { } centre)
        {
            found = found.Where(c => c.CentreNumber == centre);
        }

        if (filter.Qualification is { } qualification)
        {
            found = found.Where(c => c.QualificationCode == qualification);
        }

        if (filter.Status is { } status)
        {
            found = found.Where(c => c.Status == status);
        }

        return filter.Overdue ? found.Where(c => c.OverdueSince != null && c.DecidedOn == null) : found;
    }

    /// <summary>Among equals the latest claim comes first.</summary>
    private static IQueryable<Claim> Ordered(IQueryable<Claim> claims, ClaimFilter filter) => (filter.Order switch
    {
        ClaimOrder.Number => By(claims, c => c.ClaimNumber, filter.Reversed),
        ClaimOrder.Centre => By(claims, c => c.CentreNumber, filter.Reversed),
        ClaimOrder.Qualification => By(claims, c => c.QualificationCode, filter.Reversed),
        ClaimOrder.Status => By(claims, c => c.Status, filter.Reversed),
        ClaimOrder.Visited => By(claims, c => c.VisitedOn, !filter.Reversed),
        ClaimOrder.Decided => By(claims, c => c.DecidedOn, !filter.Reversed),
        _ => By(claims, c => c.SubmittedAt, !filter.Reversed),
    }).ThenByDescending(c => c.SubmittedAt).ThenBy(c => c.ClaimNumber);

    private static IOrderedQueryable<Claim> By<T>(IQueryable<Claim> claims, Expression<Func<Claim, T>> key, bool descending) =>
        descending ? claims.OrderByDescending(key) : claims.OrderBy(key);

    private static ClaimSummary Summary(Claim claim, int awards) => new(
        claim.ClaimNumber, claim.CentreNumber, claim.QualificationCode, claim.Status, claim.SubmittedAt, claim.SubmittedBy, awards,
        claim.VisitedOn, claim.OverdueSince is not null && claim.DecidedOn is null, claim.DecidedOn, claim.DecidedBy, claim.ResultsPublishedOn, claim.Instance?.Value);
}
