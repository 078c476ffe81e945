using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>
/// Activities joined by connections. A completed activity's connections are followed when their port is among its outcomes;
/// along the others a dead path spreads, so that joins further on know what not to wait for.
/// </summary>
internal sealed class FlowchartKind : ActivityKind
{
    private const string StartedAt = "start";

    public override string Type => "Elsa.Flowchart";

    public override IReadOnlyList<string> Members { get; } = ["activities", "variables", "connections", "start"];

    public override void Read(ActivityReading reading)
    {
        reading.ReadChildren("activities");
        reading.Node.Detail = FlowchartReading.Graph(reading);
    }

    public override void Execute(ActivityContext context)
    {
        var graph = Graph(context.Node);
        var trigger = context.Burst.TriggerActivityId;
        var start = graph.Activities.FirstOrDefault(a => a.WithDescendants().Any(n => n.Id == trigger)) ?? graph.Start;
        if (start is null)
        {
            context.Complete();
            return;
        }

        context.Run.Memory[StartedAt] = start.Id;
        context.Schedule(start);
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        if (child.Kind.EndsContainer)
        {
            context.Complete();
            return;
        }

        Leave(context, child, outcomes);
        if (!context.HasOpenChildren)
        {
            context.Complete();
        }
    }

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => Leave(context, child, []);

    /// <summary>Cancels what still runs on the other ways to a join.</summary>
    public static void CancelAncestors(ActivityContext join)
    {
        if (join.Run.Parent is { Node.Kind: FlowchartKind } flow)
        {
            CancelAncestors(new ActivityContext(join.Burst, flow), join.Node);
        }
    }

    private static void CancelAncestors(ActivityContext flow, ActivityNode join)
    {
        var ancestors = Paths(flow).Ancestors(join.Id);
        foreach (var run in flow.Burst.ChildrenOf(flow.Run).Where(r => r.HasStarted && ancestors.Contains(r.Node.Id)).ToArray())
        {
            flow.Burst.Cancel(run, tellParent: true);
        }
    }

    private static void Leave(ActivityContext flow, ActivityNode activity, IReadOnlyList<string> outcomes)
    {
        var scope = new FlowScope(flow.Run, Paths(flow));
        scope.VisitActivity(activity.Id);
        foreach (var connection in Graph(flow.Node).Outbound(activity.Id))
        {
            Pass(flow, scope, connection, outcomes.Contains(connection.Port));
        }
    }

    private static void Pass(ActivityContext flow, FlowScope scope, Connection connection, bool followed)
    {
        scope.VisitConnection(connection, followed);
        var target = Graph(flow.Node).Activity(connection.Target);
        if (Paths(flow).IsBackward(connection))
        {
            if (followed)
            {
                flow.Schedule(target);
            }
        }
        else if (IsWaitAny(flow, target))
        {
            PassToWaitAny(flow, scope, connection, target);
        }
        else if (scope.AllInboundVisited(target.Id))
        {
            var goesOn = JoinModeOf(flow, target) == JoinMode.WaitAll ? scope.AllInboundFollowed(target.Id) : scope.AnyInboundFollowed(target.Id);
            ScheduleOrSkip(flow, target, goesOn);
        }
    }

    private static void PassToWaitAny(ActivityContext flow, FlowScope scope, Connection connection, ActivityNode join)
    {
        if (!scope.IsNew(connection))
        {
            return;
        }

        if (scope.AnyInboundFollowed(join.Id))
        {
            CancelAncestors(flow, join);
            flow.Schedule(join);
        }
        else if (scope.AllInboundVisited(join.Id))
        {
            ScheduleOrSkip(flow, join, goesOn: false);
        }
    }

    private static void ScheduleOrSkip(ActivityContext flow, ActivityNode activity, bool goesOn)
    {
        if (goesOn)
        {
            flow.Schedule(activity);
        }
        else
        {
            Leave(flow, activity, []);
        }
    }

    private static bool IsWaitAny(ActivityContext flow, ActivityNode target) =>
        target.Kind is FlowJoinKind && JoinModeOf(flow, target) == JoinMode.WaitAny;

    /// <summary>Any activity joins like <see cref="JoinMode.WaitAllActive"/>. A mode that cannot be told lets the join run, which then faults.</summary>
    private static JoinMode JoinModeOf(ActivityContext flow, ActivityNode target)
    {
        try
        {
            return target.Kind is FlowJoinKind ? FlowJoinKind.Mode(target, flow.Sight) : JoinMode.WaitAllActive;
        }
        catch (ActivityFaultException)
        {
            return JoinMode.WaitAllActive;
        }
    }

    private static FlowGraph Graph(ActivityNode node) => (FlowGraph)node.Detail!;

    private static FlowPaths Paths(ActivityContext flow) => Graph(flow.Node).From((string)flow.Run.Memory[StartedAt]!);
}
