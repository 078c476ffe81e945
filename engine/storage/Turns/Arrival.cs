using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>One event on its way to one instance, within a transaction.</summary>
/// <param name="Before">Null for an instance that begins.</param>
internal sealed record Arrival(
    OcrDbContext Database,
    InstanceRow Instance,
    WorkflowDefinition Definition,
    InstanceState? Before,
    WorkflowEvent Event,
    Guid Request,
    Actor Actor)
{
    /// <summary>For a <see cref="MigrationRequested"/>: the version to go on with.</summary>
    public PublishedDefinition? Target { get; init; }

    /// <summary>Shared by all the turns that one event leads to.</summary>
    public Budget Budget { get; init; } = new();

    /// <summary>Instances whose turn led to this one and has not ended yet.</summary>
    public IReadOnlyList<InstanceId> Within { get; init; } = [];
}

/// <summary>How much one event may lead to.</summary>
internal sealed class Budget
{
    /// <summary>Effects carried out so far.</summary>
    public int Effects { get; set; }
}

/// <summary>How far a transaction has come with one instance.</summary>
internal sealed class TurnRun(Arrival arrival, TurnContext context, TurnRows rows, TurnRecord record)
{
    public Arrival Arrival { get; } = arrival;

    public TurnContext Context { get; } = context;

    public TurnRows Rows { get; } = rows;

    public TurnRecord Record { get; } = record;

    public WorkflowDefinition Definition => Arrival.Target?.Definition ?? Arrival.Definition;

    public required InstanceState State { get; set; }

    /// <summary>The instance's row has the state as it stood before the first effect.</summary>
    public bool IsPut { get; set; }

    /// <summary>Events that the instance sent itself.</summary>
    public Queue<EventArrived> Local { get; } = [];

    /// <summary>Children that nobody waits for any more.</summary>
    public List<string> Abandoned { get; } = [];
}
