namespace OcrWorkflows.Centres.Facts;

/// <summary>What <c>rule-sets/centre-approval</c> is told about an application to become a centre, under the name <c>application</c>.</summary>
/// <remarks>
/// Clauses R112 to R131. One application is decided several times, at each <see cref="Stage"/>; the rules of the other stages hold then.
/// No personal data: referees are told by what they are, not by name.
/// </remarks>
public sealed record CentreApprovalFacts
{
    /// <summary>Local date (Europe/London) of the decision: "today".</summary>
    public required DateOnly DecisionDate { get; init; }

    /// <summary>
    /// <c>Completeness</c> (is everything there?), <c>Credit</c> (Refused: it cannot be processed), <c>Visit</c> (Refused: a visit is needed)
    /// or <c>Decision</c> (Accepted: the centre is approved).
    /// </summary>
    public required string Stage { get; init; }

    /// <summary>The application in the register or of the workflow.</summary>
    public required string ApplicationReference { get; init; }

    /// <summary><c>CambridgeTechnicals</c>, <c>General</c>, <c>Verified</c>, <c>OtherVocational</c> or <c>FunctionalSkills</c>.</summary>
    public required string Line { get; init; }

    /// <summary><c>2012</c> or <c>2016</c> for Cambridge Technicals; 0 for other lines.</summary>
    public required int SuiteYear { get; init; }

    /// <summary><c>Company</c>, <c>SoleTrader</c>, <c>Partnership</c>, <c>PublicBody</c> or <c>Charity</c>.</summary>
    public required string LegalForm { get; init; }

    /// <summary>The guidance has been read, as the applicant declares (R117).</summary>
    public required bool GuidanceRead { get; init; }

    /// <summary>The completed form has arrived (R118).</summary>
    public required bool FormReceived { get; init; }

    /// <summary>Evidence of meeting the approval criteria has arrived (R82).</summary>
    public required bool EvidenceReceived { get; init; }

    /// <summary>The terms of business are accepted (R114).</summary>
    public required bool TermsAccepted { get; init; }

    /// <summary>The JCQ General Regulations are accepted (R115).</summary>
    public required bool GeneralRegulationsAccepted { get; init; }

    /// <summary>The further JCQ publications for externally assessed suites are accepted (R116).</summary>
    public required bool FurtherPublicationsAccepted { get; init; }

    /// <summary>First day of trading on credit terms; null when the applicant does not (R126).</summary>
    public DateOnly? TradingOnCreditTermsSince { get; init; }

    /// <summary>What each credit referee is: <c>TradeCreditor</c>, <c>Bank</c>, <c>Solicitor</c>, <c>Accountant</c> (R127, R128). One item a referee.</summary>
    public required IReadOnlyList<string> CreditReferees { get; init; }

    /// <summary>Customer support has accepted extenuating circumstances in place of the credit requirements (R131).</summary>
    public required bool ExtenuatingCircumstancesAccepted { get; init; }

    /// <summary>References from other awarding bodies are sought for this application (R120).</summary>
    public required bool ReferencesSought { get; init; }

    public required bool ReferencesSatisfactory { get; init; }

    /// <summary>The centre is approved for timetabled exams already, by whichever body (R123).</summary>
    public required bool ApprovedForTimetabledExams { get; init; }

    /// <summary>Staff ask for a visit whatever the rules say (R121).</summary>
    public required bool VisitAskedFor { get; init; }

    public required bool VisitHeld { get; init; }

    /// <summary>False as long as none was held.</summary>
    public required bool VisitSatisfactory { get; init; }
}
