using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

/// <summary>An import of an entries file.</summary>
/// <param name="FinishedAt">Null while it runs, and for good when its host died; the same file can then be sent again.</param>
/// <param name="BytesRead">Of <paramref name="Bytes"/>; grows with each batch that is kept, as the counts do.</param>
/// <param name="RefusedBecause">Why the file as a whole was refused; null when it was read.</param>
public sealed record ImportView(
    Guid Id, string FileName, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string By, long Bytes, long BytesRead,
    int Lines, int Accepted, int Refused, int Undecided, int Bad, int Already, string? RefusedBecause);

/// <summary>Imports of entries files: how far they are and what came of them.</summary>
public static class ImportsApi
{
    public static void Map(RouteGroupBuilder entries)
    {
        var imports = entries.MapGroup("/imports").RequireAuthorization(Policies.ImportEntries);
        imports.MapGet("/", ListAsync).WithSummary("The newest hundred imports, newest first. A centre's user sees what that user sent.");
        imports.MapGet("/{id:guid}", ShowAsync).WithSummary("One import: how far it is, or what came of it.").Produces<ImportView>().ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapGet("/{id:guid}/progress", async (Guid id, ClaimsPrincipal user, HowFar howFar, ProgressStream progress, CancellationToken stop) =>
            {
                var viewer = Viewer.Of(user);
                return await progress.OfAsync(inner => howFar.ImportAsync(id, viewer, inner), stop);
            })
            .WithProgress("The same as server-sent events. One that has not begun is waited for, so that a sender can listen before it sends (Idempotency-Key names the import).");
    }

    private static async Task<IReadOnlyList<ImportView>> ListAsync(ClaimsPrincipal user, OcrDbContext database, CancellationToken stop) =>
        [.. (await HowFar.Imports(database, Viewer.Of(user)).OrderByDescending(r => r.StartedAt).Take(100).ToListAsync(stop)).Select(View)];

    private static async Task<IResult> ShowAsync(Guid id, ClaimsPrincipal user, OcrDbContext database, CancellationToken stop) =>
        await HowFar.Imports(database, Viewer.Of(user)).FirstOrDefaultAsync(r => r.Id == id, stop) is { } found
            ? Results.Ok(View(found))
            : Problems.NotFound("import-unknown", $"There is no import {id} that you may see.");

    private static ImportView View(ImportRun r) => new(
        r.Id, r.FileName, r.StartedAt, r.FinishedAt, r.By, r.Bytes, r.BytesRead, r.Lines, r.Accepted, r.Refused, r.Undecided, r.Bad, r.Already, r.RefusedBecause);
}
