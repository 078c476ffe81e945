using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Rows;

public enum BulkState
{
    /// <summary>More instances than one person may change alone: waits for a second person.</summary>
    AwaitsConfirmation,

    /// <summary>Under way, or waiting for a host to take it up.</summary>
    Running,
    Paused,

    /// <summary>Ended before its end; what was done stays done.</summary>
    Cancelled,
    Finished,
}

/// <summary>One operation on many instances: what, on which, why, by whom, and how far it is.</summary>
public sealed class BulkOperationRow
{
    /// <summary>The id of the request that asked for it: asked for again, it is the same one.</summary>
    public Guid Id { get; set; }

    /// <summary>Such as <c>suspend</c>.</summary>
    public required string Operation { get; set; }

    /// <summary>The event each instance is given, as <see cref="WorkflowEvent.ToJson"/> writes it.</summary>
    public required string Event { get; set; }

    /// <summary>For a migration: the version to go on with.</summary>
    public int? ToVersion { get; set; }

    /// <summary>The filter that found the instances, for people to read.</summary>
    public required string Filter { get; set; }
    public required string Reason { get; set; }
    public required string AskedBy { get; set; }
    public DateTimeOffset AskedAt { get; set; }
    public BulkState State { get; set; }

    /// <summary>How many instances the filter found when it was asked for; these and no others are operated on.</summary>
    public int Total { get; set; }
    public int Done { get; set; }
    public int Refused { get; set; }

    /// <summary>The second person; null where none was needed, or none has confirmed yet.</summary>
    public string? ConfirmedBy { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Host that works on it at present, and its last sign of life.</summary>
    public string? WorkedBy { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
}

public enum BulkOutcome
{
    Pending,
    Done,
    Refused,
}

/// <summary>One instance of an operation on many.</summary>
public sealed class BulkTargetRow
{
    public Guid BulkId { get; set; }
    public InstanceId InstanceId { get; set; }
    public BulkOutcome Outcome { get; set; }

    /// <summary>Why not, and what to do instead; null unless refused.</summary>
    public string? Refusal { get; set; }
}
