using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <summary>A changed rule set or workflow definition, put forward.</summary>
/// <param name="Why">What the second person reads first.</param>
/// <param name="Rules">The rules.json: as JSON, or as a string that holds the file byte for byte.</param>
/// <param name="Cases">The cases.json, likewise; left out to keep those that are current.</param>
/// <param name="Definition">In place of rules and cases: the workflow definition, as JSON or as a string.</param>
public sealed record ProposeRequest(string? Why, JsonElement? Rules = null, JsonElement? Cases = null, JsonElement? Definition = null);

/// <param name="Comment">Needed to send back and to withdraw.</param>
/// <param name="Publish">With an approval: false leaves it approved, to be published later.</param>
public sealed record DecisionRequest(string? Comment = null, bool Publish = true);

/// <param name="Text">The file as it would be.</param>
/// <param name="Cases">The cases.json beside a rule set, likewise; left out when there is none.</param>
public sealed record CheckRequest(string? Text, string? Cases = null);

/// <summary>What is wrong with a text, and which of its cases it would not hold.</summary>
/// <param name="Cases">How many cases were tried; 0 when there are errors.</param>
/// <param name="FailingCases">Names of those that would fail, and of cases of other sets that would fail through it.</param>
public sealed record CheckAnswer(IReadOnlyList<Expressions.Diagnostic> Diagnostics, int Cases, IReadOnlyList<string> FailingCases);

/// <summary>Changes of one kind of content that wait for a second person.</summary>
/// <param name="kind">One of <see cref="ContentKinds"/>.</param>
public sealed class ProposalsApi(string kind)
{
    private string Home => kind == ContentKinds.RuleSet ? "/api/v1/rule-sets" : "/api/v1/definitions";

    private string Proposed => kind == ContentKinds.RuleSet
        ? """{ "why": "The clause has a new edition.", "rules": [{ "WorkflowName": "example", "Rules": [{ "RuleName": "Always", "Expression": "true" }] }] }"""
        : """{ "why": "The visit is agreed by telephone.", "definition": { "id": "example", "name": "Example", "root": { "type": "Elsa.Flowchart", "activities": [], "connections": [] } } }""";

    public void Map(RouteGroupBuilder group)
    {
        group.MapPost("/{name}/check", CheckAsync)
            .WithSummary("What is wrong with a changed text, each fault at its place, and which cases it would not hold. Nothing is kept.")
            .WithExample(kind == ContentKinds.RuleSet ? """{ "text": "[]", "cases": "[]" }""" : """{ "text": "{}" }""")
            .Produces<CheckAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        var proposals = group.MapGroup("/{name}/proposals").RequireAuthorization(Policies.ReadProposals);
        proposals.MapGet("/", ListAsync).WithSummary("Its proposals, newest first; open=true leaves out those decided.").Produces<IReadOnlyList<ProposalSummary>>();
        proposals.MapPost("/", ProposeAsync).RequireAuthorization(Policies.Propose)
            .WithSummary("Propose a changed text. It is checked at once and replayed by a host. The header Idempotency-Key (a UUID) makes a repeat harmless.")
            .WithExample(Proposed).Produces<ProposalView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        proposals.MapGet("/{id:guid}", ShowAsync).WithSummary("One proposal: difference, checks, impact, what keeps it from being approved. Its ETag names it as looked at.")
            .Produces<ProposalView>().ProducesProblem(StatusCodes.Status404NotFound);
        proposals.MapPut("/{id:guid}", ReviseAsync).RequireAuthorization(Policies.Propose)
            .WithSummary("Put another text in its place (If-Match with its ETag); it then waits for approval anew.")
            .WithExample(Proposed).Produces<ProposalView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        if (kind == ContentKinds.RuleSet)
        {
            proposals.MapGet("/{id:guid}/progress", async (string name, Guid id, HowFar howFar, ProgressStream progress, CancellationToken stop) =>
                    await progress.OfAsync(inner => howFar.ReplayAsync(kind, name, id, inner), stop) ?? Unknown(name, id))
                .WithProgress("How far the replay of the stored decisions is, as server-sent events.").ProducesProblem(StatusCodes.Status404NotFound);
            proposals.MapGet("/{id:guid}/impact.csv", ImpactAsync)
                .WithSummary("Every stored decision that it would change, a row each: replayed now, over all of them. Hanging up stops it.")
                .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        }

        Decision(proposals, "approval", Policies.Approve, "Approve somebody else's proposal as it was looked at (If-Match), and make it live.", ApproveAsync);
        Decision(proposals, "sending-back", Policies.Approve, "Send it back with a comment (If-Match).", (context, id, seen, request, actor, stop) => Store(context).SendBackAsync(id, seen, request.Comment, actor, stop));
        Decision(proposals, "withdrawal", Policies.Propose, "Take back a proposal of one's own (If-Match).", (context, id, seen, request, actor, stop) => Store(context).WithdrawAsync(id, seen, request.Comment, actor, stop));
        Decision(proposals, "check", Policies.Propose, "Check and replay it again with what decides now.", (context, id, _, _, actor, stop) => Store(context).CheckAgainAsync(id, actor, stop), needsMatch: false);
        Decision(proposals, "publication", Policies.Approve, "Make an approved proposal live, if its approval stands.", PublishAsync, needsMatch: false);
    }

