using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <param name="List">Page of the list, such as <c>instances</c>.</param>
/// <param name="Query">The filters, as in an address.</param>
/// <param name="Share">True: everybody but centres' users sees it.</param>
public sealed record ViewRequest(string? List, string? Name, string? Query, bool Share = false);

/// <summary>Filters of lists, kept under a name.</summary>
public static class ViewsApi
{
    public static void Map(RouteGroupBuilder views)
    {
        views.RequireAuthorization(Policies.Read);
        views.MapGet("/{list}", (string list, ClaimsPrincipal user, SavedViews saved, CancellationToken stop) => saved.ListAsync(list, user, stop))
            .WithSummary("Your views of a list, and those that colleagues share.");
        views.MapPost("/", async (ViewRequest request, ClaimsPrincipal user, SavedViews saved, CancellationToken stop) =>
            {
                try
                {
                    return Results.Ok(await saved.KeepAsync(request.List, request.Name, request.Query, request.Share, user, stop));
                }
                catch (ViewRefusedException refused)
                {
                    return Problems.Bad(refused.Code, refused.Message);
                }
            })
            .WithSummary("Keep filters under a name; the same name again puts these in the place of the earlier ones.")
            .WithExample("""{ "list": "instances", "name": "Overdue claims", "query": "definition=claim&due=overdue", "share": true }""")
            .Produces<SavedView>().ProducesProblem(StatusCodes.Status400BadRequest);
        views.MapDelete("/{id:guid}", async (Guid id, ClaimsPrincipal user, SavedViews saved, CancellationToken stop) =>
                await saved.RemoveAsync(id, user, stop) ? Results.NoContent() : Problems.NotFound("view-unknown", "You keep no such view."))
            .WithSummary("Take away a view of your own.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }
}
