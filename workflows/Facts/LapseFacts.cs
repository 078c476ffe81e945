namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/lapse</c> is told about one approval, under the name <c>approval</c>. All rules holding means the approval stays.</summary>
/// <remarks>Clauses R134 to R136.</remarks>
public sealed record LapseFacts
{
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Qualification</c>, <c>Suite</c>, or <c>Centre</c> for the vocational approval of the centre as a whole.</summary>
    public required string Scope { get; init; }
    public required string CentreNumber { get; init; }

    /// <summary>Code or suite the approval covers; empty for the centre as a whole.</summary>
    public required string Covers { get; init; }
    public required DateOnly GrantedOn { get; init; }

    /// <summary>Last entry or claim under it; null when there was none.</summary>
    public DateOnly? LastActivityOn { get; init; }

    /// <summary>The later of grant and last activity: the day the two years are counted from.</summary>
    public required DateOnly InactiveSince { get; init; }
}
