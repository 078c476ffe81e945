using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Api;

/// <summary>An operation on one instance.</summary>
/// <param name="Operation">cancel, suspend, resume, retry, set-variable, move, skip, repeat or migrate.</param>
/// <param name="Reason">Why; stands in the journal.</param>
/// <param name="DryRun">True: say what would happen and change nothing.</param>
/// <param name="Activity">For retry, skip, repeat: the activity; for move: where it stands.</param>
/// <param name="To">For move: the activity to go on at.</param>
/// <param name="Outcome">For skip: the port to follow.</param>
/// <param name="Variable">For set-variable: its name.</param>
/// <param name="Value">For set-variable: any JSON.</param>
/// <param name="ToVersion">For migrate.</param>
/// <param name="Mapping">For migrate: activity before to activity after.</param>
/// <param name="RestartTimers">For migrate: true when waiting timers and tasks begin again.</param>
public sealed record OperationRequest(
    string Operation, string Reason, bool DryRun = false, string? Activity = null, string? To = null, string? Outcome = null, string? Variable = null,
    JsonElement? Value = null, int? ToVersion = null, Dictionary<string, string>? Mapping = null, bool RestartTimers = false)
{
    private static readonly Dictionary<string, Func<OperationRequest, Operation>> Known = new(StringComparer.Ordinal)
    {
        ["cancel"] = r => new(new CancelRequested(r.Reason)),
        ["suspend"] = r => new(new HoldRequested(r.Reason)),
        ["resume"] = r => new(new ReleaseRequested(r.Reason)),
        ["retry"] = r => new(new RetryRequested(Need(r.Activity, "activity"), r.Reason)),
        ["set-variable"] = r => new(new VariableChange(Need(r.Variable, "variable"), ApiJson.Plain(r.Value ?? default), r.Reason)),
        ["move"] = r => new(new MoveRequested(Need(r.Activity, "activity"), Need(r.To, "to"), r.Reason)),
        ["skip"] = r => new(new SkipRequested(Need(r.Activity, "activity"), r.Outcome, r.Reason)),
        ["repeat"] = r => new(new RepeatRequested(Need(r.Activity, "activity"), r.Reason)),
        ["migrate"] = r => new(new MigrationRequested(r.Mapping ?? [], r.RestartTimers, r.Reason), r.ToVersion ?? throw new OperationRefusedException("This operation needs the member toVersion.")),
    };

    /// <exception cref="OperationRefusedException">It is not an operation, or lacks something.</exception>
    public Operation Read() => string.IsNullOrWhiteSpace(Reason) ? throw new OperationRefusedException("An operation needs a reason.")
        : Operation is not null && Known.TryGetValue(Operation, out var read) ? read(this)
        : throw new OperationRefusedException($"There is no operation '{Operation}'; use one of {string.Join(", ", Known.Keys)}.");

    private static string Need(string? value, string member) => value is { Length: > 0 } ? value : throw new OperationRefusedException($"This operation needs the member {member}.");
}

/// <summary>Operations on workflow instances by hand.</summary>
public static class OperationsApi
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/{id:guid}/operations", RunAsync).RequireAuthorization(Policies.Operate)
        .WithSummary("Cancel, suspend, resume, retry, set-variable, move, skip, repeat, migrate. The header Idempotency-Key (a UUID) makes a repeat harmless.")
        .WithExample("""{ "operation": "suspend", "reason": "The centre asked for time.", "dryRun": true }""")
        .Produces<OperationResult>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> RunAsync(
        Guid id, OperationRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, InstanceOperations operations, IIdSource ids, CancellationToken stop)
    {
        if (!IdempotencyKey.TryRead(key, out var requestId))
        {
            return IdempotencyKey.Unreadable;
        }

        Operation operation;
        try
        {
            operation = request.Read();
        }
        catch (OperationRefusedException fault)
        {
            return Problems.Bad("bad-operation", fault.Message);
        }

        var result = await operations.RunAsync(new InstanceId(id), operation, request.DryRun, requestId ?? ids.Next(), Viewer.Of(user).Actor, stop);
        return result.Outcome switch
        {
            OperationOutcome.UnknownInstance => Problems.NotFound("instance-unknown", $"There is no instance {id} that you may see."),
            OperationOutcome.Refused => Problems.Of(StatusCodes.Status409Conflict, "operation-refused", result.Refusal!),
            _ => Results.Ok(result),
        };
    }
}
