using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Records that the assurer confirmed, edited or withdrew the claim (R103).</summary>
internal sealed class RecordClaimDecision : OcrEffect
{
    private static readonly string[] Decisions = [nameof(ClaimStatus.Confirmed), nameof(ClaimStatus.Edited), nameof(ClaimStatus.Withdrawn)];

    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.RecordClaimDecision", "Records the assurer's decision on the claim (R103).", ["claimNumber", "decision"], outcomes: Decisions);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var claim = await ClaimAsync(request, context, stop);
        var word = Text(request, "decision");
        var decision = Decisions.FirstOrDefault(d => string.Equals(d, word, StringComparison.OrdinalIgnoreCase))
            ?? throw new EffectException("EFF005", $"\"{Identifiers.Mask.Plain(word)}\" is not a decision on a claim.", $"Decide {string.Join(", ", Decisions)}.");
        if (claim.DecidedOn is null)
        {
            claim.Status = Enum.Parse<ClaimStatus>(decision);
            claim.DecidedOn = Today(context);
            claim.DecidedBy = context.Actor.Name;
            claim.Version++;
            await NotifyAsync(context, $"claim-decided:{claim.ClaimNumber}", "claim-decided", new Dictionary<string, object?>
            {
                ["claim"] = claim.ClaimNumber,
                ["centre"] = claim.CentreNumber,
                ["decision"] = decision,
            }, stop);
        }

        return new EffectResult(decision, new Dictionary<string, object?>());
    }
}
