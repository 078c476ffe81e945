namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/post-results</c> is told about a request after results, or an appeal, under the name <c>request</c>.</summary>
/// <remarks>Clauses R73 to R75. No personal data.</remarks>
public sealed record PostResultsFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary><c>Service</c> (may it be asked for?), <c>Outcome</c> (what does it cost?) or <c>Appeal</c> (may it be lodged?).</summary>
    public required string Stage { get; init; }

    /// <summary><c>ClericalCheck</c>, <c>ReviewOfMarking</c>, <c>PriorityReviewOfMarking</c>, <c>ReviewOfModeration</c>, <c>AccessToScript</c> or <c>MissingResult</c>; empty for an appeal.</summary>
    public required string Service { get; init; }

    /// <summary><c>General</c>, <c>CambridgeTechnicals</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>.</summary>
    public required string Line { get; init; }

    /// <summary>Local date on which the request or appeal arrived.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Day on which the results were published; null when they were not.</summary>
    public DateOnly? ResultsOn { get; init; }

    /// <summary>Last day for this service by the list of key dates, inclusive; null when the list does not say.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The series is one in which the priority service is offered.</summary>
    public required bool PriorityOffered { get; init; }

    /// <summary>The candidate's written consent is held, given after the results (grades may fall).</summary>
    public required bool CandidateConsent { get; init; }

    /// <summary><c>Centre</c>, <c>PrivateCandidate</c> or <c>Candidate</c>.</summary>
    public required string LodgedBy { get; init; }

    /// <summary>The service changed a grade; false as long as it is not done.</summary>
    public required bool GradeChanged { get; init; }

    /// <summary>What an appeal is against: <c>ReviewOfMarking</c>, <c>ReviewOfModeration</c>, <c>Malpractice</c>, <c>SpecialConsideration</c> or <c>AccessArrangement</c>; empty when it is none.</summary>
    public required string AppealAgainst { get; init; }

    /// <summary>Day of the outcome that is appealed against; null when there is none.</summary>
    public DateOnly? OutcomeOn { get; init; }
}
