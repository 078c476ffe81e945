using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>
/// Activities joined by connections. A completed activity's connections are followed when their port is among its outcomes;
/// along the others a dead path spreads, so that joins further on know what not to wait for.
/// </summary>
internal sealed class FlowchartKind : ActivityKind
{
    private enum Entry
    {
        NotYet,
        Go,
        Skip,
    }

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
        var start = (trigger is null ? null : graph.Activities.FirstOrDefault(a => a.WithDescendants().Any(n => n.Id == trigger))) ?? graph.Start;
        if (start is null)
        {
            context.Complete();
            return;
        }

        Enter(context, FlowMemory.Begin(context.Run, graph, start.Id), start);
    }

    public override void ChildCompleted(ActivityContext context, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        if (child.Kind.EndsContainer)
        {
            context.Complete();
            return;
        }

        Depart(context, child, outcomes);
        if (!context.HasOpenChildren)
        {
            context.Complete();
        }
    }

    public override void ChildCanceled(ActivityContext context, ActivityNode child) => Depart(context, child, []);

    /// <summary>Cancels what still runs on the other ways to a join.</summary>
    public static void CancelAncestors(ActivityContext join)
    {
        if (join.Run.Parent is { Node.Kind: FlowchartKind } flow)
        {
            CancelAncestors(join.Burst.ContextOf(flow), join.Node);
        }
    }

    private static void CancelAncestors(ActivityContext flow, ActivityNode join)
    {
        var ancestors = Paths(flow).Ancestors(join.Id);
        foreach (var run in flow.Burst.ChildrenOf(flow.Run).Where(r => r.HasStarted && ancestors.Contains(r.Node.Id)).ToArray())
        {
            if (flow.Burst.ChildrenOf(run).Any())
            {
                flow.Burst.Differ("DIF210", run);
            }

            flow.Burst.Cancel(run, tellParent: true);
        }
    }

    private static void Depart(ActivityContext flow, ActivityNode activity, IReadOnlyList<string> outcomes)
    {
        var scope = FlowMemory.Of(flow.Run, Graph(flow.Node));
        if (IsWaitAny(flow, activity))
        {
            scope.VisitActivity(activity.Id);
        }

        Leave(flow, scope, activity, outcomes);
    }

    /// <summary>Passes the connections of an activity, and on along every dead path; a list and not a recursion, so that no path is too long.</summary>
    private static void Leave(ActivityContext flow, FlowMemory scope, ActivityNode activity, IReadOnlyList<string> outcomes)
    {
        var graph = Graph(flow.Node);
        var open = scope.Borrow();
        Push(open, graph, activity, outcomes);
        while (open.TryPop(out var next))
        {
            scope.VisitConnection(next.Connection, next.Followed);
            var target = graph.Activity(next.Connection.Target);
            var entry = EntryOf(flow, scope, next.Connection, next.Followed, target);
            if (entry == Entry.Go)
            {
                Enter(flow, scope, target);
            }
            else if (entry == Entry.Skip)
            {
                scope.VisitActivity(target.Id);
                Push(open, graph, target, []);
            }
        }

        scope.GiveBack(open);
    }

    /// <summary>The last connection first, so that the first is passed first.</summary>
    private static void Push(Stack<(Connection Connection, bool Followed)> open, FlowGraph graph, ActivityNode from, IReadOnlyList<string> taken)
    {
        var connections = graph.Outbound(from.Id);
        for (var i = connections.Length - 1; i >= 0; i--)
        {
            open.Push((connections[i], Contains(taken, connections[i].Port)));
        }
    }

    private static bool Contains(IReadOnlyList<string> outcomes, string port)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i] == port)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What passing a connection means for its target.</summary>
    private static Entry EntryOf(ActivityContext flow, FlowMemory scope, Connection connection, bool followed, ActivityNode target)
    {
        if (Paths(flow).IsBackward(connection))
        {
            return followed ? Entry.Go : Entry.NotYet;
        }

        if (IsWaitAny(flow, target))
        {
            return WaitAnyEntry(flow, scope, connection, target);
        }

        if (!scope.AllInboundVisited(target.Id))
        {
            return Entry.NotYet;
        }

        var goesOn = JoinModeOf(flow, target) == JoinMode.WaitAll ? scope.AllInboundFollowed(target.Id) : scope.AnyInboundFollowed(target.Id);
        return goesOn ? Entry.Go : Entry.Skip;
    }

    private static Entry WaitAnyEntry(ActivityContext flow, FlowMemory scope, Connection connection, ActivityNode join)
    {
        if (!scope.IsNew(connection))
        {
            return Entry.NotYet;
        }

        if (scope.AnyInboundFollowed(join.Id))
        {
            CancelAncestors(flow, join);
            return flow.Burst.IsQueued(join, flow.Run) ? Entry.NotYet : Entry.Go;
        }

        return scope.AllInboundVisited(join.Id) ? Entry.Skip : Entry.NotYet;
    }

    /// <summary>Schedules an activity. It counts as visited from now on; a WaitAny join only once it has run, so that a branch cancelled by it still reaches it.</summary>
    private static void Enter(ActivityContext flow, FlowMemory scope, ActivityNode activity)
    {
        if (!IsWaitAny(flow, activity))
        {
            scope.VisitActivity(activity.Id);
        }

        flow.Schedule(activity);
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

    private static FlowPaths Paths(ActivityContext flow) => FlowMemory.Of(flow.Run, Graph(flow.Node)).Paths;
}
