using System.Security.Claims;
using OcrWorkflows.Centres.Export;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

/// <summary>Every list as CSV, sent while it is read.</summary>
public static class ExportApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var list in ExportList.All)
        {
            api.MapGet($"/{list.Name}.csv", (ClaimsPrincipal user, OcrDbContext database, PersonalDataViews views, string? centre, DateOnly? since, CancellationToken stop) =>
                    ExportAsync(list, user, database, views, centre, since, stop))
                .RequireAuthorization(Policies.Read).WithTags("exports")
                .WithSummary($"All {list.Name} as CSV; since is {list.SinceOf}. A centre's user gets its own; names and identifiers are masked for roles that may not see them{(list.HoldsPersonalData ? ", and who saw them is noted in the audit trail" : "")}.")
                .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        }
    }

    private static async Task<IResult> ExportAsync(
        ExportList list, ClaimsPrincipal user, OcrDbContext database, PersonalDataViews views, string? centre, DateOnly? since, CancellationToken stop)
    {
        var viewer = Viewer.Of(user);
        if (centre is { Length: > 0 } && !viewer.MaySee(centre))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "other-centre", "You may see your own centre only.");
        }

        var scope = new ExportScope { Centre = viewer.Centre ?? (string.IsNullOrEmpty(centre) ? null : centre), Since = since, Personal = user.May(Policies.SeePersonalData) };
        await views.NoteExportAsync(list, scope, user.HasClaim(c => c.Type == Scopes.TokenClaim) ? "by a program" : "by browser or API", viewer.Actor, stop);
        return new CsvResult(list, scope, database);
    }

    /// <summary>A failure after the first row breaks the connection off, so that a part is not taken for the whole.</summary>
    private sealed class CsvResult(ExportList list, ExportScope scope, OcrDbContext database) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{list.Name}.csv\"";
            httpContext.Response.Headers.CacheControl = "no-store";
            await list.WriteAsync(database, scope, httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
