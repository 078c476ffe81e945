using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Starts a workflow for every item; where it waits, an activity may run for each child that completes or faults.</summary>
internal sealed class BulkDispatchKind : ActivityKind
{
    private const string Open = "open";

    private sealed record Reactions(ActivityNode? Completed, ActivityNode? Faulted);

    public override string Type => "Elsa.BulkDispatchWorkflows";

    public override IReadOnlyList<InputContract> Inputs { get; } =
    [
        new("workflowDefinitionId", typeof(string), Required: true), new("items", typeof(object[]), Required: true), new("defaultItemInputKey", typeof(string)),
        new("correlationIdFunction", typeof(string)), new("input", typeof(IReadOnlyDictionary<string, object?>)), new("waitForCompletion", typeof(bool)),
        new("startNewTrace", typeof(bool)), new("channelName", typeof(string)),
    ];

    public override IReadOnlyList<string> Members { get; } = ["childCompleted", "childFaulted"];

    public override IReadOnlyList<VariableDeclaration> ChildVariables { get; } = [new("ChildInstanceId", "ChildInstanceId", typeof(string), null), new("ChildOutput", "ChildOutput", typeof(object), null)];

    public override IReadOnlyList<string> Ports(ActivityNode node) => ["Done", "Completed", "Canceled"];

    public override bool Pauses(ActivityNode node) => true;

    public override void Read(ActivityReading reading) => reading.Node.Detail = new Reactions(reading.ReadChild("childCompleted"), reading.ReadChild("childFaulted"));

    public override void Execute(ActivityContext context)
    {
        var items = context.Input("items") as IReadOnlyList<object?> ?? [];
        if (items.Count == 0)
        {
            context.Complete("Completed", "Done");
            return;
        }

        var definition = context.Required<string>("workflowDefinitionId");
        var waits = context.Input("waitForCompletion") is true;
        var shared = context.Input("input") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
        var key = context.Input("defaultItemInputKey") as string ?? "Item";
        context.Run.Memory[Open] = (long)items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            var input = new Dictionary<string, object?>(shared, StringComparer.Ordinal);
            foreach (var (name, value) in items[i] as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?> { [key] = items[i] })
            {
                input[name] = value;
            }

            context.Burst.Request(new StartChildRequest(
                $"{context.Run.Id}#{i}", context.Node.Id, Type, new Dictionary<string, object?>(), definition,
                ChildInput.Of(context, input), context.Input("correlationIdFunction") as string, Inline: false, waits));
        }
    }

    public override void Resumed(ActivityContext context, object? payload)
    {
        switch (payload)
        {
            case ChildStarted started when context.Input("waitForCompletion") is true:
                context.Wait(new Bookmark("", BookmarkKind.Child, "", "", ChildInstanceId: started.InstanceId), $"Waits for the workflow {started.InstanceId}.");
                break;
            case ChildStarted:
                Count(context);
                break;
            case ChildEnded ended:
                React(context, ended);
                break;
            default:
                throw new InvalidOperationException($"{Type} does not expect {payload?.GetType().Name ?? "nothing"}.");
        }
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes) => Count(context);

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => Count(context);

    private static void React(ActivityContext context, ChildEnded ended)
    {
        var reactions = (Reactions)context.Node.Detail!;
        var reaction = ended.SubStatus == InstanceSubStatus.Finished ? reactions.Completed : reactions.Faulted;
        if (reaction is not null)
        {
            context.Schedule(reaction, ("ChildOutput", ended.Output));
        }
        else if (ended.SubStatus == InstanceSubStatus.Finished)
        {
            Count(context);
        }
        else
        {
            throw new ActivityFaultException($"A workflow that was waited for has ended as {ended.SubStatus}.");
        }
    }

    private static void Count(ActivityContext context)
    {
        var open = (long)context.Run.Memory[Open]! - 1;
        context.Run.Memory[Open] = open;
        if (open == 0)
        {
            context.Complete("Completed", "Done");
        }
    }
}
