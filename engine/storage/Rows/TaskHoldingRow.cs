namespace OcrWorkflows.Storage.Rows;

/// <summary>Who has a task in hand. No workflow reads it: it stands beside the task, and outlasts its suspension. There is none for a task that nobody ever took.</summary>
public sealed class TaskHoldingRow
{
    public InstanceId InstanceId { get; set; }
    public required string BookmarkId { get; set; }

    /// <summary>User name; null once it was handed back.</summary>
    public string? Holder { get; set; }

    /// <summary>When the holder got it, or it was handed back.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>1 at the first claim; the lock.</summary>
    public int Version { get; set; }
}
