namespace OcrWorkflows.Runtime;

public enum BookmarkKind
{
    Event,
    Timer,
    Task,
    Child,
}

/// <summary>A task offered to people.</summary>
/// <param name="Role">Who may do it; null for anyone on the staff.</param>
/// <param name="DueOn">Last local date (Europe/London) on which it is in time; null when there is no deadline.</param>
public sealed record TaskOffer(string Name, string Title, string? Role, DateOnly? DueOn, IReadOnlyDictionary<string, object?> Payload);

/// <summary>A place where an instance waits, and what wakes it.</summary>
/// <param name="ActivityInstanceId">The run of the activity that waits; unique within the instance.</param>
/// <param name="EventName">For an event: its name.</param>
/// <param name="DueAt">For a timer: when it fires.</param>
/// <param name="Explanation">For a timer in working time: how the date was counted, with the calendar's edition.</param>
public sealed record Bookmark(
    string Id,
    BookmarkKind Kind,
    string ActivityId,
    string ActivityInstanceId,
    string? EventName = null,
    DateTimeOffset? DueAt = null,
    string? Explanation = null,
    TaskOffer? Task = null);

/// <summary>What a turn asks of the world; carried out by a handler in the same transaction, its result fed back as <see cref="EffectDone"/>.</summary>
/// <param name="Id">The activity run that asks; unique within the instance.</param>
/// <param name="Inputs">Evaluated inputs of the activity.</param>
public sealed record EffectRequest(string Id, string ActivityId, string ActivityType, IReadOnlyDictionary<string, object?> Inputs);

/// <summary>An unhandled fault, kept until someone resolves it.</summary>
public sealed record Incident(string ActivityId, string ActivityInstanceId, string Message, string? Details, DateTimeOffset At);

/// <summary>One line of what happened. Lines are appended, never changed.</summary>
/// <param name="Sequence">1, 2, 3... within the instance.</param>
/// <param name="Event">Started, Completed, Suspended, Resumed, Faulted, Canceled, or a word of an activity's own.</param>
/// <param name="Payload">JSON, or null.</param>
public sealed record JournalLine(int Sequence, DateTimeOffset At, string ActivityId, string? ActivityInstanceId, string Event, string? Message = null, string? Payload = null);
