namespace OcrWorkflows.Runtime.Operations;

/// <summary>What a person does to one instance by hand: an event like any other, with the reason for the journal.</summary>
public abstract record OperationEvent(string Reason) : WorkflowEvent;

/// <summary>Nothing is to reach the instance until it is released: its timers, tasks and events rest.</summary>
public sealed record HoldRequested(string Reason) : OperationEvent(Reason);

/// <summary>A held instance goes on; what fell due meanwhile is due at once.</summary>
public sealed record ReleaseRequested(string Reason) : OperationEvent(Reason);

/// <summary>A workflow-level variable gets another value, converted to its declared type.</summary>
public sealed record VariableChange(string Name, object? Value, string Reason) : OperationEvent(Reason);

/// <summary>Where the instance stands at one activity it is to stand at another of the same container.</summary>
/// <param name="From">An activity that waits or has failed.</param>
public sealed record MoveRequested(string From, string To, string Reason) : OperationEvent(Reason);

/// <summary>An activity that waits or has failed is taken as done.</summary>
/// <param name="Outcome">The port to follow; null for the first one.</param>
public sealed record SkipRequested(string ActivityId, string? Outcome, string Reason) : OperationEvent(Reason);

/// <summary>An activity that waits or has failed begins again from its start.</summary>
public sealed record RepeatRequested(string ActivityId, string Reason) : OperationEvent(Reason);

/// <summary>The instance goes on with another version of its definition: the one that the turn is taken with.</summary>
/// <param name="Mapping">Activity ids before to activity ids after; an id that is not named stays.</param>
/// <param name="RestartTimers">True: waiting timers and tasks begin again by the new version. False: they keep the time they had left.</param>
public sealed record MigrationRequested(IReadOnlyDictionary<string, string> Mapping, bool RestartTimers, string Reason) : OperationEvent(Reason);

/// <summary>An operation that cannot be done to the instance as it stands; nothing was changed. The message names place and remedy.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);
