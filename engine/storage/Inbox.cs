using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage;

public enum DeliveryStatus
{
    /// <summary>The turn was taken and committed.</summary>
    Delivered,

    /// <summary>This request was carried out before; nothing was done.</summary>
    AlreadyDelivered,

    UnknownInstance,

    /// <summary>The instance has ended.</summary>
    AlreadyFinished,

    /// <summary>Nothing in the instance waits for this event.</summary>
    NotAwaited,
}

public sealed record Delivery(DeliveryStatus Status, InstanceId Instance, InstanceState? State);

/// <summary>How a new instance begins.</summary>
/// <param name="DefinitionId">The current version of it is used.</param>
public sealed record StartRequest(
    string DefinitionId,
    IReadOnlyDictionary<string, object?> Input,
    string? CorrelationId = null,
    string? CentreNumber = null,
    string? QualificationCode = null);

/// <summary>The only door: one event, one turn, one transaction.</summary>
public sealed class Inbox
{
    /// <summary>Starts an instance; with a request id seen before, answers with the instance it started then.</summary>
    public Task<Delivery> StartAsync(StartRequest start, Guid request, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Delivers an event to an instance. A clash with another host is retried on the fresh state.</summary>
    public Task<Delivery> DeliverAsync(InstanceId instance, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Starts an instance within the caller's transaction and context, without committing: for imports and sweeps, which commit many together.</summary>
    public Task<Delivery> StartWithinAsync(OcrDbContext database, StartRequest start, Guid request, Actor actor, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>Delivers within the caller's transaction and context, under a savepoint: a failing turn rolls back alone and throws.</summary>
    public Task<Delivery> DeliverWithinAsync(OcrDbContext database, InstanceId instance, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) => throw new NotImplementedException();
}