    private void Decision(
        RouteGroupBuilder group, string path, string policy, string summary, Func<HttpContext, Guid, int?, DecisionRequest, Actor, CancellationToken, Task<ProposalResult>> work, bool needsMatch = true)
    {
        var endpoint = group.MapPost($"/{{id:guid}}/{path}", async (string name, Guid id, [FromBody] DecisionRequest? request, HttpContext context, CancellationToken stop) =>
        {
            if (await BelongsAsync(context, name, id, stop) is { } unknown)
            {
                return unknown;
            }

            if (IfMatch.Read(context.Request, needsMatch, out var seen) is { } unmatched)
            {
                return unmatched;
            }

            var result = await work(context, id, seen, request ?? new DecisionRequest(), Viewer.Of(context.User).Actor, stop);
            return result.Refusal is { } refusal ? Refused(refusal, result) : await ViewAsync(context, id, StatusCodes.Status200OK, stop);
        }).RequireAuthorization(policy).WithSummary(summary).WithExample("""{ "comment": "Agreed with the reasons given." }""")
            .Produces<ProposalView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        if (needsMatch)
        {
            endpoint.ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        }

        if (path == "approval" || (path == "publication" && kind == ContentKinds.Workflow))
        {
            endpoint.ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        }
    }

    private async Task<IResult> ListAsync(string name, OcrDbContext database, CancellationToken stop, bool open = false)
    {
        var rows = database.Set<ProposalRow>().AsNoTracking().Where(p => p.Kind == kind && p.RuleSet == name);
        if (open)
        {
            rows = rows.Where(p => p.State == ProposalState.Draft || p.State == ProposalState.Proposed || p.State == ProposalState.Approved || p.State == ProposalState.SentBack);
        }

        return Results.Ok((await rows.OrderByDescending(p => p.ProposedAt).Take(200).ToListAsync(stop)).Select(ProposalSummary.Of).ToList());
    }

