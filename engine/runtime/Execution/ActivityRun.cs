using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime.Execution;

internal enum RunStatus
{
    Pending,
    Running,
    Faulted,
    Completed,
}

/// <summary>One run of an activity, inside the run of its container. Lives only while a turn is taken; kept as <see cref="StoredRun"/>.</summary>
internal sealed class ActivityRun(string id, ActivityNode node, ActivityRun? parent)
{
    public string Id { get; } = id;

    public ActivityNode Node { get; } = node;

    public ActivityRun? Parent { get; } = parent;

    public RunStatus Status { get; set; } = RunStatus.Pending;

    /// <summary>Values of the variables this run is the scope of, by variable id.</summary>
    public Dictionary<string, object?> Variables { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What the kind remembers of this run: plain values only, no nesting.</summary>
    public Dictionary<string, object?> Memory { get; init; } = new(StringComparer.Ordinal);

    /// <summary>True from the first execution on.</summary>
    public bool HasStarted => Status is RunStatus.Running or RunStatus.Faulted;
}

/// <summary>An <see cref="ActivityRun"/> at rest.</summary>
internal sealed record StoredRun(
    string Id,
    string ActivityId,
    string? ParentId,
    RunStatus Status,
    IReadOnlyDictionary<string, object?> Variables,
    IReadOnlyDictionary<string, object?> Memory);
