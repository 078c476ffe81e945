using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

/// <summary>An event for one instance.</summary>
/// <param name="Name">Such as <c>VisitHeld</c>.</param>
/// <param name="Payload">Any JSON; left out when the event carries nothing.</param>
public sealed record EventRequest(string? Name, JsonElement? Payload = null);

/// <param name="Status">delivered, already-delivered, or kept for an event that came before its place.</param>
/// <param name="SubStatus">Where the instance stands after it; null when that was not looked up.</param>
/// <param name="Until">When an event that was kept is given up; null for others.</param>
public sealed record EventAnswer(string Status, InstanceSubStatus? SubStatus = null, DateTimeOffset? Until = null);

/// <summary>Workflow instances.</summary>
public static class InstancesApi
{
    private const int MostPerPage = 500;

    /// <summary>Events that only a decision may cause: by hand they would lapse an approval, or allocate an assurer, without a rule having said so.</summary>
    private static readonly string[] DecidedByRule = ["LapseDue", "FirstEntry"];

    /// <summary>All that a quality assurer sends by hand.</summary>
    private static readonly string[] OfAssurers = ["VisitHeld"];

    /// <summary>Events whose date the workflows count from, and the member of the payload that holds it.</summary>
    private static readonly Dictionary<string, string> DatedEvents = new(StringComparer.Ordinal)
    {
        ["VisitHeld"] = "visitedOn",
        ["ResultsPublished"] = "publishedOn",
    };

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Read)
            .WithSummary("Instances, newest first.").Produces<InstancePage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/{id:guid}", ShowAsync).RequireAuthorization(Policies.Read)
            .WithSummary("One instance: where it waits, what happened.").Produces<InstanceDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id:guid}/events", DeliverAsync).RequireAuthorization(Policies.Deliver)
            .WithSummary("Deliver an event. The header Idempotency-Key (a UUID) makes a repeat harmless. One that comes before its place is kept (202) unless early=refuse (409).")
            .WithExample("""{ "name": "VisitHeld", "payload": { "visitedOn": "2026-11-20" } }""")
            .Produces<EventAnswer>().Produces<EventAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, InstanceQueries instances, CancellationToken stop,
        string? status = null, string? definition = null, string? centre = null, string? correlation = null, bool overdue = false, int limit = 50, string? cursor = null)
    {
        var viewer = Viewer.Of(user);
        InstanceCursor after = default;
        if (cursor is not null && !InstanceCursor.TryParse(cursor, out after))
        {
            return Problems.Bad("bad-cursor", "The cursor is not one that this API gave out; begin without one.");
        }

        if (limit is < 1 or > MostPerPage)
        {
            return Problems.Bad("bad-limit", $"The limit is {limit}; use 1 to {MostPerPage}.");
        }

        InstanceSubStatus? subStatus = null;
        if (status is not null)
        {
            if (!Enum.TryParse<InstanceSubStatus>(status, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                return Problems.Bad("bad-status", $"There is no status '{status}'; use one of {string.Join(", ", Enum.GetNames<InstanceSubStatus>())}.");
            }

            subStatus = parsed;
        }

        if (centre is not null && !viewer.MaySee(centre))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "other-centre", "You may see your own centre only.");
        }

        var filter = new InstanceFilter
        {
            SubStatus = subStatus,
            DefinitionId = definition,
            CentreNumber = viewer.Centre ?? centre,
            CorrelationId = correlation,
            Overdue = overdue,
            Limit = limit,
            After = cursor is null ? null : after,
        };
        return Results.Ok(await instances.ListAsync(filter, stop));
    }

    private static bool HasDate(JsonElement payload, string member) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static async Task<IResult> ShowAsync(Guid id, ClaimsPrincipal user, InstanceQueries instances, CancellationToken stop) =>
        await VisibleAsync(id, user, instances, stop) is { } found ? Results.Ok(user.IsInRole(RoleNames.Administrator) ? found : WithoutPayloads(found)) : Unknown(id);

    /// <summary>What a turn was given may hold what people wrote, and stacks of failures: for administrators, as on the pages. Its hash stays.</summary>
    private static InstanceDetail WithoutPayloads(InstanceDetail found)
    {
        foreach (var line in found.Journal)
        {
            line.Payload = null;
        }

        return found;
    }

    private static async Task<IResult> DeliverAsync(
        Guid id, EventRequest request, [FromHeader(Name = "Idempotency-Key")] string? key,
        ClaimsPrincipal user, InstanceQueries instances, Inbox inbox, IIdSource ids, HostSettings settings, CancellationToken stop, string early = "keep")
    {
        if (early is not ("keep" or "refuse"))
        {
            return Problems.Bad("bad-early", $"early is '{early}'; use keep (the default) or refuse.");
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return Problems.Bad("event-without-name", "The event needs a name, such as VisitHeld.");
        }

        if (DecidedByRule.Contains(request.Name))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "event-not-sent-by-hand", $"{request.Name} follows from a decision (an import, the lapse sweep) and is not sent by hand.");
        }

        if (!user.May(Policies.PublishResults) && !OfAssurers.Contains(request.Name))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "event-not-yours", $"A quality assurer sends {string.Join(", ", OfAssurers)}; {request.Name} is sent by staff.");
        }

        if (!IdempotencyKey.TryRead(key, out var requestId))
        {
            return IdempotencyKey.Unreadable;
        }

        if (await VisibleAsync(id, user, instances, stop) is null)
        {
            return Unknown(id);
        }

        if (DatedEvents.TryGetValue(request.Name, out var member) && !HasDate(request.Payload ?? default, member))
        {
            return Problems.Bad("event-without-date", $"{request.Name} needs a payload with the date {member}, such as {{ \"{member}\": \"2026-12-21\" }}.");
        }

        var (arrived, requested, actor) = (new EventArrived(request.Name, ApiJson.Plain(request.Payload ?? default)), requestId ?? ids.Next(), Viewer.Of(user).Actor);
        var delivery = early == "keep" && settings.KeepEarlyEvents > TimeSpan.Zero
            ? await inbox.DeliverOrKeepAsync(new InstanceId(id), arrived, settings.KeepEarlyEvents, requested, actor, stop)
            : await inbox.DeliverAsync(new InstanceId(id), arrived, requested, actor, stop);
        return delivery.Status switch
        {
            DeliveryStatus.Delivered => Results.Ok(new EventAnswer("delivered", delivery.State?.SubStatus)),
            DeliveryStatus.AlreadyDelivered => Results.Ok(new EventAnswer("already-delivered", delivery.State?.SubStatus)),
            DeliveryStatus.Kept => Results.Accepted(value: new EventAnswer("kept", delivery.State?.SubStatus, delivery.KeptUntil)),
            DeliveryStatus.AlreadyFinished => Problems.Of(StatusCodes.Status409Conflict, "instance-finished", "The instance has ended; it takes no more events."),
            DeliveryStatus.NotAwaited => Problems.Of(StatusCodes.Status409Conflict, "event-not-awaited", $"Nothing in the instance waits for {request.Name} now."),
            _ => Unknown(id),
        };
    }

    private static async Task<InstanceDetail?> VisibleAsync(Guid id, ClaimsPrincipal user, InstanceQueries instances, CancellationToken stop) =>
        await instances.FindAsync(new InstanceId(id), stop) is { } found && Viewer.Of(user).MaySee(found.Summary.CentreNumber) ? found : null;

    private static IResult Unknown(Guid id) => Problems.NotFound("instance-unknown", $"There is no instance {id} that you may see.");
}
