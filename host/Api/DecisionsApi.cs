using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Decisions;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <summary>Decisions with everything they were made with.</summary>
public static class DecisionsApi
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/{id:guid}", ShowAsync).RequireAuthorization(Policies.Read)
            .WithSummary("One decision: facts, findings, rule set and reference data by hash.").Produces<DecisionView>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ShowAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, CancellationToken stop)
    {
        var row = await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop);
        return row is not null && DecisionView.Of(row) is var decision && Viewer.Of(user).MaySee(decision.CentreNumber)
            ? Results.Ok(decision)
            : Problems.NotFound("decision-unknown", $"There is no decision {id} that you may see.");
    }
}
