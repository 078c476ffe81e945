using System.Security.Claims;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <param name="List">Page of the list, such as <c>instances</c>.</param>
/// <param name="Address">Where it leads: the page with its filters.</param>
/// <param name="By">Whose it is.</param>
/// <param name="IsShared">Whether everybody but centres' users sees it.</param>
/// <param name="IsMine">Whether the reader may take it away.</param>
public sealed record SavedView(Guid Id, string List, string Name, string Address, string By, bool IsShared, bool IsMine);

/// <summary>Why a view was not kept; a stable code and words.</summary>
public sealed class ViewRefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}

/// <summary>Filters of lists that people keep under a name, for themselves or for all colleagues.</summary>
public sealed class SavedViews(IDbContextFactory<OcrDbContext> databases, IIdSource ids, TimeProvider time)
{
    /// <summary>Most of one user and list.</summary>
    public const int Most = 50;

    /// <summary>Where in a list one is belongs to no view of it.</summary>
    private static readonly string[] s_places = ["after", "cursor", "notice", "handler"];

    /// <summary>The lists that have filters.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["audit", "certificates", "claims", "entries", "instances", "tasks", "visits"];

    /// <summary>One's own, then those of others that are shared, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(string list, ClaimsPrincipal user, CancellationToken stop)
    {
        var (me, shares) = (IdOf(user), MayShare(user));
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Set<SavedViewRow>().AsNoTracking()
            .Where(v => v.List == list && (v.UserId == me || (v.IsShared && shares)))
            .Join(database.Set<User>(), v => v.UserId, u => u.Id, (v, u) => new { View = v, By = u.UserName! }).ToListAsync(stop);
        return [.. rows.Select(r => Of(r.View, r.By, me)).OrderByDescending(v => v.IsMine).ThenBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.By, StringComparer.Ordinal)];
    }

    /// <summary>Keeps the filters; under a name that one has used for this list already, in the place of those.</summary>
    /// <param name="query">Of an address, with or without its question mark.</param>
    /// <param name="change">A view of one's own that gets this name, these filters and this sharing; null for none in particular.</param>
    /// <exception cref="ViewRefusedException">It is not kept; the message says why.</exception>
    public async Task<SavedView> KeepAsync(string? list, string? name, string? query, bool share, ClaimsPrincipal user, CancellationToken stop, Guid? change = null)
    {
        var (given, filters) = (name?.Trim() ?? "", Filters(query));
        Check(list, given, filters, share, user);
        try
        {
            return await WriteAsync(list!, given, filters, share, user, change, stop);
        }
        catch (DbUpdateException)
        {
            // The same name was kept at the same moment; now it is there to be found.
            return await WriteAsync(list!, given, filters, share, user, change, stop);
        }
    }

    private async Task<SavedView> WriteAsync(string list, string name, string filters, bool share, ClaimsPrincipal user, Guid? change, CancellationToken stop)
    {
        var me = IdOf(user);
        await using var database = await databases.CreateDbContextAsync(stop);
        var mine = database.Set<SavedViewRow>().Where(v => v.UserId == me && v.List == list);
        var row = await mine.FirstOrDefaultAsync(v => v.Name == name, stop);
        if (change is { } id && row?.Id != id && await mine.FirstOrDefaultAsync(v => v.Id == id, stop) is { } changed)
        {
            row = row is null ? changed : throw new ViewRefusedException("bad-view", $"You keep another view of this list as '{row.Name}' already.");
        }

        if (row is null)
        {
            if (await mine.CountAsync(stop) >= Most)
            {
                throw new ViewRefusedException("too-many-views", $"You keep {Most} views of this list already; take one away first.");
            }

            row = new SavedViewRow { Id = ids.Next(), UserId = me, List = list, Name = name, Query = filters, CreatedAt = time.GetUtcNow() };
            database.Add(row);
        }

        (row.Name, row.Query, row.IsShared) = (name, filters, share);
        await database.SaveChangesAsync(stop);
        return Of(row, user.Identity!.Name!, me);
    }

    /// <returns>False when there is none of one's own with this identity.</returns>
    public async Task<bool> RemoveAsync(Guid id, ClaimsPrincipal user, CancellationToken stop)
    {
        var me = IdOf(user);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Set<SavedViewRow>().Where(v => v.Id == id && v.UserId == me).ExecuteDeleteAsync(stop) == 1;
    }

    /// <summary>A centre's user keeps views for nobody else.</summary>
    public static bool MayShare(ClaimsPrincipal user) => Viewer.Of(user).Centre is null;

    /// <summary>The filters of an address, written anew: empty when it has none.</summary>
    public static string Filters(string? query)
    {
        var builder = new QueryBuilder();
        foreach (var (key, values) in QueryHelpers.ParseQuery(query))
        {
            foreach (var value in values.Where(v => !string.IsNullOrEmpty(v) && !s_places.Contains(key)))
            {
                builder.Add(key, value!);
            }
        }

        return builder.ToQueryString().Value?.TrimStart('?') ?? "";
    }

    private static void Check(string? list, string name, string filters, bool share, ClaimsPrincipal user)
    {
        if (!Lists.Contains(list))
        {
            throw new ViewRefusedException("list-unknown", $"There is no list '{list}' with views; use one of {string.Join(", ", Lists)}.");
        }

        if (name.Length is 0 or > SavedViewRow.NameLength)
        {
            throw new ViewRefusedException("bad-view", $"A view needs a name of 1 to {SavedViewRow.NameLength} characters.");
        }

        if (filters.Length is 0 or > SavedViewRow.QueryLength)
        {
            throw new ViewRefusedException("bad-view", filters.Length == 0 ? "There are no filters to keep: set one first." : $"The filters are longer than the {SavedViewRow.QueryLength} characters that are kept.");
        }

        if (share && !MayShare(user))
        {
            throw new ViewRefusedException("bad-view", "A centre's user keeps views for nobody else.");
        }
    }

    private static SavedView Of(SavedViewRow row, string by, Guid me) => new(row.Id, row.List, row.Name, $"/{row.List}?{row.Query}", by, row.IsShared, row.UserId == me);

    private static Guid IdOf(ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody has signed in."));
}
