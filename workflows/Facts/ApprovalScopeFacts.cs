namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/approval-scope</c> is told about a centre's request for approval to offer something, under the name <c>request</c>.</summary>
/// <remarks>Clauses R9, R48, R49, R81 to R84, R113, R123 and R124. One request is decided several times, at each <see cref="Stage"/>. No personal data.</remarks>
public sealed record ApprovalScopeFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary>
    /// <c>Request</c> (may it be processed?), <c>FastRoute</c> (Accepted: it is decided in five working days), <c>Visit</c> (Refused: a visit is needed)
    /// or <c>Decision</c> (Accepted: approval is granted).
    /// </summary>
    public required string Stage { get; init; }

    /// <summary>National centre number, five digits.</summary>
    public required string CentreNumber { get; init; }

    /// <summary><c>Approved</c>, <c>Suspended</c>, <c>Lapsed</c> or <c>Withdrawn</c>.</summary>
    public required string CentreStatus { get; init; }

    /// <summary><c>CambridgeTechnicals</c>, <c>General</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>.</summary>
    public required string Line { get; init; }

    /// <summary><c>2012</c> or <c>2016</c> for Cambridge Technicals; 0 for other lines.</summary>
    public required int SuiteYear { get; init; }

    /// <summary>What is asked for: <c>Centre</c> (all of the line), <c>Suite</c> or <c>Qualification</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The suite or the five-digit code asked for; empty for the scope <c>Centre</c>.</summary>
    public required string Covers { get; init; }

    /// <summary>An approval in force covers it already.</summary>
    public required bool AlreadyApproved { get; init; }

    /// <summary>The approval form has arrived (R81).</summary>
    public required bool FormReceived { get; init; }

    /// <summary>Evidence of meeting the approval criteria has arrived (R82).</summary>
    public required bool EvidenceReceived { get; init; }

    /// <summary>Approved for the same subject in the suite before this one (2012).</summary>
    public required bool ApprovedForEarlierSuite { get; init; }

    /// <summary>Approved for timetabled exams already, by whichever body.</summary>
    public required bool ApprovedForTimetabledExams { get; init; }

    public required bool VisitHeld { get; init; }

    /// <summary>False as long as none was held.</summary>
    public required bool VisitSatisfactory { get; init; }
}
