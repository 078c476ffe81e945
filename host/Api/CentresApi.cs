using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Rehearsals;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

public sealed record CentreSummary(string Number, string Name, string Type, string Nation, CentreStatus Status, bool Sample);

/// <param name="Next">Centre number to give as <c>after</c> for the next page; null when this is the last.</param>
public sealed record CentrePage(IReadOnlyList<CentreSummary> Centres, string? Next);

public sealed record ApprovalSummary(
    string Reference, ApprovalScope Scope, string Covers, ApprovalStatus Status, DateOnly GrantedOn, DateOnly? LastActivityOn, DateOnly InactiveSince, DateOnly? LapsedOn, Guid? DeliveryInstance);

public sealed record CentreDetail(CentreSummary Centre, IReadOnlyList<ApprovalSummary> Approvals, int Candidates, int Entries, long ChargedPence);

/// <summary>Centres and their approvals; no candidate's data.</summary>
public static class CentresApi
{
    private const int MostPerPage = 500;

    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.Read);
        group.MapGet("/", ListAsync).WithSummary("Centres by number.").Produces<CentrePage>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{number}", ShowAsync).WithSummary("One centre with its approvals.").Produces<CentreDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number}/rehearsal", RehearseAsync).RequireAuthorization(Policies.Operate)
            .WithSummary("What comes to a centre when nobody does anything, until a day within five years (a year from today): letters, tasks, deadlines, visits, lapses. It is run on a copy; nothing changes.")
            .Produces<Rehearsed>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, OcrDbContext database, CancellationToken stop, string? after = null, int limit = 100)
    {
        if (limit is < 1 or > MostPerPage)
        {
            return Problems.Bad("bad-limit", $"The limit is {limit}; use 1 to {MostPerPage}.");
        }

        var viewer = Viewer.Of(user);
        var query = database.Set<Centre>().AsNoTracking();
        if (viewer.Centre is { } own)
        {
            query = query.Where(c => c.Number == own);
        }

        if (after is not null)
        {
            query = query.Where(c => string.Compare(c.Number, after) > 0);
        }

        var found = await query.OrderBy(c => c.Number).Take(limit + 1).ToListAsync(stop);
        return Results.Ok(new CentrePage([.. found.Take(limit).Select(Summary)], found.Count > limit ? found[limit - 1].Number : null));
    }

    private static async Task<IResult> ShowAsync(string number, ClaimsPrincipal user, OcrDbContext database, CancellationToken stop)
    {
        var centre = Viewer.Of(user).MaySee(number) ? await database.Set<Centre>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, stop) : null;
        if (centre is null)
        {
            return Problems.NotFound("centre-unknown", $"There is no centre {number} that you may see.");
        }

        var approvals = await database.Set<Approval>().AsNoTracking().Where(a => a.CentreNumber == number).OrderBy(a => a.Reference).ToListAsync(stop);
        return Results.Ok(new CentreDetail(
            Summary(centre),
            [.. approvals.Select(a => new ApprovalSummary(a.Reference, a.Scope, a.Covers, a.Status, a.GrantedOn, a.LastActivityOn, a.InactiveSince, a.LapsedOn, a.DeliveryInstance?.Value))],
            await database.Set<Candidate>().CountAsync(c => c.CentreNumber == number, stop),
            await database.Set<Entry>().CountAsync(e => e.CentreNumber == number, stop),
            await database.Set<Charge>().Where(c => c.CentreNumber == number).SumAsync(c => c.AmountPence, stop)));
    }

    private static async Task<IResult> RehearseAsync(string number, Rehearsal rehearsal, OcrDbContext database, TimeProvider time, CancellationToken stop, DateOnly? until = null)
    {
        if (!await database.Set<Centre>().AnyAsync(c => c.Number == number, stop))
        {
            return Problems.NotFound("centre-unknown", $"There is no centre {number} that you may see.");
        }

        try
        {
            return Results.Ok(await rehearsal.RunAsync(number, until ?? WorkingCalendar.LocalDate(time.GetUtcNow()).AddYears(1), stop));
        }
        catch (RehearsalException refused)
        {
            return Problems.Bad("not-rehearsed", refused.Message);
        }
    }

    private static CentreSummary Summary(Centre c) => new(c.Number, c.Name, c.Type, c.Nation, c.Status, c.IsSample);
}
