using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime;

/// <summary>What can happen to a workflow instance: each is delivered alone, as one turn.</summary>
public abstract record WorkflowEvent
{
    /// <summary>As the journal keeps it.</summary>
    public string ToJson() => StoredEvents.Write(this);

    /// <exception cref="FormatException">The text was not written by <see cref="ToJson"/> of this or an earlier build.</exception>
    public static WorkflowEvent FromJson(string json) => StoredEvents.Read(json);
}

/// <summary>The instance begins.</summary>
/// <param name="Input">Values of the definition's inputs, by name.</param>
/// <param name="TriggerActivityId">Activity that starts it, when a trigger did; null for the definition's own start.</param>
/// <param name="TriggerPayload">What the event that started it brought.</param>
public sealed record Started(IReadOnlyDictionary<string, object?> Input, string? CorrelationId = null, string? TriggerActivityId = null, object? TriggerPayload = null) : WorkflowEvent
{
    /// <summary>First values of workflow variables, by name, instead of those of the file.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A named event arrives, such as <c>VisitHeld</c>.</summary>
public sealed record EventArrived(string Name, object? Payload = null) : WorkflowEvent;

/// <summary>A timer has become due.</summary>
public sealed record TimerFired(string BookmarkId) : WorkflowEvent;

/// <summary>A person or a program has done a task.</summary>
public sealed record TaskCompleted(string BookmarkId, object? Result = null) : WorkflowEvent;

/// <summary>An effect asked for in the turn before has been carried out.</summary>
/// <param name="Outcome">The port that is followed.</param>
public sealed record EffectDone(string EffectId, string Outcome, IReadOnlyDictionary<string, object?> Output) : WorkflowEvent;

/// <summary>An effect could not be carried out: an incident.</summary>
public sealed record EffectFailed(string EffectId, string Message, string? Details) : WorkflowEvent;

/// <summary>The answer to a <see cref="StartChildRequest"/>.</summary>
/// <param name="InstanceId">The child.</param>
/// <param name="SubStatus">Where it stands: Finished, Faulted or Cancelled when it has ended already.</param>
/// <param name="Output">Its output so far.</param>
public sealed record ChildStarted(string EffectId, string InstanceId, InstanceSubStatus SubStatus, IReadOnlyDictionary<string, object?> Output) : WorkflowEvent;

/// <summary>A child workflow has ended.</summary>
/// <param name="SubStatus">Finished, Faulted or Cancelled.</param>
public sealed record ChildEnded(string BookmarkId, InstanceSubStatus SubStatus, IReadOnlyDictionary<string, object?> Output) : WorkflowEvent;

/// <summary>A faulted activity is to run again.</summary>
/// <param name="Reason">For the journal; null when nobody gave one.</param>
public sealed record RetryRequested(string ActivityId, string? Reason = null) : WorkflowEvent;

/// <summary>The instance is to end now.</summary>
public sealed record CancelRequested(string Reason) : WorkflowEvent;
