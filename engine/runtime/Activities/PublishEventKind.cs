using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Sends an event to whoever waits for it; goes on at once.</summary>
internal sealed class PublishEventKind : ActivityKind
{
    public override string Type => "Elsa.PublishEvent";

    public override IReadOnlyList<InputContract> Inputs { get; } =
        [new("eventName", typeof(string), Required: true), new("correlationId", typeof(string)), new("isLocalEvent", typeof(bool)), new("payload", typeof(object))];

    public override void Execute(ActivityContext context) => context.Burst.Request(new PublishEventRequest(
        context.Run.Id,
        context.Node.Id,
        Type,
        new Dictionary<string, object?>(),
        context.Required<string>("eventName"),
        context.Input("correlationId") as string,
        context.Input("isLocalEvent") is true,
        context.Input("payload")));
}
