using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Starts another workflow, and waits for its end where the file says so.</summary>
internal abstract class ChildWorkflowKind : ActivityKind
{
    public override IReadOnlyList<InputContract> Inputs { get; } =
    [
        new("workflowDefinitionId", typeof(string), Required: true), new("correlationId", typeof(string)),
        new("input", typeof(IReadOnlyDictionary<string, object?>)), new("waitForCompletion", typeof(bool)),
        new("startNewTrace", typeof(bool)), new("channelName", typeof(string)),
    ];

    public override IReadOnlyList<string> Outputs { get; } = ["result"];

    /// <summary>True when the child takes its first turn before the activity goes on.</summary>
    protected abstract bool IsInline { get; }

    public override bool Pauses(ActivityNode node) => true;

    public override void Execute(ActivityContext context)
    {
        var request = new StartChildRequest(
            context.Run.Id,
            context.Node.Id,
            Type,
            new Dictionary<string, object?>(),
            context.Required<string>("workflowDefinitionId"),
            ChildInput.Of(context, context.Input("input") as IReadOnlyDictionary<string, object?>),
            context.Input("correlationId") as string,
            IsInline,
            Waits(context));
        context.Burst.Request(request);
    }

    public override void Resumed(ActivityContext context, object? payload)
    {
        switch (payload)
        {
            case ChildStarted started when Waits(context) && !(IsInline && HasEnded(started.SubStatus)):
                context.Wait(new Bookmark("", BookmarkKind.Child, "", "", ChildInstanceId: started.InstanceId), $"Waits for the workflow {started.InstanceId}.");
                context.Run.Memory["child"] = started.InstanceId;
                break;
            case ChildStarted started:
                End(context, started.InstanceId, started.SubStatus, started.Output, Waits(context));
                break;
            case ChildEnded ended:
                NoteResumption(context);
                End(context, context.Run.Memory["child"] as string ?? "", ended.SubStatus, ended.Output, waited: true);
                break;
            default:
                throw new InvalidOperationException($"{Type} does not expect {payload?.GetType().Name ?? "nothing"}.");
        }
    }

    protected virtual void NoteResumption(ActivityContext context)
    {
    }

    /// <summary>The value of <c>result</c>.</summary>
    protected abstract object? Result(string instanceId, InstanceSubStatus subStatus, IReadOnlyDictionary<string, object?> output, bool waited);

    private static bool HasEnded(InstanceSubStatus subStatus) => subStatus is InstanceSubStatus.Finished or InstanceSubStatus.Faulted or InstanceSubStatus.Cancelled;

    private bool Waits(ActivityContext context) => context.Input("waitForCompletion") as bool? ?? IsInline;

    private void End(ActivityContext context, string instanceId, InstanceSubStatus subStatus, IReadOnlyDictionary<string, object?> output, bool waited)
    {
        if (waited && subStatus is InstanceSubStatus.Faulted or InstanceSubStatus.Cancelled)
        {
            context.Burst.Differ("DIF214", context.Run);
            throw new ActivityFaultException($"The workflow {instanceId}, which was waited for, has ended as {subStatus}.");
        }

        context.SetOutput("result", Result(instanceId, subStatus, output, waited));
        context.Complete();
    }
}

internal sealed class ExecuteWorkflowKind : ChildWorkflowKind
{
    public override string Type => "Elsa.ExecuteWorkflow";

    protected override bool IsInline => true;

    protected override void NoteResumption(ActivityContext context) => context.Burst.Differ("DIF215", context.Run);

    protected override object? Result(string instanceId, InstanceSubStatus subStatus, IReadOnlyDictionary<string, object?> output, bool waited) => new Dictionary<string, object?>
    {
        ["WorkflowDefinitionVersionId"] = null,
        ["WorkflowInstanceId"] = instanceId,
        ["CorrelationId"] = null,
        ["Status"] = subStatus is InstanceSubStatus.Finished or InstanceSubStatus.Faulted or InstanceSubStatus.Cancelled ? 1L : 0L,
        ["SubStatus"] = (long)subStatus,
        ["Output"] = output,
    };
}

internal sealed class DispatchWorkflowKind : ChildWorkflowKind
{
    public override string Type => "Elsa.DispatchWorkflow";

    protected override bool IsInline => false;

    protected override object? Result(string instanceId, InstanceSubStatus subStatus, IReadOnlyDictionary<string, object?> output, bool waited) => waited ? output : null;
}

internal static class ChildInput
{
    public static IReadOnlyDictionary<string, object?> Of(ActivityContext context, IReadOnlyDictionary<string, object?>? given) =>
        new Dictionary<string, object?>(given ?? new Dictionary<string, object?>(), StringComparer.Ordinal) { ["ParentInstanceId"] = context.Burst.Context.InstanceId };
}
