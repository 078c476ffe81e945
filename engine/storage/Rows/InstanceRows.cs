using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Rows;

/// <summary>A workflow instance. <see cref="Version"/> is the lock: every turn expects the value it read and writes the next.</summary>
public sealed class InstanceRow
{
    public InstanceId Id { get; set; }
    public required string DefinitionId { get; set; }
    public int DefinitionVersion { get; set; }
    public required string DefinitionHash { get; set; }
    public InstanceStatus Status { get; set; }
    public InstanceSubStatus SubStatus { get; set; }
    public string? Name { get; set; }

    /// <summary>Business key by which events find it, such as <c>claim:42</c>.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Business keys shown and filtered on; null where they do not apply.</summary>
    public string? CentreNumber { get; set; }
    public string? QualificationCode { get; set; }

    /// <summary><see cref="InstanceState.ToJson"/>.</summary>
    public required string State { get; set; }
    public int Version { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When the next timer fires; null when none waits.</summary>
    public DateTimeOffset? NextDueAt { get; set; }
    public bool HasIncident { get; set; }

    /// <summary>The instance that waits for this one's end; null when none does.</summary>
    public InstanceId? ParentId { get; set; }

    /// <summary>Events that came early are kept for it; a turn that makes a place to wait looks for them.</summary>
    public bool HasKeptEvents { get; set; }

    /// <summary>Hash of the last journal line, so that a missing tail shows; empty before the first.</summary>
    public string JournalHash { get; set; } = "";
}

/// <summary>Append-only history of one instance, chained: each hash covers the line and the hash before it.</summary>
public sealed class JournalRow
{
    public InstanceId InstanceId { get; set; }

    /// <summary>1, 2, 3... within the instance.</summary>
    public int Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Actor { get; set; }
    public required string ActivityId { get; set; }
    public string? ActivityInstanceId { get; set; }
    public required string Event { get; set; }
    public string? Message { get; set; }
    public string? Payload { get; set; }

    /// <summary>SHA-256 of the payload: what <see cref="Hash"/> covers, so that a payload can be erased and the chain still proves itself. Null when there was none.</summary>
    public string? PayloadHash { get; set; }

    /// <summary>Request that caused the turn.</summary>
    public Guid RequestId { get; set; }
    public required string Hash { get; set; }
}

/// <summary>A place where an instance waits for something other than time.</summary>
public sealed class BookmarkRow
{
    public InstanceId InstanceId { get; set; }
    public required string BookmarkId { get; set; }
    public BookmarkKind Kind { get; set; }
    public required string ActivityId { get; set; }
    public string? EventName { get; set; }
    public string? CorrelationId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A timer: a row, not a trigger. Due ones are claimed in batches.</summary>
public sealed class TimerRow
{
    public InstanceId InstanceId { get; set; }
    public required string BookmarkId { get; set; }
    public required string ActivityId { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How a working-day date was counted; null for plain durations.</summary>
    public string? Explanation { get; set; }

    /// <summary>Host that is firing it, and until when others keep away.</summary>
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
}

/// <summary>Something a person is to do.</summary>
public sealed class TaskRow
{
    public InstanceId InstanceId { get; set; }
    public required string BookmarkId { get; set; }
    public required string ActivityId { get; set; }
    public required string Name { get; set; }
    public required string Title { get; set; }
    public string? Role { get; set; }
    public DateOnly? DueOn { get; set; }
    public required string Payload { get; set; }
    public string? CentreNumber { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A request that has been carried out: its repeat is harmless.</summary>
public sealed class RequestRow
{
    public Guid RequestId { get; set; }
    public InstanceId InstanceId { get; set; }
    public DateTimeOffset At { get; set; }
    public bool Accepted { get; set; }
}

/// <summary>An activity that failed, kept until it is resolved.</summary>
public sealed class IncidentRow
{
    public InstanceId InstanceId { get; set; }
    public required string ActivityInstanceId { get; set; }
    public required string ActivityId { get; set; }
    public required string Message { get; set; }
    public string? Details { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }
}

/// <summary>A message that is to leave the house: written with the turn that asks for it, sent afterwards, at least once.</summary>
public sealed class OutboxRow
{
    public Guid Id { get; set; }

    /// <summary>The receiver's key against doubles.</summary>
    public required string Key { get; set; }
    public required string Kind { get; set; }
    public required string Payload { get; set; }
    public InstanceId? InstanceId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public string? LastError { get; set; }

    /// <summary>Host that is sending it, and until when others keep away.</summary>
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>When trying ended; null while it is tried. A person sets it going again.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }
}

public enum EarlyEventStatus
{
    Kept,
    Delivered,

    /// <summary>Its time ran out before anything waited for it.</summary>
    Expired,

    /// <summary>The instance ended before anything waited for it.</summary>
    InstanceEnded,
}

/// <summary>An event that came before its instance waited for it.</summary>
public sealed class EarlyEventRow
{
    /// <summary>The request that brought it.</summary>
    public Guid RequestId { get; set; }
    public InstanceId InstanceId { get; set; }
    public required string Name { get; set; }

    /// <summary>The event as the journal would keep it.</summary>
    public required string Event { get; set; }
    public required string Actor { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public EarlyEventStatus Status { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>An edition of the working calendar that a turn has counted with; kept so that it can be counted again.</summary>
public sealed class CalendarEditionRow
{
    public required string Edition { get; set; }
    public required string Division { get; set; }

    /// <summary>Its bank holidays as JSON, by date.</summary>
    public required string Holidays { get; set; }
}
