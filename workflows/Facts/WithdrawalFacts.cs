namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/withdrawal-refund</c> is told about a withdrawn entry, under the name <c>withdrawal</c>. All rules holding means that what was charged is refunded.</summary>
/// <remarks>Clauses R23 and R24. No personal data: the ground is one of three words, the medical or family matter itself is not kept.</remarks>
public sealed record WithdrawalFacts
{
    public required DateOnly DecisionDate { get; init; }

    /// <summary>The entry in the register.</summary>
    public required string EntryReference { get; init; }

    /// <summary>As in <see cref="EntryFacts.EntryType"/>.</summary>
    public required string EntryType { get; init; }

    /// <summary><c>Medical</c>, <c>Bereavement</c> or <c>Other</c>.</summary>
    public required string Ground { get; init; }

    /// <summary>Local date of the withdrawal; not after <see cref="DecisionDate"/>.</summary>
    public required DateOnly WithdrawnOn { get; init; }

    /// <summary>Series of the test; empty where the entry has none.</summary>
    public required string Series { get; init; }

    /// <summary>Results are to be published for the entry: it is for a test in a series.</summary>
    public required bool ResultsDue { get; init; }

    /// <summary>Day of publication by the list of series; null when none is due, or when the list does not say.</summary>
    public DateOnly? ResultsOn { get; init; }

    /// <summary>What was charged for the entry, in pence, less what was refunded.</summary>
    public required long ChargedPence { get; init; }
}
