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
}

/// <summary>Everything an instance remembers between turns. Immutable to callers; small, versioned JSON when stored.</summary>
public sealed class InstanceState
{
    internal InstanceState()
    {
    }

    public InstanceStatus Status => throw new NotImplementedException();

    public InstanceSubStatus SubStatus => throw new NotImplementedException();

    public string? CorrelationId => throw new NotImplementedException();

    /// <summary>Name given by SetName; null until then.</summary>
    public string? Name => throw new NotImplementedException();

    /// <summary>Workflow-level variables by name.</summary>
    public IReadOnlyDictionary<string, object?> Variables => throw new NotImplementedException();

    public IReadOnlyDictionary<string, object?> Output => throw new NotImplementedException();

    /// <summary>Where it waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => throw new NotImplementedException();

    public IReadOnlyList<Incident> Incidents => throw new NotImplementedException();

    /// <summary>Ids of activities that have run at least once, for drawing the path.</summary>
    public IReadOnlyCollection<string> VisitedActivities => throw new NotImplementedException();

    /// <summary>Sequence of the last journal line.</summary>
    public int JournalSequence => throw new NotImplementedException();

    public string ToJson() => throw new NotImplementedException();

    /// <exception cref="FormatException">The text was not written by <see cref="ToJson"/> of this or an earlier build.</exception>
    public static InstanceState FromJson(string json) => throw new NotImplementedException();
}
