using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Lapses an approval (R134) and writes to the centre. One that has lapsed or was withdrawn stays as it is.</summary>
internal sealed class LapseApproval : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.LapseApproval", "Lapses the approval and tells the centre (R134).", ["approvalReference"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        await ApplyAsync(context.Database, approval, Today(context), context.Instance.Id, context.Now, context.Ids, stop);
        return EffectResult.Done;
    }

    /// <summary>Also the way for an approval that no workflow accompanies.</summary>
    internal static async Task ApplyAsync(OcrDbContext database, Approval approval, DateOnly on, InstanceId? instance, DateTimeOffset now, IIdSource ids, CancellationToken stop)
    {
        if (approval.Status != ApprovalStatus.Active)
        {
            return;
        }

        approval.Status = ApprovalStatus.Lapsed;
        approval.LapsedOn = on;
        approval.Version++;
        await Notices.WriteAsync(database, $"approval-lapsed:{approval.Reference}:{on:yyyy-MM-dd}", "approval-lapsed", new Dictionary<string, object?>
        {
            ["approval"] = approval.Reference,
            ["centre"] = approval.CentreNumber,
            ["covers"] = approval.Covers,
            ["inactiveSince"] = approval.InactiveSince,
        }, instance, now, ids, stop);
    }
}
