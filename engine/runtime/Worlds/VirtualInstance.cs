namespace OcrWorkflows.Runtime.Worlds;

/// <summary>An instance in a <see cref="VirtualWorld"/>.</summary>
public sealed class VirtualInstance
{
    private readonly List<JournalLine> _journal = [];
    private readonly HashSet<Difference> _differences = [];

    internal VirtualInstance(string id, WorkflowDefinition definition, VirtualInstance? parent) => (Id, Definition, Parent) = (id, definition, parent);

    public string Id { get; }

    /// <summary>The version it started with, and keeps.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The instance whose activity started it; null when none did.</summary>
    public VirtualInstance? Parent { get; }

    /// <exception cref="InvalidOperationException">It has not taken its first turn.</exception>
    public InstanceState State => Current ?? throw new InvalidOperationException($"The instance {Id} has not started.");

    public IReadOnlyList<JournalLine> Journal => _journal;

    /// <summary>Where its turns left the way of Elsa on purpose.</summary>
    public IReadOnlyCollection<Difference> Differences => _differences;

    internal InstanceState? Current { get; private set; }

    /// <summary>True when the parent waits for its end.</summary>
    internal bool TellsParent { get; init; }

    /// <summary>Events that came before anything waited for them, in order.</summary>
    internal List<EventArrived> Early { get; } = [];

    internal void Keep(TurnResult result)
    {
        Current = result.State;
        _journal.AddRange(result.Journal);
        _differences.UnionWith(result.Differences);
    }
}
