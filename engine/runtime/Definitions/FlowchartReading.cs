using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Reads the connections of a flowchart and checks that they lead somewhere.</summary>
internal static class FlowchartReading
{
    public static FlowGraph Graph(ActivityReading reading)
    {
        var children = reading.Node.Children;
        var connections = new List<Connection>();
        var places = new Dictionary<Connection, SourceNode>();
        var written = reading.Source.Find("connections");
        foreach (var item in (written?.Find("$values") ?? written)?.Items ?? [])
        {
            if (Read(item, children, reading) is { } connection && places.TryAdd(connection, item))
            {
                connections.Add(connection);
            }
        }

        var graph = new FlowGraph(children, connections, NamedStart(children, reading));
        CheckPaths(graph, places, reading);
        return graph;
    }

    private static string? NamedStart(List<ActivityNode> children, ActivityReading reading)
    {
        var written = reading.Source.Find("start");
        var id = written is { Kind: SourceKind.Object } ? written.Find("id") : written;
        if (id is not { Kind: SourceKind.String })
        {
            return null;
        }

        if (!children.Exists(c => c.Id == id.Text))
        {
            reading.Report(id.At("WFL008", $"The start \"{id.Text}\" is no activity of the flowchart \"{reading.Node.Id}\".", Spelling.DidYouMeanOrList(id.Text!, children.Select(c => c.Id))));
        }

        return id.Text;
    }

    private static Connection? Read(SourceNode item, List<ActivityNode> children, ActivityReading reading)
    {
        var source = Activity(item, "source", children, reading);
        var target = Activity(item, "target", children, reading);
        if (source is null || target is null)
        {
            return null;
        }

        var written = item.Find("source")?.Find("port") ?? item.Find("sourcePort");
        var port = written?.Text is { Length: > 0 } text && written.Kind == SourceKind.String ? text : "Done";
        if (source.Kind.Ports(source) is { } ports && !ports.Contains(port))
        {
            if (ports.Count == 0)
            {
                reading.Report((written ?? item).At("WFL017", $"Nothing can follow the activity \"{source.Id}\" ({source.Kind.Type}): the connection is never followed.", "Take it out.", DiagnosticSeverity.Warning));
                return new Connection(source.Id, port, target.Id);
            }

            reading.Report((written ?? item).At("WFL009", $"The activity \"{source.Id}\" ({source.Kind.Type}) has no port \"{port}\".", Spelling.DidYouMeanOrList(port, ports)));
            return null;
        }

        return new Connection(source.Id, port, target.Id);
    }

    private static ActivityNode? Activity(SourceNode item, string end, List<ActivityNode> children, ActivityReading reading)
    {
        var written = item.Find(end);
        var id = written is { Kind: SourceKind.Object } ? written.Find("activity") : written;
        if (id is not { Kind: SourceKind.String })
        {
            reading.Report((written ?? item).At("WFL018", $"The connection does not name its {end}."));
            return null;
        }

        var found = children.Find(c => c.Id == id.Text);
        if (found is null)
        {
            reading.Report(id.At("WFL008", $"The connection's {end} \"{id.Text}\" is no activity of the flowchart \"{reading.Node.Id}\".", Spelling.DidYouMeanOrList(id.Text!, children.Select(c => c.Id))));
        }

        return found;
    }

    private static void CheckPaths(FlowGraph graph, Dictionary<Connection, SourceNode> places, ActivityReading reading)
    {
        if (graph.Start is not { } start)
        {
            return;
        }

        var starts = graph.Activities.Where(a => a.CanStartWorkflow).Prepend(start).Select(a => graph.From(a.Id)).ToArray();
        foreach (var stranded in graph.Activities.Where(a => !starts.Any(s => s.Reached.Contains(a.Id))))
        {
            reading.Report(stranded.Source.At("WFL017", $"Nothing leads to the activity \"{stranded.Id}\": it never runs.", "Connect it or take it out.", DiagnosticSeverity.Warning));
        }

        foreach (var trap in Loops.WithoutWayOut(graph, starts.SelectMany(s => s.Reached).ToHashSet()))
        {
            reading.Report(trap.Source.At("WFL025", $"The loop through \"{trap.Id}\" has no way out: nothing in it waits, and no path leaves it.", "Let a path lead out of it, or let it wait for an event, a task or a timer."));
        }

        foreach (var loop in starts.SelectMany(s => s.Backward.Where(b => !s.IsProperLoop(b))).Distinct())
        {
            reading.Report(places[loop].At("WFL019", $"The loop back from \"{loop.Source}\" to \"{loop.Target}\" can be entered past \"{loop.Target}\".", $"Let every way into the loop pass \"{loop.Target}\"."));
        }
    }
}
