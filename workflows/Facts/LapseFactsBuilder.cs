using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Facts;

/// <summary>Builds what <c>rule-sets/lapse</c> is told.</summary>
internal static class LapseFactsBuilder
{
    public static LapseFacts Build(Approval approval, DateOnly asOf) => new()
    {
        DecisionDate = asOf,
        Scope = approval.Scope.ToString(),
        CentreNumber = approval.CentreNumber,
        Covers = approval.Covers,
        GrantedOn = approval.GrantedOn,
        LastActivityOn = approval.LastActivityOn,
        InactiveSince = approval.InactiveSince,
    };

    /// <summary>The vocational approval of a centre as a whole (R135): counted from the last activity or the last grant under any of its vocational approvals.</summary>
    public static LapseFacts Build(Centre centre, DateOnly? lastActivityOn, DateOnly? inactiveSince, DateOnly asOf) => new()
    {
        DecisionDate = asOf,
        Scope = nameof(ApprovalScope.Centre),
        CentreNumber = centre.Number,
        Covers = "",
        GrantedOn = centre.VocationalApprovalGrantedOn,
        LastActivityOn = lastActivityOn,
        InactiveSince = inactiveSince > centre.VocationalApprovalGrantedOn ? inactiveSince.Value : centre.VocationalApprovalGrantedOn,
    };
}
