namespace OcrWorkflows.Storage.Outgoing;

/// <summary>A message on its way out.</summary>
/// <param name="Key">The receiver's key against doubles: a message may come more than once.</param>
public sealed record OutboxMessage(Guid Id, string Key, string Kind, string Payload, InstanceId? InstanceId, DateTimeOffset CreatedAt);

/// <summary>A way out of the house. The first registered one that carries a kind is used for it.</summary>
public interface IOutboxChannel
{
    bool Carries(string kind);

    /// <summary>Sends it; returning means that it has arrived. An exception means a later try.</summary>
    Task SendAsync(OutboxMessage message, CancellationToken stop);
}
