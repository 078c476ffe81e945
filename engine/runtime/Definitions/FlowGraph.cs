using System.Collections.Concurrent;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>The connections of a flowchart.</summary>
/// <param name="start">Id of the start that the file names; null when it leaves it open.</param>
internal sealed class FlowGraph(IReadOnlyList<ActivityNode> activities, IReadOnlyList<Connection> connections, string? start = null)
{
    private readonly Dictionary<string, ActivityNode> _activities = activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
    private readonly ILookup<string, Connection> _outbound = connections.ToLookup(c => c.Source, StringComparer.Ordinal);
    private readonly ILookup<string, Connection> _inbound = connections.ToLookup(c => c.Target, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FlowPaths> _paths = new(StringComparer.Ordinal);

    public IReadOnlyList<ActivityNode> Activities => activities;

    public IReadOnlyList<Connection> Connections => connections;

    public ActivityNode Activity(string id) => _activities[id];

    public IEnumerable<Connection> Outbound(string id) => _outbound[id];

    public IEnumerable<Connection> Inbound(string id) => _inbound[id];

    /// <summary>How the graph looks from a start.</summary>
    public FlowPaths From(string start) => _paths.GetOrAdd(start, s => new FlowPaths(this, s));

    /// <summary>The one the file names, else the first Elsa.Start, else the first that may start the workflow, else the first that nothing leads to, else the first. Null when empty.</summary>
    public ActivityNode? Start =>
        activities.FirstOrDefault(a => a.Id == start)
        ?? activities.FirstOrDefault(a => a.Kind is Activities.StartKind)
        ?? activities.FirstOrDefault(a => a.CanStartWorkflow)
        ?? activities.FirstOrDefault(a => !_inbound.Contains(a.Id))
        ?? (activities.Count > 0 ? activities[0] : null);
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
    public IReadOnlyList<Connection> ForwardInbound(string id) => _forwardInbound[id];

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
        path.Push((_start, _graph.Outbound(_start).GetEnumerator()));
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
                path.Push((connection.Target, _graph.Outbound(connection.Target).GetEnumerator()));
            }
        }

        return reached;
    }
}
