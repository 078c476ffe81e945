namespace OcrWorkflows.Host.Rehearsals;

/// <summary>What kind of thing comes.</summary>
public enum RehearsedKind
{
    /// <summary>A letter that would leave the house.</summary>
    Letter,

    /// <summary>A task that would wait for somebody; nobody does it in a rehearsal.</summary>
    Task,

    /// <summary>The last day of a task that nobody has done.</summary>
    Deadline,

    /// <summary>A visit that would be planned.</summary>
    Visit,

    /// <summary>A workflow that would begin or end.</summary>
    Workflow,

    /// <summary>An approval that would lapse.</summary>
    Lapse,

    /// <summary>A centre that would be suspended, or no longer be.</summary>
    Status,

    /// <summary>An activity that would fail.</summary>
    Incident,
}

/// <param name="About">Whose it is, such as the workflow's name; empty when it is the centre's as a whole.</param>
public sealed record RehearsedEvent(DateTimeOffset At, RehearsedKind Kind, string Text, string About);

/// <summary>What comes to a centre when nobody does anything.</summary>
/// <param name="From">The day on which it begins, today.</param>
/// <param name="Until">Inclusive.</param>
/// <param name="Events">In the order in which they come.</param>
/// <param name="Turns">Timers that fired.</param>
/// <param name="CutOffAt">When there were more than are rehearsed: how far it came; otherwise null.</param>
public sealed record Rehearsed(string Centre, DateOnly From, DateOnly Until, IReadOnlyList<RehearsedEvent> Events, int Turns, DateTimeOffset? CutOffAt);

/// <summary>It cannot be rehearsed as asked; the message says why.</summary>
public sealed class RehearsalException(string message) : Exception(message);