    private async Task<IResult> ImpactAsync(string name, Guid id, HttpContext context, RuleSetLibrary library, ImpactReplay replay, OcrDbContext database, CancellationToken stop)
    {
        if (await BelongsAsync(context, name, id, stop) is { } unknown)
        {
            return unknown;
        }

        var row = await database.Set<ProposalRow>().AsNoTracking().SingleAsync(p => p.Id == id, stop);
        var check = await library.CheckAsync(RuleSetContent.Of(row.RuleSet, row.Rules, row.Cases), stop);
        if (check.HasErrors)
        {
            return Refused(new Refusal("has-faults", "With what decides now it has faults, so nothing was replayed."), new ProposalResult(row, null, check.Diagnostics));
        }

        var path = Path.Combine(Path.GetTempPath(), $"ocr-impact-{context.RequestServices.GetRequiredService<IIdSource>().Next():N}.csv");
        try
        {
            using var file = new ImpactFile(path);
            var report = await replay.RunAsync(check.Affected, file.Add, null, stop);
            stop.ThrowIfCancellationRequested();
            file.Complete();
            context.Response.Headers["Impact-Hash"] = report.Hash;
            return Results.Stream(new FileStream(path, new FileStreamOptions { Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous }), "text/csv; charset=utf-8", $"{name}-impact.csv");
        }
        finally
        {
            File.Delete(path + ".partial");
        }
    }

    private async Task<IResult> CheckAsync(string name, CheckRequest request, ProposalStore store, CancellationToken stop)
    {
        if (request.Text is not { } text)
        {
            return Problems.Bad("without-text", "Send the file as the member text.");
        }

        ProposedContent content = kind == ContentKinds.RuleSet ? RuleSetContent.Of(name, text, request.Cases) : DefinitionContent.Of(name, text);
        var check = await store.CheckAsync(content, stop);
        return check.BaseVersion is null
            ? Problems.NotFound(kind == ContentKinds.RuleSet ? "rule-set-unknown" : "definition-unknown", $"There is no {(kind == ContentKinds.RuleSet ? "rule set" : "workflow definition")} {name}.")
            : Results.Ok(new CheckAnswer(check.Diagnostics, check.HasErrors ? 0 : check.Cases, [.. check.FailingCases.Select(c => c.Name)]));
    }

    private async Task<IResult> ShowAsync(string name, Guid id, HttpContext context, CancellationToken stop) =>
        await BelongsAsync(context, name, id, stop) ?? await ViewAsync(context, id, StatusCodes.Status200OK, stop);

