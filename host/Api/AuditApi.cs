using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <summary>Who did what.</summary>
public static class AuditApi
{
    private const int MostPerPage = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync).RequireAuthorization(Policies.ReadProposals).WithTags("audit")
        .WithSummary("Lines of all audit trails, latest first; each carries a hash over itself and the one before it in its trail. What was done to users is shown to Administrators and Auditors.")
        .Produces<AuditLines>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, AuditQueries audit, CancellationToken stop,
        string? trail = null, string? by = null, string? action = null, DateTimeOffset? from = null, DateTimeOffset? before = null, int limit = 50, int skip = 0) =>
        limit is < 1 or > MostPerPage || skip is < 0 or > AuditQueries.MostSkipped
            ? Problems.Bad("bad-limit", $"The limit is 1 to {MostPerPage}, and at most {AuditQueries.MostSkipped} are skipped; filter to see others.")
            : Results.Ok(await audit.ListAsync(user, new AuditFilter { Trail = trail, By = by, Action = action, From = from, Before = before, Limit = limit, Skip = skip }, stop));
}
