using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>What a running flowchart remembers: how often each activity and connection was passed, and whether a connection was followed the last time.</summary>
internal sealed class FlowScope(ActivityRun run, FlowPaths paths)
{
    public void VisitActivity(string id) => Count("activity " + id);

    public void VisitConnection(Connection connection, bool followed)
    {
        Count("connection " + Key(connection));
        if (followed)
        {
            run.Memory["followed " + Key(connection)] = true;
        }
        else
        {
            run.Memory.Remove("followed " + Key(connection));
        }
    }

    /// <summary>Every forward way into the activity has been decided since it last ran.</summary>
    public bool AllInboundVisited(string id) => paths.ForwardInbound(id).All(c => IsNew(c));

    /// <summary>The connection was passed more often than its target has run.</summary>
    public bool IsNew(Connection connection) => Number("connection " + Key(connection)) > Number("activity " + connection.Target);

    public bool AnyInboundFollowed(string id) => paths.ForwardInbound(id).Any(WasFollowed);

    public bool AllInboundFollowed(string id) => paths.ForwardInbound(id).All(WasFollowed);

    private bool WasFollowed(Connection connection) => run.Memory.GetValueOrDefault("followed " + Key(connection)) is true;

    private long Number(string key) => run.Memory.GetValueOrDefault(key) as long? ?? 0;

    private void Count(string key) => run.Memory[key] = Number(key) + 1;

    private static string Key(Connection connection) => $"{connection.Source}:{connection.Port}->{connection.Target}";
}
