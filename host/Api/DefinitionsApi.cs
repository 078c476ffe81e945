using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <param name="Version">1, 2, 3... given at publishing; instances keep the one they began with.</param>
/// <param name="ApprovedBy">The second person; null when it did not go through approval.</param>
public sealed record DefinitionVersionSummary(
    Guid Id, string DefinitionId, int Version, string ContentHash, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string? Comment, Guid? Proposal, string? ApprovedBy, bool IsCurrent);

/// <summary>Workflow definitions and their versions: as rule sets.</summary>
public static class DefinitionsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.ReadRules);
        group.MapGet("/", ListAsync).WithSummary("The versions that new instances begin on.").Produces<IReadOnlyList<DefinitionVersionSummary>>();
        group.MapGet("/{name}/versions", VersionsAsync).WithSummary("Its versions, newest first.").Produces<IReadOnlyList<DefinitionVersionSummary>>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions/{version:int}/text", TextAsync).WithSummary("The file of one version, byte for byte.").Produces<object>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions/{from:int}/comparison/{to:int}", CompareAsync)
            .WithSummary("What differs between two versions in what they do: activities by identity, with each member before and after, connections, and the workflow as a whole. Where a designer has drawn something is no difference.")
            .Produces<DefinitionComparison>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/{name}/proposals/{id:guid}/comparison", CompareProposalAsync).RequireAuthorization(Policies.ReadProposals)
            .WithSummary("The same of a proposal and the version that it was made from.")
            .Produces<DefinitionComparison>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{name}/versions/{version:guid}/rollback", RollBackAsync).RequireAuthorization(Policies.RollBack)
            .WithSummary("Make an earlier version current again for new instances, at once and by one Administrator alone; it stands in the log and the audit trail.")
            .WithExample("""{ "reason": "The version before refused the wrong entries." }""")
            .Produces<DefinitionVersionSummary>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/{name}/audit", AuditAsync).RequireAuthorization(Policies.ReadProposals).WithSummary("Who did what to it, oldest first; each line carries a hash over it and the one before.").Produces<IReadOnlyList<PublishingEvent>>();
        new ProposalsApi(ContentKinds.Workflow).Map(group);
    }

    private static async Task<IResult> ListAsync(OcrDbContext database, CancellationToken stop) =>
        Results.Ok(await Versions(database.Set<DefinitionVersionRow>().Where(v => v.IsCurrent)).ToListAsync(stop));

    private static async Task<IResult> VersionsAsync(string name, OcrDbContext database, CancellationToken stop)
    {
        var versions = await Versions(database.Set<DefinitionVersionRow>().Where(v => v.DefinitionId == name)).ToListAsync(stop);
        return versions.Count > 0 ? Results.Ok(versions) : Problems.NotFound("definition-unknown", $"There is no workflow definition {name}.");
    }

    private static async Task<IResult> TextAsync(string name, int version, OcrDbContext database, CancellationToken stop) =>
        await database.Set<DefinitionVersionRow>().Where(v => v.DefinitionId == name && v.Version == version).Select(v => v.Content).FirstOrDefaultAsync(stop) is { } text
            ? Results.Text(text, "application/json")
            : Problems.NotFound("version-unknown", $"There is no version {version} of {name}.");

    private static Task<IResult> CompareAsync(string name, int from, int to, DefinitionComparisons comparisons, CancellationToken stop) =>
        AnswerAsync(() => comparisons.VersionsAsync(name, from, to, stop), "version-unknown", $"There is no version {from} or no version {to} of {name}.");

    private static Task<IResult> CompareProposalAsync(string name, Guid id, DefinitionComparisons comparisons, CancellationToken stop) =>
        AnswerAsync(() => comparisons.ProposalAsync(name, id, stop), "proposal-unknown", $"There is no proposal {id} of {name} that changes an earlier version.");

    private static async Task<IResult> AnswerAsync(Func<Task<ComparedDefinitions?>> compare, string code, string unknown)
    {
        try
        {
            return await compare() is { } compared ? Results.Ok(compared.Comparison) : Problems.NotFound(code, unknown);
        }
        catch (FormatException fault)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "has-faults", fault.Message);
        }
    }

    private static async Task<IResult> RollBackAsync(
        string name, Guid version, RollBackRequest request, ClaimsPrincipal user, ContentPublishing publishing, OcrDbContext database, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return Problems.Bad("without-reason", "Say why: it stands on the version and in the audit trail.");
        }

        if (!await database.Set<DefinitionVersionRow>().AnyAsync(v => v.Id == version && v.DefinitionId == name, stop))
        {
            return Problems.NotFound("version-unknown", $"There is no version {version} of {name}.");
        }

        var live = await publishing.RollBackAsync(ContentKinds.Workflow, version, request.Reason, Viewer.Of(user).Actor, stop);
        if (live.Publication.Refused)
        {
            var refusal = live.Publication.Refusal ?? new Refusal("has-faults", "That version cannot be run any more; nothing has changed.");
            return ProposalsApi.Refused(refusal, new ProposalResult(null, refusal, live.Publication.Diagnostics));
        }

        return Results.Ok(await Versions(database.Set<DefinitionVersionRow>().Where(v => v.DefinitionId == name && v.IsCurrent)).SingleAsync(stop));
    }

    private static async Task<IResult> AuditAsync(string name, OcrDbContext database, CancellationToken stop)
    {
        var trail = ContentKinds.Trail(ContentKinds.Workflow, name);
        return Results.Ok(await database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == trail).OrderBy(e => e.Sequence)
            .Select(e => new PublishingEvent(e.Sequence, e.At, e.By, e.Action, e.Text, e.Proposal, e.RuleSetVersion, e.Hash)).ToListAsync(stop));
    }

    private static IQueryable<DefinitionVersionSummary> Versions(IQueryable<DefinitionVersionRow> rows) => rows.AsNoTracking().OrderBy(v => v.DefinitionId).ThenByDescending(v => v.Version)
        .Select(v => new DefinitionVersionSummary(v.Id, v.DefinitionId, v.Version, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.Proposal, v.ApprovedBy, v.IsCurrent));
}
