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

    /// <summary>Nothing in the instance waits for this event. Nothing was written: the same request may be tried again.</summary>
    NotAwaited,

    /// <summary>Nothing waits for this event yet: it is kept, and delivered as soon as something does.</summary>
    Kept,
}

/// <param name="State">As it now stands; null when the instance is unknown.</param>
public sealed record Delivery(DeliveryStatus Status, InstanceId Instance, InstanceState? State)
{
    /// <summary>For an event that is kept: when it is given up.</summary>
    public DateTimeOffset? KeptUntil { get; init; }
}

/// <summary>How a new instance begins.</summary>
/// <param name="DefinitionId">The current version of it is used.</param>
public sealed record StartRequest(
    string DefinitionId,
    IReadOnlyDictionary<string, object?> Input,
    string? CorrelationId = null,
    string? CentreNumber = null,
    string? QualificationCode = null)
{
    /// <summary>The activity that starts it, when an event did, and what that event brought.</summary>
    public string? TriggerActivityId { get; init; }

    public object? TriggerPayload { get; init; }
}
