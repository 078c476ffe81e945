using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Scripts;

namespace OcrWorkflows.Runtime;

/// <summary>What a turn may know besides the definition, the state and the event.</summary>
/// <param name="InstanceId">Identity of the instance; used to make identities inside it, so that a turn is a pure function.</param>
/// <param name="Now">When the event is delivered, UTC.</param>
/// <param name="Calendar">Working days for deadlines.</param>
public sealed record TurnContext(string InstanceId, DateTimeOffset Now, WorkingCalendar Calendar)
{
    /// <summary>Runs JavaScript; null where there is none, which is an incident of the activity that needs it.</summary>
    public IScriptRunner? Scripts { get; init; }
}

/// <param name="Journal">Lines of this turn only.</param>
/// <param name="Effects">To carry out now, in order; the instance cannot go on past them before their results are fed back.</param>
/// <param name="Accepted">False when nothing waited for the event: state and journal are then unchanged.</param>
public sealed record TurnResult(InstanceState State, IReadOnlyList<JournalLine> Journal, IReadOnlyList<EffectRequest> Effects, bool Accepted)
{
    /// <summary>What each script of this turn gave, in order. Keep it beside the event: with <see cref="RecordedScripts"/> the turn is taken again without running one.</summary>
    public IReadOnlyList<ScriptAnswer> Scripts { get; init; } = [];

    /// <summary>Children that the turn no longer waits for because it cancelled who did: they are to be cancelled too. Instance ids.</summary>
    public IReadOnlyList<string> AbandonedChildren { get; init; } = [];

    /// <summary>Where the turn left the way of Elsa on purpose.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];
}

/// <summary>The only loop: one event over one instance, run until nothing more can move without the world.</summary>
public static class Turn
{
    /// <summary>Most activity runs in one turn; past it the instance faults instead of looping for ever.</summary>
    public const int MaximumSteps = 10_000;

    /// <param name="state">Null for <see cref="Started"/>. Never changed: the result holds a new one.</param>
    /// <exception cref="ArgumentException">The state and the event do not go together, or the state belongs to another definition.</exception>
    public static TurnResult Take(WorkflowDefinition definition, InstanceState? state, WorkflowEvent arrived, TurnContext context)
    {
        if (arrived is Started started)
        {
            return state is null
                ? Run(Burst.Begin(definition, started, context))
                : throw new ArgumentException("The instance has started already.", nameof(arrived));
        }

        if (state is null)
        {
            throw new ArgumentException("An instance that has not started takes no event but its start.", nameof(state));
        }

        var burst = Burst.Of(definition, state, context);
        return Arrivals.Deliver(arrived, state, burst) ? Run(burst) : new TurnResult(state, [], [], Accepted: false);
    }

    /// <summary>Goes on with another version of the definition.</summary>
    /// <exception cref="OperationRefusedException">A place where the instance stands has no target, or does not fit there.</exception>
    public static TurnResult Migrate(WorkflowDefinition from, WorkflowDefinition to, InstanceState state, MigrationRequested request, TurnContext context)
    {
        var burst = Burst.Of(to, Migration.Carry(state, request, from, to), context);
        Migration.Apply(request, burst);
        return Run(burst);
    }

    private static TurnResult Run(Burst burst)
    {
        for (var steps = 0; burst.TryNext(out var run); steps++)
        {
            if (steps == MaximumSteps)
            {
                burst.StopRunaway(run);
                break;
            }

            burst.Execute(run);
        }

        return burst.Rest();
    }
}
