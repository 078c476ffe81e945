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
/// <param name="ChildInstanceId">For a child: the instance waited for.</param>
public sealed record Bookmark(
    string Id,
    BookmarkKind Kind,
    string ActivityId,
    string ActivityInstanceId,
    string? EventName = null,
    DateTimeOffset? DueAt = null,
    string? Explanation = null,
    TaskOffer? Task = null,
    string? ChildInstanceId = null);

/// <summary>What a turn asks of the world; carried out by a handler in the same transaction, its result fed back as <see cref="EffectDone"/> or <see cref="EffectFailed"/>.</summary>
/// <param name="Id">Unique within the instance; begins with the activity run that asks.</param>
/// <param name="Inputs">Evaluated inputs of the activity.</param>
public record EffectRequest(string Id, string ActivityId, string ActivityType, IReadOnlyDictionary<string, object?> Inputs);

/// <summary>
/// Start a child workflow, its published version of now; answered by <see cref="ChildStarted"/>, or by <see cref="EffectFailed"/> when there is no such definition.
/// A child that is waited for tells its end to the bookmark whose <see cref="Bookmark.ChildInstanceId"/> it is, by <see cref="ChildEnded"/>, in its own last transaction.
/// </summary>
/// <param name="Input">Input of the child, the member <c>ParentInstanceId</c> included.</param>
/// <param name="Inline">True for ExecuteWorkflow: the child takes its first turn before the answer. False for the Dispatch activities: it may take it later.</param>
/// <param name="Waits">True when the parent waits until the child has ended.</param>
public sealed record StartChildRequest(
    string Id,
    string ActivityId,
    string ActivityType,
    IReadOnlyDictionary<string, object?> Inputs,
    string DefinitionId,
    IReadOnlyDictionary<string, object?> Input,
    string? CorrelationId,
    bool Inline,
    bool Waits) : EffectRequest(Id, ActivityId, ActivityType, Inputs);

/// <summary>Send an event to whoever waits for it or is started by it, once this turn is kept; answered at once by <see cref="EffectDone"/>.</summary>
/// <param name="CorrelationId">Only instances with this key are meant; null for all.</param>
/// <param name="Local">True when only the instance itself is meant.</param>
public sealed record PublishEventRequest(
    string Id,
    string ActivityId,
    string ActivityType,
    IReadOnlyDictionary<string, object?> Inputs,
    string Name,
    string? CorrelationId,
    bool Local,
    object? Payload) : EffectRequest(Id, ActivityId, ActivityType, Inputs);

/// <summary>An unhandled fault, kept until someone resolves it.</summary>
public sealed record Incident(string ActivityId, string ActivityInstanceId, string Message, string? Details, DateTimeOffset At);

/// <summary>One line of what happened. Lines are appended, never changed.</summary>
/// <param name="Sequence">1, 2, 3... within the instance.</param>
/// <param name="Event">Started, Completed, Suspended, Resumed, Faulted, Canceled, or a word of an activity's own.</param>
/// <param name="Payload">JSON, or null.</param>
public sealed record JournalLine(int Sequence, DateTimeOffset At, string ActivityId, string? ActivityInstanceId, string Event, string? Message = null, string? Payload = null);
