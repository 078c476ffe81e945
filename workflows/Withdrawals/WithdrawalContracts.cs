namespace OcrWorkflows.Centres.Withdrawals;

/// <summary>Why a candidate is withdrawn (R23).</summary>
public enum WithdrawalGround
{
    Medical,
    Bereavement,

    /// <summary>Anything else; nothing is refunded.</summary>
    Other,
}

public enum WithdrawalStatus
{
    /// <summary>The entry is withdrawn and what was charged for it refunded.</summary>
    Refunded,

    /// <summary>The entry is withdrawn; the rules refuse a refund, or nothing was charged.</summary>
    NotRefunded,

    /// <summary>It was withdrawn before; nothing was done.</summary>
    AlreadyWithdrawn,

    /// <summary>A rule broke, so nothing was done.</summary>
    Undecided,

    /// <summary>It cannot be withdrawn; nothing was done.</summary>
    Refused,

    /// <summary>There is no such entry.</summary>
    Unknown,
}

/// <param name="RefundPence">At least 0.</param>
/// <param name="DecisionId">The decision on the refund; null when none was made.</param>
/// <param name="Findings">Rules that did not hold, with what to do.</param>
/// <param name="Problem">Why it was refused, beginning with its code; null otherwise.</param>
public sealed record Withdrawal(WithdrawalStatus Status, long RefundPence, Guid? DecisionId, IReadOnlyList<Finding> Findings, string? Problem);
