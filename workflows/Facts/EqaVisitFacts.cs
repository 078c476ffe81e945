namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/eqa-visits</c> is told about a quality assurance visit, under the name <c>visit</c>.</summary>
/// <remarks>Clauses R97 to R102. No personal data: people are told by whether they can be there.</remarks>
public sealed record EqaVisitFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Date</c> (may it be on that day?), <c>Ready</c> (can it begin?), <c>Sample</c> (did it see what it must?) or <c>Year</c> (were there enough in the year?).</summary>
    public required string Stage { get; init; }

    /// <summary>National centre number, five digits.</summary>
    public required string CentreNumber { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    /// <summary>Day of the visit, local; null when none is set.</summary>
    public DateOnly? VisitOn { get; init; }

    /// <summary>The centre and the assurer have agreed on the day (R99).</summary>
    public required bool DateAgreed { get; init; }

    /// <summary>Candidates will be, or are, available (R100).</summary>
    public required bool CandidatesAvailable { get; init; }

    /// <summary>Assessment staff will be, or are, available (R101).</summary>
    public required bool StaffAvailable { get; init; }

    /// <summary>The samples of work asked for are available (R102).</summary>
    public required bool WorkAvailable { get; init; }

    /// <summary>Pieces of work sampled (R98).</summary>
    public required int WorkSampled { get; init; }

    /// <summary>Stages at which the centre has candidates: <c>New</c>, <c>PartWay</c>, <c>Complete</c>, <c>Certificated</c>.</summary>
    public required IReadOnlyList<string> StagesPresent { get; init; }

    /// <summary>Stages from which work was sampled, in the same words.</summary>
    public required IReadOnlyList<string> StagesSampled { get; init; }

    /// <summary>Visits held for the qualification in the year that is looked at.</summary>
    public required int VisitsInYear { get; init; }
}
