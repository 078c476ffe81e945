using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Publishing;

/// <summary>Which lines of the audit trails a list shows.</summary>
public sealed record AuditFilter
{
    /// <summary>Beginning of the trail's name, such as <c>resit</c>, <c>workflow/claim</c>, <c>approval/</c> or <c>operations/pause</c>.</summary>
    public string? Trail { get; init; }

    /// <summary>User name.</summary>
    public string? By { get; init; }

    /// <summary>Such as <c>approved</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Lines before those shown.</summary>
    public int Skip { get; init; }
}

/// <param name="Trail">What it was done to.</param>
/// <param name="Sequence">1-based, within the trail.</param>
/// <param name="Hash">Over the line and the hash of the one before.</param>
public sealed record AuditLine(string Trail, int Sequence, DateTimeOffset At, string By, string Action, string Text, string Hash);

/// <param name="Next">What to skip for the page after; null when this is the last.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, int? Next);

/// <summary>Who did what, of all audit trails, latest first.</summary>
public sealed class AuditQueries(IDbContextFactory<OcrDbContext> databases)
{
    /// <summary>Furthest into the list; past it, filter.</summary>
    public const int MostSkipped = 10_000;

    private const string OfUsers = "user/";

    public async Task<AuditLines> ListAsync(ClaimsPrincipal user, AuditFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await Found(database, user, filter).OrderByDescending(e => e.At).ThenBy(e => e.RuleSet).ThenByDescending(e => e.Sequence)
            .Skip(filter.Skip).Take(filter.Limit + 1)
            .Select(e => new AuditLine(e.RuleSet, e.Sequence, e.At, e.By, e.Action, e.Text, e.Hash)).ToListAsync(stop);
        var next = filter.Skip + filter.Limit;
        return new AuditLines([.. rows.Take(filter.Limit)], rows.Count > filter.Limit && next <= MostSkipped ? next : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(ClaimsPrincipal user, AuditFilter filter, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, user, filter).OrderBy(e => e.RuleSet).ThenBy(e => e.Sequence).Take(most + 1).CountAsync(stop);
    }

    /// <summary>What was done to users, and who saw personal data, is shown to those who manage users, and to auditors.</summary>
    private static IQueryable<PublishingEventRow> Found(OcrDbContext database, ClaimsPrincipal user, AuditFilter filter)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(filter);
        var found = database.Set<PublishingEventRow>().AsNoTracking();
        if (!user.IsInRole(RoleNames.Administrator) && !user.IsInRole(RoleNames.Auditor))
        {
            found = found.Where(e => !e.RuleSet.StartsWith(OfUsers) && !e.RuleSet.StartsWith(PersonalDataViews.Trails));
        }

        if (filter.Trail is { } trail)
        {
            found = found.Where(e => e.RuleSet.StartsWith(trail));
        }

        if (filter.By is { } by)
        {
            found = found.Where(e => e.By == by);
        }

        if (filter.Action is { } action)
        {
            found = found.Where(e => e.Action == action);
        }

        if (filter.From is { } from)
        {
            found = found.Where(e => e.At >= from);
        }

        return filter.Before is { } before ? found.Where(e => e.At < before) : found;
    }
}
