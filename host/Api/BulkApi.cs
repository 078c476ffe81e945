using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Api;

/// <summary>One operation on every unfinished instance that a filter finds.</summary>
/// <param name="Filter">At least one member of it.</param>
/// <param name="Operation">As for one instance; its member dryRun decides whether anything is done.</param>
public sealed record BulkBody(BulkFilter Filter, OperationRequest Operation);

/// <summary>Operations on many instances.</summary>
public static class BulkApi
{
    public static void Map(RouteGroupBuilder group)
    {
        var bulk = group.MapGroup("/bulk").RequireAuthorization(Policies.Operate);
        bulk.MapPost("/", AskAsync)
            .WithSummary("One operation on every unfinished instance that a filter finds. With dryRun: what would happen to how many, and which refuse why. The header Idempotency-Key (a UUID) names it and makes a repeat harmless.")
            .WithExample("""{ "filter": { "definition": "qualification-delivery" }, "operation": { "operation": "suspend", "reason": "A letter with a wrong date.", "dryRun": true } }""")
            .Produces<BulkView>(StatusCodes.Status202Accepted).Produces<BulkRehearsal>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        bulk.MapGet("/", ListAsync).WithSummary("Those asked for, newest first.").Produces<IReadOnlyList<BulkView>>();
        bulk.MapGet("/{id:guid}", ShowAsync).WithSummary("One of them: progress, refusals, who did what.").Produces<BulkView>().ProducesProblem(StatusCodes.Status404NotFound);
        bulk.MapGet("/{id:guid}/progress", async (Guid id, HowFar howFar, ProgressStream progress, CancellationToken stop) =>
                await progress.OfAsync(inner => howFar.BulkAsync(id, inner), stop) ?? Unknown(id))
            .WithProgress("How far it is, as server-sent events, until it ends or is paused.").ProducesProblem(StatusCodes.Status404NotFound);
        Change(bulk, "confirmation", "Confirm what somebody else asked for on more instances than one person changes alone.", (o, id, actor, stop) => o.ConfirmAsync(id, actor, stop));
        Change(bulk, "pause", "Stop it for now; what was done stays done.", (o, id, actor, stop) => o.PauseAsync(id, actor, stop));
        Change(bulk, "continuation", "Go on with it.", (o, id, actor, stop) => o.ContinueAsync(id, actor, stop));
        Change(bulk, "cancellation", "End it before its end; what was done stays done.", (o, id, actor, stop) => o.CancelAsync(id, actor, stop));
    }

    private static void Change(RouteGroupBuilder group, string path, string summary, Func<BulkOperations, Guid, Actor, CancellationToken, Task<BulkResult>> change) =>
        group.MapPost($"/{{id:guid}}/{path}", async (Guid id, ClaimsPrincipal user, BulkOperations operations, OcrDbContext database, CancellationToken stop) =>
        {
            var result = await change(operations, id, Viewer.Of(user).Actor, stop);
            return result.Refusal is { } refusal ? Refused(refusal) : Results.Ok(await BulkView.FindAsync(database, id, stop));
        }).WithSummary(summary).Produces<BulkView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> AskAsync(
        BulkBody body, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, BulkOperations operations, BulkRequests requests, IIdSource ids, OcrDbContext database, CancellationToken stop)
    {
        if (!IdempotencyKey.TryRead(key, out var id))
        {
            return IdempotencyKey.Unreadable;
        }

        if (body.Filter is null || body.Operation is null)
        {
            return Problems.Bad("bad-operation", "Send the members filter and operation.");
        }

        BulkRequest request;
        try
        {
            request = requests.Of(id ?? ids.Next(), body.Filter, body.Operation);
        }
        catch (OperationRefusedException fault)
        {
            return Problems.Bad("bad-operation", fault.Message);
        }

        var actor = Viewer.Of(user).Actor;
        if (body.Operation.DryRun)
        {
            return Results.Ok(await operations.RehearseAsync(request, null, actor, stop));
        }

        var result = await operations.AskAsync(request, actor, stop);
        return result.Refusal is { } refusal
            ? Refused(refusal)
            : Results.Accepted($"/api/v1/instances/bulk/{request.Id}", await BulkView.FindAsync(database, request.Id, stop));
    }

    private static async Task<IResult> ListAsync(OcrDbContext database, CancellationToken stop) => Results.Ok(await BulkView.ListAsync(database, stop));

    private static async Task<IResult> ShowAsync(Guid id, OcrDbContext database, CancellationToken stop) =>
        await BulkView.FindAsync(database, id, stop) is { } found ? Results.Ok(found) : Unknown(id);

    private static IResult Unknown(Guid id) => Problems.NotFound("bulk-unknown", $"There is no operation {id} on many instances.");

    private static IResult Refused(Storage.Publishing.Refusal refusal) => Problems.Of(
        refusal.Code switch
        {
            "bulk-unknown" => StatusCodes.Status404NotFound,
            "own-request" => StatusCodes.Status403Forbidden,
            "without-reason" => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        }, refusal.Code, refusal.Message);
}