    private async Task<IResult> ProposeAsync(
        string name, ProposeRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, OcrDbContext database, CancellationToken stop)
    {
        if (!IdempotencyKey.TryRead(key, out var requestId))
        {
            return IdempotencyKey.Unreadable;
        }

        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().FirstOrDefaultAsync(v => v.CurrentName == name, stop);
        if (Content(name, request, current?.Cases) is not { } content)
        {
            return WithoutText();
        }

        var result = await Store(context).ProposeAsync(new ProposalRequest(content, request.Why, "api", requestId), Viewer.Of(context.User).Actor, stop);
        if (result.Refusal is { } refusal)
        {
            return Refused(refusal, result);
        }

        if (result.Proposal!.RuleSet != name || result.Proposal.Kind != kind)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "idempotency-key-used", $"This Idempotency-Key has made a proposal of another {ContentKinds.Words(result.Proposal.Kind)}.");
        }

        context.Response.Headers.Location = $"{Home}/{Uri.EscapeDataString(name)}/proposals/{result.Proposal.Id}";
        return await ViewAsync(context, result.Proposal.Id, StatusCodes.Status201Created, stop);
    }

    private async Task<IResult> ReviseAsync(string name, Guid id, ProposeRequest request, HttpContext context, OcrDbContext database, CancellationToken stop)
    {
        if (await BelongsAsync(context, name, id, stop) is { } unknown)
        {
            return unknown;
        }

        if (IfMatch.Read(context.Request, needed: true, out var seen) is { } unmatched)
        {
            return unmatched;
        }

        var held = await database.Set<ProposalRow>().Where(p => p.Id == id).Select(p => p.Cases).SingleAsync(stop);
        if (Content(name, request, held) is not { } content)
        {
            return WithoutText();
        }

        var result = await Store(context).ReviseAsync(id, seen, new ProposalRequest(content, request.Why, "api"), Viewer.Of(context.User).Actor, stop);
        return result.Refusal is { } refusal ? Refused(refusal, result) : await ViewAsync(context, id, StatusCodes.Status200OK, stop);
    }

    private static async Task<ProposalResult> ApproveAsync(HttpContext context, Guid id, int? seen, DecisionRequest request, Actor actor, CancellationToken stop)
    {
        var result = await Publishing(context).ApproveAsync(id, seen, request.Comment, request.Publish, actor, stop);
        return result.Publication is { } live && RefusalOf(live) is { } refusal ? new ProposalResult(result.Approval.Proposal, refusal, live.Diagnostics) : result.Approval;
    }

    private static async Task<ProposalResult> PublishAsync(HttpContext context, Guid id, int? seen, DecisionRequest request, Actor actor, CancellationToken stop)
    {
        var live = await Publishing(context).PublishAsync(id, actor, stop);
        return new ProposalResult(null, RefusalOf(live.Publication), live.Publication.Diagnostics);
    }

    /// <summary>What has faults is refused by the library without words of its own.</summary>
    private static Refusal? RefusalOf(PublishResult live) => live.Refused ? live.Refusal ?? new Refusal("has-faults", "With what decides now it has faults; nothing has changed.") : null;

    private ProposedContent? Content(string name, ProposeRequest request, string? cases) =>
        kind == ContentKinds.Workflow ? Text(request.Definition) is { } definition ? DefinitionContent.Of(name, definition) : null
        : Text(request.Rules) is { } rules ? RuleSetContent.Of(name, rules, Text(request.Cases) ?? cases)
        : null;

    private IResult WithoutText() => kind == ContentKinds.Workflow
        ? Problems.Bad("without-definition", "Send the changed definition as the member definition, as JSON or as a string.")
        : Problems.Bad("without-rules", "Send the changed rules.json as the member rules, as JSON or as a string.");

    private static string? Text(JsonElement? json) => json?.ValueKind switch
    {
        null or JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => json.Value.GetString(),
        _ => json.Value.GetRawText(),
    };

    private static async Task<IResult> ViewAsync(HttpContext context, Guid id, int status, CancellationToken stop)
    {
        var database = context.RequestServices.GetRequiredService<OcrDbContext>();
        database.ChangeTracker.Clear();
        var view = await ProposalView.FindAsync(database, context.RequestServices.GetRequiredService<Approvals>(), id, stop);
        context.Response.Headers.ETag = $"\"{view!.Version}\"";
        return Results.Json(view, statusCode: status);
    }

    private async Task<IResult?> BelongsAsync(HttpContext context, string name, Guid id, CancellationToken stop) =>
        await context.RequestServices.GetRequiredService<OcrDbContext>().Set<ProposalRow>().AnyAsync(p => p.Id == id && p.Kind == kind && p.RuleSet == name, stop)
            ? null
            : Unknown(name, id);

    private static IResult Unknown(string name, Guid id) => Problems.NotFound("proposal-unknown", $"There is no proposal {id} of {name}.");

    internal static IResult Refused(Refusal refusal, ProposalResult result) => Problems.Of(
        refusal.Code switch
        {
            "proposal-unknown" => StatusCodes.Status404NotFound,
            "own-change" or "not-yours" => StatusCodes.Status403Forbidden,
            "changed-meanwhile" => StatusCodes.Status412PreconditionFailed,
            "without-why" or "without-comment" or "without-reason" => StatusCodes.Status400BadRequest,
            "has-faults" => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        }, refusal.Code, refusal.Message, result.Diagnostics.Count == 0 ? null : new Dictionary<string, object?> { ["diagnostics"] = result.Diagnostics });

    private static ProposalStore Store(HttpContext context) => context.RequestServices.GetRequiredService<ProposalStore>();

    private static ContentPublishing Publishing(HttpContext context) => context.RequestServices.GetRequiredService<ContentPublishing>();
}
