using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Approvals;

public enum ReversalKind
{
    /// <summary>The lapse was right; the approval is in force again from today, and its two years begin anew.</summary>
    Reinstate,

    /// <summary>The lapse was a mistake; the approval stands as though it had not happened, its two years as they were.</summary>
    UndoLapse,
}

/// <param name="Subject">Reference of an approval, or the number of a centre for its vocational approval as a whole (R135).</param>
/// <param name="Why">Kept in the audit trail; never sent to anybody.</param>
public sealed record Reversal(string Subject, ReversalKind Kind, string Why);

public enum ReversalStatus
{
    Done,

    /// <summary>It is in force; nothing was done.</summary>
    InForce,
    Unknown,
    Refused,
}

/// <param name="Instance">The workflow that accompanies the approval from now on; null for a centre as a whole, or when nothing was done.</param>
/// <param name="Problem">Why nothing was done, beginning with its code; null otherwise.</param>
public sealed record Reversed(ReversalStatus Status, string Subject, InstanceId? Instance, string? Problem);
