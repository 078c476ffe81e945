using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Sets direct claim status of an approval (R95, R96, R108): recommended, granted, withdrawn or none.</summary>
internal sealed class SetDirectClaimStatus : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.SetDirectClaimStatus", "Sets direct claim status of the approval (R95, R108).", ["approvalReference", "status"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        var word = Text(request, "status");
        if (!Enum.TryParse<DirectClaimStatus>(word, out var status) || !Enum.IsDefined(status))
        {
            throw new EffectException("EFF014", $"\"{Identifiers.Mask.Plain(word)}\" is not a direct claim status.", $"Use one of {string.Join(", ", Enum.GetNames<DirectClaimStatus>())}.");
        }

        if (approval.DirectClaimStatus != status)
        {
            approval.DirectClaimStatus = status;
            approval.Version++;
        }

        return EffectResult.Done;
    }
}
