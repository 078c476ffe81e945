using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

/// <summary>A workflow to start.</summary>
/// <param name="Definition">Such as <c>centre-approval</c>.</param>
/// <param name="Input">A value, or null, for every input that the definition declares.</param>
/// <param name="Correlation">Business key; left out when the definition sets its own.</param>
public sealed record InstanceStartRequest(string? Definition, JsonElement? Input = null, string? Correlation = null);

/// <summary>Instances started by hand.</summary>
public static class InstanceStartApi
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/", StartAsync).RequireAuthorization(Policies.StartWorkflows)
        .WithSummary("Start an instance of a definition. The header Idempotency-Key (a UUID) makes a repeat harmless: it answers with the instance that was started.")
        .WithExample("""{ "definition": "annual-update", "input": { "CentreNumber": "68199", "Year": 2026, "DueOn": "2026-10-31" } }""")
        .Produces<StartedByHand>(StatusCodes.Status201Created).Produces<StartedByHand>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> StartAsync(
        InstanceStartRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, InstanceStarting door, IIdSource ids, CancellationToken stop)
    {
        if (!IdempotencyKey.TryRead(key, out var requestId))
        {
            return IdempotencyKey.Unreadable;
        }

        if (string.IsNullOrWhiteSpace(request.Definition))
        {
            return Problems.Bad("start-incomplete", "A start needs the member definition, such as centre-approval.");
        }

        if (request.Input is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return Problems.Bad("start-incomplete", "The member input is an object with a value for each input of the definition.");
        }

        var input = request.Input is { ValueKind: JsonValueKind.Object } given ? (IReadOnlyDictionary<string, object?>)ApiJson.Plain(given)! : new Dictionary<string, object?>();
        var started = await door.StartAsync(request.Definition, input, request.Correlation, requestId ?? ids.Next(), Viewer.Of(user).Actor, stop);
        return started.Outcome switch
        {
            StartOutcome.Started => Results.Created($"/api/v1/instances/{started.Instance}", started),
            StartOutcome.AlreadyStarted => Results.Ok(started),
            StartOutcome.UnknownDefinition => Problems.NotFound("definition-unknown", started.Faults[0]),
            StartOutcome.NotByHand => Problems.Of(StatusCodes.Status409Conflict, "not-started-by-hand", started.Faults[0]),
            _ => Problems.Of(StatusCodes.Status400BadRequest, "start-input", string.Join(' ', started.Faults), new Dictionary<string, object?> { ["faults"] = started.Faults }),
        };
    }
}
