using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>What a person asks to be done to one instance.</summary>
/// <param name="Event">A <see cref="OperationEvent"/>, a retry or a cancellation; with its reason.</param>
/// <param name="ToVersion">For a migration: the version to go on with.</param>
public sealed record Operation(WorkflowEvent Event, int? ToVersion = null);

public enum OperationOutcome
{
    Done,

    /// <summary>This request was carried out before; nothing was done.</summary>
    DoneBefore,

    /// <summary>It would be done; nothing was changed.</summary>
    Rehearsed,

    /// <summary>It cannot be done; nothing was changed.</summary>
    Refused,

    UnknownInstance,
}

/// <summary>Where an instance stands, in short.</summary>
public sealed record Standing(string Status, int DefinitionVersion, IReadOnlyList<string> WaitsAt, IReadOnlyList<string> Incidents, IReadOnlyDictionary<string, object?> Variables);

/// <param name="Refusal">Why not, and what to do instead.</param>
/// <param name="Before">Null for an unknown instance.</param>
/// <param name="After">Null when nothing was done.</param>
public sealed record OperationResult(OperationOutcome Outcome, string? Refusal, Standing? Before, Standing? After);

/// <summary>Operations by hand. They go through the Inbox as events do: one turn, one transaction, a line in the chained journal with who and why.</summary>
public sealed class InstanceOperations
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly Inbox _inbox;

    internal InstanceOperations(IDbContextFactory<OcrDbContext> databases, Inbox inbox) => (_databases, _inbox) = (databases, inbox);

    /// <param name="rehearse">True: it is done in a transaction that is rolled back, so that the answer is what would happen.</param>
    public async Task<OperationResult> RunAsync(InstanceId id, Operation operation, bool rehearse, Guid request, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (await FindAsync(id, stop) is not { } before)
        {
            return new OperationResult(OperationOutcome.UnknownInstance, $"There is no instance {id}.", null, null);
        }

        try
        {
            var delivery = await _inbox.OperateAsync(id, operation.Event, operation.ToVersion, rehearse, request, actor, stop);
            return delivery.Status switch
            {
                DeliveryStatus.Delivered => new OperationResult(
                    rehearse ? OperationOutcome.Rehearsed : OperationOutcome.Done, null, before, Of(delivery.State!, operation.ToVersion ?? before.DefinitionVersion)),
                DeliveryStatus.AlreadyDelivered => new OperationResult(OperationOutcome.DoneBefore, null, before, before),
                DeliveryStatus.AlreadyFinished => Refused("The instance has ended; nothing can be done to it any more."),
                _ => Refused(operation.Event is RetryRequested retry
                    ? $"{retry.ActivityId} has not failed. Failed: {(before.Incidents.Count == 0 ? "nothing" : string.Join(", ", before.Incidents))}."
                    : "There was nothing to do."),
            };
        }
        catch (OperationRefusedException refusal)
        {
            return Refused(refusal.Message);
        }
        catch (KeyNotFoundException missing)
        {
            return Refused(missing.Message);
        }

        OperationResult Refused(string why) => new(OperationOutcome.Refused, why, before, null);
    }

    private async Task<Standing?> FindAsync(InstanceId id, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var row = await database.Set<InstanceRow>().AsNoTracking().Where(i => i.Id == id).Select(i => new { i.State, i.DefinitionVersion }).SingleOrDefaultAsync(stop);
        return row is null ? null : Of(InstanceState.FromJson(row.State), row.DefinitionVersion);
    }

    private static Standing Of(InstanceState state, int version) => new(
        state.SubStatus.ToString(),
        version,
        [.. state.Bookmarks.Select(b => b.Kind switch
        {
            BookmarkKind.Timer => $"{b.ActivityId}: timer due {b.DueAt:u}",
            BookmarkKind.Event => $"{b.ActivityId}: event {b.EventName}",
            BookmarkKind.Task => $"{b.ActivityId}: task {b.Task?.Name}",
            _ => $"{b.ActivityId}: child {b.ChildInstanceId}",
        })],
        [.. state.Incidents.Select(i => i.ActivityId)],
        state.Variables);
}
