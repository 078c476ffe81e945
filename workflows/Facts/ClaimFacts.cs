namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/claims</c> is told about a claim when it is submitted, under the name <c>claim</c>. Accepted means that it goes to review, or straight to processing on the route <c>Direct</c>.</summary>
/// <remarks>Clauses R88, R94 to R96, R139 and R141 to R143. No personal data: candidates are counted.</remarks>
public sealed record ClaimFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    public required string ClaimReference { get; init; }

    /// <summary>National centre number, five digits.</summary>
    public required string CentreNumber { get; init; }

    /// <summary><c>Approved</c>, <c>Suspended</c>, <c>Lapsed</c> or <c>Withdrawn</c>.</summary>
    public required string CentreStatus { get; init; }

    /// <summary>An approval in force covers the qualification.</summary>
    public required bool Approved { get; init; }

    /// <summary>Five-digit entry code.</summary>
    public required string Qualification { get; init; }

    /// <summary><c>CambridgeTechnicals</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>.</summary>
    public required string Line { get; init; }

    /// <summary><c>Visit</c> (an assurer decides it), <c>Direct</c> (direct claim status) or <c>RemoteModeration</c>.</summary>
    public required string Route { get; init; }

    /// <summary><c>FullAward</c> or <c>Units</c>.</summary>
    public required string Award { get; init; }

    /// <summary>Candidates in the claim, each once.</summary>
    public required int Candidates { get; init; }

    /// <summary>Those of them who have no accepted entry for the qualification or a unit of it.</summary>
    public required int NotEntered { get; init; }

    /// <summary>Those who are entered for single units while a full award is claimed, or who have an entry for the full award and separate unit entries besides.</summary>
    public required int EnteredForOther { get; init; }

    /// <summary>Those for whom an award in the claim has been made already.</summary>
    public required int AwardedAlready { get; init; }

    /// <summary>Those whose assessment is not complete and checked by the centre's own assurance staff.</summary>
    public required int NotAssessed { get; init; }

    /// <summary>The centre declares itself confident that the requirements of the units are met (R143).</summary>
    public required bool ConfidentDeclared { get; init; }

    /// <summary>Direct claim status is in force for the qualification.</summary>
    public required bool DirectClaimStatus { get; init; }

    /// <summary>Level of the sanction in force for the qualification, 0 when there is none.</summary>
    public required int SanctionLevel { get; init; }
}
