using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <param name="Hash">Hash over the set and all that it injects: what decisions record.</param>
public sealed record RuleSetSummary(string Name, string Hash, int Rules, IReadOnlyDictionary<string, string> Used);

public sealed record RuleSetDetail(RuleSetSummary Summary, IReadOnlyList<RuleDescription> Rules);

/// <param name="ApprovedBy">The second person; null when it did not go through approval.</param>
/// <param name="HasFailingCases">Cases that failed when it was published.</param>
public sealed record RuleSetVersionSummary(
    Guid Id, string ContentHash, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string? Comment, Guid? Proposal, string? ApprovedBy, bool IsCurrent, bool HasFailingCases);

/// <param name="Facts">An object with the members of the facts.</param>
/// <param name="Rules">Text of a rules.json to be asked in place of the one that decides now.</param>
public sealed record WhatIfRequest(JsonElement? Facts, string? Rules = null);

/// <param name="Reason">Stands on the version and in the audit trail.</param>
public sealed record RollBackRequest(string? Reason);

/// <summary>A line of the audit trail of a rule set.</summary>
public sealed record PublishingEvent(int Sequence, DateTimeOffset At, string By, string Action, string Text, Guid? Proposal, Guid? RuleSetVersion, string Hash);

/// <summary>Rule sets and their versions.</summary>
public static class RuleSetsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.ReadRules);
        group.MapGet("/", List).WithSummary("The rule sets that decide now.").Produces<IReadOnlyList<RuleSetSummary>>();
        group.MapGet("/{name}", Show).WithSummary("One rule set with its rules.").Produces<RuleSetDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions", VersionsAsync).WithSummary("Its versions, newest first.").Produces<IReadOnlyList<RuleSetVersionSummary>>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/schemas", (string name, ContentSchemas schemas) => schemas.For(name) is { } found ? Results.Ok(found) : Unknown(name))
            .WithSummary("JSON schemas of its facts and of rules.json: what an editor completes with.").Produces<RuleSetSchemas>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{name}/what-if", WhatIfAsync)
            .WithSummary("What its rules say to given facts, rule by rule and part by part, and what would be accepted instead; of the rules that decide now, or of the text of a rules.json that is sent along. Nothing is kept.")
            .WithExample("""{ "facts": { "DecisionDate": "2026-10-01", "EntryType": "Test" } }""").Produces<WhatIfAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{name}/versions/{version:guid}/rollback", RollBackAsync).RequireAuthorization(Policies.RollBack)
            .WithSummary("Make an earlier version current again, at once and by one Administrator alone; it stands in the log and the audit trail.")
            .WithExample("""{ "reason": "The version before refused the wrong entries." }""")
            .Produces<RuleSetVersionSummary>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/{name}/audit", AuditAsync).RequireAuthorization(Policies.ReadProposals).WithSummary("Who did what to it, oldest first; each line carries a hash over it and the one before.").Produces<IReadOnlyList<PublishingEvent>>();
        new ProposalsApi(ContentKinds.RuleSet).Map(group);
    }

    private static async Task<IResult> WhatIfAsync(string name, WhatIfRequest request, WhatIf asking, CancellationToken stop)
    {
        if (request.Facts is not { } facts)
        {
            return Problems.Bad("without-facts", "Send the facts as the member facts.");
        }

        return await asking.AskAsync(name, facts.GetRawText(), request.Rules, stop) is { } answer
            ? Results.Ok(answer)
            : Unknown(name);
    }

    private static async Task<IResult> RollBackAsync(
        string name, Guid version, RollBackRequest request, System.Security.Claims.ClaimsPrincipal user, ContentPublishing publishing, OcrDbContext database, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return Problems.Bad("without-reason", "Say why: it stands on the version and in the audit trail.");
        }

        if (!await database.Set<RuleSetVersionRow>().AnyAsync(v => v.Id == version && v.Name == name, stop))
        {
            return Problems.NotFound("version-unknown", $"There is no version {version} of {name}.");
        }

        var live = await publishing.RollBackAsync(ContentKinds.RuleSet, version, request.Reason, Viewer.Of(user).Actor, stop);
        if (live.Publication.Refused)
        {
            var refusal = live.Publication.Refusal ?? new Refusal("has-faults", "That version cannot decide any more; nothing has changed.");
            return ProposalsApi.Refused(refusal, new ProposalResult(null, refusal, live.Publication.Diagnostics));
        }

        return Results.Ok(await Versions(database.Set<RuleSetVersionRow>().Where(v => v.CurrentName == name)).SingleAsync(stop));
    }

    private static async Task<IResult> AuditAsync(string name, OcrDbContext database, CancellationToken stop) =>
        Results.Ok(await database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == name).OrderBy(e => e.Sequence)
            .Select(e => new PublishingEvent(e.Sequence, e.At, e.By, e.Action, e.Text, e.Proposal, e.RuleSetVersion, e.Hash)).ToListAsync(stop));

    private static IResult List(RuleSetLibrary library) => Results.Ok(library.Names.Order(StringComparer.Ordinal).Select(n => Summary(library.Current(n))).ToList());

    private static IResult Show(string name, RuleSetLibrary library) =>
        library.Names.Contains(name) ? Results.Ok(new RuleSetDetail(Summary(library.Current(name)), library.Current(name).Rules)) : Unknown(name);

    private static async Task<IResult> VersionsAsync(string name, OcrDbContext database, CancellationToken stop)
    {
        var versions = await Versions(database.Set<RuleSetVersionRow>().Where(v => v.Name == name)).ToListAsync(stop);
        return versions.Count > 0 ? Results.Ok(versions) : Unknown(name);
    }

    private static IQueryable<RuleSetVersionSummary> Versions(IQueryable<RuleSetVersionRow> rows) => rows.AsNoTracking()
        .OrderByDescending(v => v.PublishedAt).ThenByDescending(v => v.Id)
        .Select(v => new RuleSetVersionSummary(v.Id, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.Proposal, v.ApprovedBy, v.IsCurrent, v.Warnings != null));

    private static RuleSetSummary Summary(RuleSet set) => new(set.Name, set.Hash, set.Rules.Count, set.Used);

    private static IResult Unknown(string name) => Problems.NotFound("rule-set-unknown", $"There is no rule set {name}.");
}
