using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime;

public enum InstanceStatus
{
    Running,
    Finished,
}

public enum InstanceSubStatus
{
    Pending,
    Executing,
    Suspended,
    Finished,
    Cancelled,
    Faulted,

    /// <summary>Suspended by a person: nothing reaches it until it is released.</summary>
    OnHold,
}

/// <summary>Everything an instance remembers between turns. Immutable to callers; small, versioned JSON when stored.</summary>
public sealed class InstanceState
{
    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();

    internal InstanceState()
    {
    }

    public InstanceStatus Status { get; internal init; }

    public InstanceSubStatus SubStatus { get; internal init; }

    public string? CorrelationId { get; internal init; }

    /// <summary>Name given by SetName; null until then.</summary>
    public string? Name { get; internal init; }

    /// <summary>Workflow-level variables by name.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; internal init; } = s_none;

    public IReadOnlyDictionary<string, object?> Output { get; internal init; } = s_none;

    /// <summary>Values of the definition's inputs, as the instance was started.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; internal init; } = s_none;

    /// <summary>Where it waits. Empty once it has finished and while it is on hold; a faulted instance that is retried, or a held one that is released, waits again where it did.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => Status == InstanceStatus.Finished || SubStatus == InstanceSubStatus.OnHold ? [] : Waits;

    public IReadOnlyList<Incident> Incidents { get; internal init; } = [];

    /// <summary>Effects asked for whose result has not come yet; one that is no longer here was cancelled and must not be carried out.</summary>
    public IReadOnlyList<string> PendingEffects { get; internal init; } = [];

    /// <summary>Ids of activities that have run at least once, for drawing the path.</summary>
    public IReadOnlyCollection<string> VisitedActivities { get; internal init; } = [];

    /// <summary>Sequence of the last journal line.</summary>
    public int JournalSequence { get; internal init; }

    internal IReadOnlyList<Bookmark> Waits { get; init; } = [];

    /// <summary>Containers before what they contain.</summary>
    internal IReadOnlyList<StoredRun> Runs { get; init; } = [];

    internal int LastId { get; init; }

    internal bool HasResumed { get; init; }

    public string ToJson() => StoredState.Write(this);

    /// <exception cref="FormatException">The text was not written by <see cref="ToJson"/> of this or an earlier build.</exception>
    public static InstanceState FromJson(string json) => StoredState.Read(json);

    /// <summary>The same instance, standing elsewhere.</summary>
    internal InstanceState With(IReadOnlyList<StoredRun> runs, IReadOnlyList<Bookmark> waits, IReadOnlyList<Incident> incidents, IReadOnlyCollection<string> visited) => new()
    {
        Status = Status,
        SubStatus = SubStatus,
        CorrelationId = CorrelationId,
        Name = Name,
        Variables = Variables,
        Output = Output,
        Input = Input,
        Waits = waits,
        Incidents = incidents,
        PendingEffects = PendingEffects,
        VisitedActivities = visited,
        JournalSequence = JournalSequence,
        Runs = runs,
        LastId = LastId,
    };
}
