namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/unclassified</c> is told about a candidate's examined unit, under the name <c>result</c>. Refused means that the overall result is <c>unclassified</c>.</summary>
/// <remarks>Clauses R25, R26 and R28. No personal data.</remarks>
public sealed record UnclassifiedFacts
{
    /// <summary>Local date on which the results are published; the limit in force on that day counts.</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    public required int Level { get; init; }

    /// <summary>Code of the unit.</summary>
    public required string Unit { get; init; }

    /// <summary>A timetabled test.</summary>
    public required bool Examined { get; init; }

    /// <summary>Required by the rules of combination.</summary>
    public required bool Mandatory { get; init; }

    /// <summary>The unit was passed at some sitting.</summary>
    public required bool Passed { get; init; }

    /// <summary>Sittings with a result below a pass; absences and withdrawals are none.</summary>
    public required int Failed { get; init; }

    /// <summary>All other rules of combination are met.</summary>
    public required bool OtherRulesMet { get; init; }
}
