namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Finds loops of a flowchart that a turn could never leave.</summary>
internal static class Loops
{
    /// <returns>One activity of each such loop, the first in the file.</returns>
    public static IEnumerable<ActivityNode> WithoutWayOut(FlowGraph graph, IReadOnlySet<string> reached)
    {
        // what can reach an activity that can leave, or that pauses, can leave as well
        var free = new HashSet<string>(graph.Activities.Where(a => CanLeave(graph, a)).Select(a => a.Id), StringComparer.Ordinal);
        var open = new Stack<string>(free);
        while (open.TryPop(out var at))
        {
            foreach (var connection in graph.Inbound(at).Where(c => free.Add(c.Source)))
            {
                open.Push(connection.Source);
            }
        }

        var trapped = graph.Activities.Where(a => reached.Contains(a.Id) && !free.Contains(a.Id)).ToArray();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in trapped)
        {
            var loop = Reach(graph, activity.Id);
            if (loop.Contains(activity.Id) && !told.Overlaps(loop))
            {
                yield return activity;
            }

            if (loop.Contains(activity.Id))
            {
                told.UnionWith(loop);
            }
        }
    }

    /// <summary>It pauses, or it can complete by a port that no connection takes up.</summary>
    private static bool CanLeave(FlowGraph graph, ActivityNode activity) =>
        activity.Kind.Pauses(activity)
        || activity.Kind.Ports(activity) is not { } ports
        || ports.Any(p => graph.Outbound(activity.Id).All(c => c.Port != p));

    private static HashSet<string> Reach(FlowGraph graph, string from)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at))
        {
            foreach (var connection in graph.Outbound(at).Where(c => found.Add(c.Target)))
            {
                open.Push(connection.Target);
            }
        }

        return found;
    }
}
