using System.Collections.Concurrent;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>The connections of a flowchart.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, (ActivityNode Node, int Place)> _activities = new(StringComparer.Ordinal);
    private readonly Dictionary<Connection, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Connection[]> _outbound;
    private readonly Dictionary<string, Connection[]> _inbound;
    private readonly ConcurrentDictionary<string, FlowPaths> _paths = new(StringComparer.Ordinal);

    /// <param name="start">Id of the start that the file names; null when it leaves it open.</param>
    public FlowGraph(IReadOnlyList<ActivityNode> activities, IReadOnlyList<Connection> connections, string? start = null)
    {
        (Activities, Connections) = (activities, connections);
        _outbound = connections.GroupBy(c => c.Source, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _inbound = connections.GroupBy(c => c.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        foreach (var activity in activities)
        {
            _activities.Add(activity.Id, (activity, _activities.Count));
        }

        ActivityKeys = [.. activities.Select(a => "activity " + a.Id)];
        var distinct = connections.Distinct().ToArray(); // one that stands twice in the file is one
        ConnectionKeys = [.. distinct.Select(c => ($"connection {c.Source}:{c.Port}->{c.Target}", $"followed {c.Source}:{c.Port}->{c.Target}"))];
        foreach (var connection in connections)
        {
            _places[connection] = Array.IndexOf(distinct, connection);
        }

        Start = activities.FirstOrDefault(a => a.Id == start)
            ?? activities.FirstOrDefault(a => a.Kind is Runtime.Activities.StartKind)
            ?? activities.FirstOrDefault(a => a.CanStartWorkflow)
            ?? activities.FirstOrDefault(a => !_inbound.ContainsKey(a.Id))
            ?? (activities.Count > 0 ? activities[0] : null);
    }

    public IReadOnlyList<ActivityNode> Activities { get; }

    public IReadOnlyList<Connection> Connections { get; }

    /// <summary>Under which a run at rest keeps its counts, by the place of the activity.</summary>
    public string[] ActivityKeys { get; }

    /// <summary>The same by the place of the connection.</summary>
    public (string Passed, string Followed)[] ConnectionKeys { get; }

    public ActivityNode Activity(string id) => _activities[id].Node;

    public int PlaceOf(string id) => _activities[id].Place;

    public int PlaceOf(Connection connection) => _places[connection];

    public Connection[] Outbound(string id) => _outbound.GetValueOrDefault(id, []);

    public Connection[] Inbound(string id) => _inbound.GetValueOrDefault(id, []);

    /// <summary>How the graph looks from a start.</summary>
    public FlowPaths From(string start) => _paths.GetOrAdd(start, s => new FlowPaths(this, s));

    /// <summary>The one the file names, else the first Elsa.Start, else the first that may start the workflow, else the first that nothing leads to, else the first. Null when empty.</summary>
    public ActivityNode? Start { get; }
}

/// <summary>A flowchart seen from one start: what can be reached, which connections go forward and which are loops.</summary>
internal sealed class FlowPaths
{
    private readonly FlowGraph _graph;
    private readonly string _start;
    private readonly HashSet<Connection> _backward = [];
    private readonly Dictionary<string, Connection[]> _forwardInbound = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HashSet<string>> _ancestors = new(StringComparer.Ordinal);

    public FlowPaths(FlowGraph graph, string start)
    {
        _graph = graph;
        _start = start;
        Reached = Walk();
        foreach (var activity in graph.Activities)
        {
            _forwardInbound[activity.Id] = [.. graph.Inbound(activity.Id).Where(c => Reached.Contains(c.Source) && !_backward.Contains(c))];
        }
    }

    public IReadOnlySet<string> Reached { get; }

    public IEnumerable<Connection> Backward => _backward;

    public bool IsBackward(Connection connection) => _backward.Contains(connection);

    /// <summary>Connections that a join waits for: from what can be reached, loops left out.</summary>
    public Connection[] ForwardInbound(string id) => _forwardInbound[id];

    /// <summary>Everything from which the activity can be reached, but not itself.</summary>
    public IReadOnlySet<string> Ancestors(string id) => _ancestors.GetOrAdd(id, of =>
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([of]);
        while (open.TryPop(out var at))
        {
            foreach (var connection in _graph.Inbound(at).Where(c => found.Add(c.Source)))
            {
                open.Push(connection.Source);
            }
        }

        found.Remove(of);
        return found;
    });

    /// <summary>True when every way from the start to the source of the connection passes its target: a proper loop.</summary>
    public bool IsProperLoop(Connection backward)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { backward.Target, _start };
        var open = new Stack<string>(_start == backward.Target ? [] : [_start]);
        while (open.TryPop(out var at))
        {
            foreach (var connection in _graph.Outbound(at).Where(c => found.Add(c.Target)))
            {
                open.Push(connection.Target);
            }
        }

        return backward.Source == backward.Target || !found.Contains(backward.Source);
    }

    /// <summary>Depth first; a connection to an activity on the way back to the start is backward.</summary>
    private HashSet<string> Walk()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { _start };
        var onPath = new HashSet<string>(StringComparer.Ordinal) { _start };
        var path = new Stack<(string Id, IEnumerator<Connection> Next)>();
        path.Push((_start, _graph.Outbound(_start).AsEnumerable().GetEnumerator()));
        while (path.TryPeek(out var at))
        {
            if (!at.Next.MoveNext())
            {
                onPath.Remove(at.Id);
                path.Pop();
                continue;
            }

            var connection = at.Next.Current;
            if (onPath.Contains(connection.Target))
            {
                _backward.Add(connection);
            }
            else if (reached.Add(connection.Target))
            {
                onPath.Add(connection.Target);
                path.Push((connection.Target, _graph.Outbound(connection.Target).AsEnumerable().GetEnumerator()));
            }
        }

        return reached;
    }
}
