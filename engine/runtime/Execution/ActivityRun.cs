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
    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();
    private Dictionary<string, object?>? _variables;
    private Dictionary<string, object?>? _memory;

    public string Id { get; } = id;

    public ActivityNode Node { get; } = node;

    public ActivityRun? Parent { get; } = parent;

    public RunStatus Status { get; set; } = RunStatus.Pending;

    /// <summary>Values of the variables this run is the scope of, by variable id.</summary>
    public Dictionary<string, object?> Variables => _variables ??= new(StringComparer.Ordinal);

    /// <summary>What the kind remembers of this run: plain values only, no nesting.</summary>
    public Dictionary<string, object?> Memory => _memory ??= new(StringComparer.Ordinal);

    /// <summary>What the kind keeps of the memory in another form while the turn is taken.</summary>
    public IWorkingMemory? Working { get; set; }

    /// <summary>Runs inside this one that have not ended.</summary>
    public int OpenChildren { get; set; }

    /// <summary>Null when there is no such entry, without making a memory.</summary>
    public object? Remembered(string key) => _memory?.GetValueOrDefault(key);

    public void Restore(StoredRun stored)
    {
        _variables = stored.Variables.Count == 0 ? null : new(stored.Variables, StringComparer.Ordinal);
        _memory = stored.Memory.Count == 0 ? null : new(stored.Memory, StringComparer.Ordinal);
    }

    public StoredRun AtRest()
    {
        Working?.WriteTo(Memory);
        return new StoredRun(Id, Node.Id, Parent?.Id, Status, Parent is null ? s_none : _variables ?? s_none, _memory ?? s_none);
    }

    /// <summary>True from the first execution on.</summary>
    public bool HasStarted => Status is RunStatus.Running or RunStatus.Faulted;
}

/// <summary>See <see cref="ActivityRun.Working"/>.</summary>
internal interface IWorkingMemory
{
    void WriteTo(Dictionary<string, object?> memory);
}

/// <summary>An <see cref="ActivityRun"/> at rest.</summary>
internal sealed record StoredRun(
    string Id,
    string ActivityId,
    string? ParentId,
    RunStatus Status,
    IReadOnlyDictionary<string, object?> Variables,
    IReadOnlyDictionary<string, object?> Memory);
