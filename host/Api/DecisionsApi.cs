using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Appeals;
using OcrWorkflows.Host.Decisions;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <summary>Decisions with everything they were made with.</summary>
public static class DecisionsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{id:guid}", ShowAsync).RequireAuthorization(Policies.Read)
            .WithSummary("One decision: facts, findings, rule set and reference data by hash.").Produces<DecisionView>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:guid}/again", AgainAsync).RequireAuthorization(Policies.Read)
            .WithSummary("The decision made again from what was stored, and where it differs; nothing is written.").Produces<DecisionAgain>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:guid}/remedies", RemediesAsync).RequireAuthorization(Policies.Read)
            .WithSummary("From a refusal, what would make it valid: the smallest changes of facts that the same rules accept.").Produces<WhatWouldDo>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:guid}/trace", TraceAsync).RequireAuthorization(Policies.Read)
            .WithSummary("How each rule came to its answer: the same rules asked about the same facts again, every part with its value.").Produces<TracedDecision>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:guid}/pack", PackAsync).RequireAuthorization(Policies.ReadProposals)
            .WithSummary("Everything that the decision rests on, in one file that a third party can check by itself: ./ocr decision check-pack FILE. The header Pack-Hash is its SHA-256.")
            .Produces<AppealPack>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PackAsync(Guid id, ClaimsPrincipal user, HttpContext context, AppealPacks packs, CancellationToken stop)
    {
        if (await packs.MakeAsync(id, Viewer.Of(user).Actor, stop) is not { } pack)
        {
            return Unknown(id);
        }

        var file = pack.Write();
        context.Response.Headers["Pack-Hash"] = CanonicalJson.Sha256(file);
        return Results.File(file, "application/json", $"appeal-{id}.json");
    }

    private static async Task<IResult> RemediesAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, DecisionExplanations explanations, CancellationToken stop) =>
        await FindAsync(id, user, database, stop) is { } row ? Results.Ok(await explanations.RemediesAsync(row)) : Unknown(id);

    private static async Task<IResult> TraceAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, DecisionExplanations explanations, CancellationToken stop) =>
        await FindAsync(id, user, database, stop) is { } row ? Results.Ok(await explanations.TraceAsync(row)) : Unknown(id);

    private static async Task<IResult> ShowAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, CancellationToken stop) =>
        await FindAsync(id, user, database, stop) is { } row ? Results.Ok(await DecisionView.Of(row).WithLinksAsync(database, stop)) : Unknown(id);

    private static async Task<IResult> AgainAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, DecisionsAgain again, CancellationToken stop) =>
        await FindAsync(id, user, database, stop) is { } row ? Results.Ok(await again.MakeAsync(row, stop)) : Unknown(id);

    private static async Task<DecisionRow?> FindAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, CancellationToken stop) =>
        await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is { } row && Viewer.Of(user).MaySee(DecisionView.Of(row).CentreNumber) ? row : null;

    private static IResult Unknown(Guid id) => Problems.NotFound("decision-unknown", $"There is no decision {id} that you may see.");
}
