using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Outgoing;

/// <summary>Carries the events that workflows publish to whoever waits for them or is started by them. Each receiver takes it once, however often it is sent.</summary>
public sealed class WorkflowEventChannel(IDbContextFactory<OcrDbContext> databases, IServiceProvider services, DefinitionLibrary definitions) : IOutboxChannel
{
    public const string Kind = "workflow-event";

    private static readonly Actor Sender = new("workflow");

    public bool Carries(string kind) => kind == Kind;

    public static OutboxRow Message(Guid id, InstanceId from, PublishEventRequest published, DateTimeOffset now) => new()
    {
        Id = id,
        Key = $"{Kind}:{from}:{published.Id}",
        Kind = Kind,
        Payload = JsonSerializer.Serialize(new Published(new EventArrived(published.Name, published.Payload).ToJson(), published.CorrelationId)),
        InstanceId = from,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    public async Task SendAsync(OutboxMessage message, CancellationToken stop)
    {
        var published = JsonSerializer.Deserialize<Published>(message.Payload)!;
        var arrived = (EventArrived)WorkflowEvent.FromJson(published.Event);
        var inbox = services.GetRequiredService<Inbox>(); // late, for the Inbox is made of what writes messages
        foreach (var receiver in await WaitingAsync(arrived.Name, published.CorrelationId, stop))
        {
            await inbox.DeliverAsync(receiver, arrived, DerivedIds.Of($"{message.Key}:{receiver}"), Sender, stop);
        }

        foreach (var definition in definitions.Ids)
        {
            foreach (var trigger in definitions.Current(definition).TriggersFor(arrived.Name))
            {
                var start = new StartRequest(definition, new Dictionary<string, object?>(), published.CorrelationId) { TriggerActivityId = trigger, TriggerPayload = arrived.Payload };
                await inbox.StartAsync(start, DerivedIds.Of($"{message.Key}:{definition}:{trigger}"), Sender, stop);
            }
        }
    }

    private async Task<IReadOnlyList<InstanceId>> WaitingAsync(string name, string? correlationId, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Set<BookmarkRow>().Where(b => b.EventName == name && (correlationId == null || b.CorrelationId == correlationId))
            .Select(b => b.InstanceId).Distinct().ToListAsync(stop);
    }

    private sealed record Published(string Event, string? CorrelationId);
}
