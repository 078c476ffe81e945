using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Marks a claim as not decided within five working days of the visit (R104) and says so to the assurer and the staff.</summary>
internal sealed class NotifyClaimOverdue : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.NotifyClaimOverdue", "Marks the claim as overdue and notifies (R104).", ["claimNumber"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var claim = await ClaimAsync(request, context, stop);
        if (claim.OverdueSince is null && claim.Status == ClaimStatus.Submitted)
        {
            claim.OverdueSince = context.Now;
            claim.Version++;
            await NotifyAsync(context, $"claim-overdue:{claim.ClaimNumber}", "claim-overdue", new Dictionary<string, object?>
            {
                ["claim"] = claim.ClaimNumber,
                ["centre"] = claim.CentreNumber,
                ["qualification"] = claim.QualificationCode,
                ["visitedOn"] = claim.VisitedOn,
            }, stop);
        }

        return EffectResult.Done;
    }
}
