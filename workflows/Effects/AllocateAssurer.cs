using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Allocates a quality assurer to an approval after its first entry (R90). An approval that has one keeps it.</summary>
internal sealed class AllocateAssurer(CentresOptions options) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.AllocateAssurer", "Allocates a quality assurer to the approval (R90).", ["approvalReference"], ["assurer"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        if (approval.Assurer is null)
        {
            approval.Assurer = Choose(approval);
            approval.Version++;
            await NotifyAsync(context, $"assurer-allocated:{approval.Reference}", "assurer-allocated", new Dictionary<string, object?>
            {
                ["approval"] = approval.Reference,
                ["centre"] = approval.CentreNumber,
                ["assurer"] = approval.Assurer,
            }, stop);
        }

        return new EffectResult("Done", new Dictionary<string, object?> { ["assurer"] = approval.Assurer });
    }

    /// <summary>All approvals of a centre go to one assurer; centres are spread evenly by their number (a setting of ours: how it is done was not found).</summary>
    private string Choose(Approval approval) =>
        options.Assurers.Count > 0 ? options.Assurers[int.Parse(approval.CentreNumber, System.Globalization.CultureInfo.InvariantCulture) % options.Assurers.Count]
        : approval.IsSample ? options.SampleAssurer
        : throw new EffectException("EFF004", "No quality assurer is known.", "Set Centres:Assurers to their user names, then retry.");
}
