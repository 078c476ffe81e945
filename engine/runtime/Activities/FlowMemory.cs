using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>
/// What a running flowchart remembers: how often each activity and connection was passed, and whether a connection was followed the last time.
/// Numbers by place while the turn is taken; by name in <see cref="ActivityRun.Memory"/> when at rest, where what other versions of the definition remember is kept too.
/// </summary>
internal sealed class FlowMemory : IWorkingMemory
{
    private const string StartedAt = "start";

    private readonly FlowGraph _graph;
    private readonly FlowPaths _paths;
    private readonly int[] _activities;
    private readonly int[] _connections;
    private readonly bool[] _followed;
    private Stack<(Connection Connection, bool Followed)>? _spare;

    private FlowMemory(FlowGraph graph, string start)
    {
        (_graph, _paths) = (graph, graph.From(start));
        (_activities, _connections, _followed) = (new int[graph.ActivityKeys.Length], new int[graph.ConnectionKeys.Length], new bool[graph.ConnectionKeys.Length]);
        Start = start;
    }

    public FlowPaths Paths => _paths;

    private string Start { get; }

    /// <summary>Of a run that begins.</summary>
    public static FlowMemory Begin(ActivityRun run, FlowGraph graph, string start)
    {
        var memory = new FlowMemory(graph, start);
        run.Working = memory;
        return memory;
    }

    /// <summary>Of a run that goes on.</summary>
    public static FlowMemory Of(ActivityRun run, FlowGraph graph)
    {
        if (run.Working is FlowMemory known)
        {
            return known;
        }

        run.Memory.Remove(StartedAt, out var start);
        var memory = new FlowMemory(graph, (string)start!);
        for (var i = 0; i < graph.ActivityKeys.Length; i++)
        {
            memory._activities[i] = Take(run, graph.ActivityKeys[i]);
        }

        for (var i = 0; i < graph.ConnectionKeys.Length; i++)
        {
            memory._connections[i] = Take(run, graph.ConnectionKeys[i].Passed);
            memory._followed[i] = run.Memory.Remove(graph.ConnectionKeys[i].Followed, out var followed) && followed is true;
        }

        run.Working = memory;
        return memory;
    }

    public void WriteTo(Dictionary<string, object?> memory)
    {
        memory[StartedAt] = Start;
        for (var i = 0; i < _activities.Length; i++)
        {
            if (_activities[i] > 0)
            {
                memory[_graph.ActivityKeys[i]] = (long)_activities[i];
            }
        }

        for (var i = 0; i < _connections.Length; i++)
        {
            if (_connections[i] > 0)
            {
                memory[_graph.ConnectionKeys[i].Passed] = (long)_connections[i];
            }

            if (_followed[i])
            {
                memory[_graph.ConnectionKeys[i].Followed] = true;
            }
        }
    }

    public void VisitActivity(string id) => _activities[_graph.PlaceOf(id)]++;

    public void VisitConnection(Connection connection, bool followed)
    {
        var place = _graph.PlaceOf(connection);
        _connections[place]++;
        _followed[place] = followed;
    }

    /// <summary>The connection was passed more often than its target has run.</summary>
    public bool IsNew(Connection connection) => _connections[_graph.PlaceOf(connection)] > _activities[_graph.PlaceOf(connection.Target)];

    /// <summary>Every forward way into the activity has been decided since it last ran.</summary>
    public bool AllInboundVisited(string id)
    {
        foreach (var connection in _paths.ForwardInbound(id))
        {
            if (!IsNew(connection))
            {
                return false;
            }
        }

        return true;
    }

    public bool AnyInboundFollowed(string id)
    {
        foreach (var connection in _paths.ForwardInbound(id))
        {
            if (_followed[_graph.PlaceOf(connection)])
            {
                return true;
            }
        }

        return false;
    }

    public bool AllInboundFollowed(string id)
    {
        foreach (var connection in _paths.ForwardInbound(id))
        {
            if (!_followed[_graph.PlaceOf(connection)])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An empty stack; passing one connection may lead to passing others before it is done.</summary>
    public Stack<(Connection Connection, bool Followed)> Borrow()
    {
        var stack = _spare ?? new();
        _spare = null;
        return stack;
    }

    public void GiveBack(Stack<(Connection Connection, bool Followed)> empty) => _spare = empty;

    private static int Take(ActivityRun run, string key) => run.Memory.Remove(key, out var count) && count is long number ? (int)number : 0;
}
