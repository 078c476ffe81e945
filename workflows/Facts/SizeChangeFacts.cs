namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/size-change</c> is told about topping up or moving down, under the name <c>change</c>. Accepted means that the entry is changed to the other size.</summary>
/// <remarks>Clauses R37 to R39. No personal data.</remarks>
public sealed record SizeChangeFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary>Five-digit code of the present entry.</summary>
    public required string From { get; init; }

    /// <summary>Five-digit code of the size that is wanted.</summary>
    public required string To { get; init; }

    /// <summary><c>TopUp</c> (to a larger size) or <c>MoveDown</c> (to a smaller one).</summary>
    public required string Kind { get; init; }

    /// <summary>Guided learning hours of the present size.</summary>
    public required int FromHours { get; init; }

    /// <summary>Guided learning hours of the size that is wanted.</summary>
    public required int ToHours { get; init; }

    /// <summary>Both are sizes of the same subject and level.</summary>
    public required bool SameSubjectAndLevel { get; init; }

    /// <summary>An open qualification entry for <see cref="From"/>.</summary>
    public required bool EntryOpen { get; init; }

    /// <summary>The open entry is a re-entry.</summary>
    public required bool ReEntered { get; init; }

    /// <summary>Code of a mandatory examined unit of the larger size on which every sitting in force is used up without a pass; empty when there is none.</summary>
    public required string ExhaustedInLarger { get; init; }

    /// <summary>The same for the smaller size.</summary>
    public required string ExhaustedInSmaller { get; init; }
}
