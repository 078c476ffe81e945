using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Lapses an approval (R134) and writes to the centre, naming what is not finished under it. One that has lapsed or was withdrawn stays as it is.</summary>
/// <param name="services">Looked up late: the library of definitions is built from the activities.</param>
internal sealed class LapseApproval(IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.LapseApproval", "Lapses the approval and tells the centre (R134).", ["approvalReference"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        var open = await OpenWork.OfAsync(context.Database, services.GetRequiredService<ReferenceLibrary>().Current, approval.CentreNumber, approval.Covers, stop);
        await ApplyAsync(context.Database, approval, open, Today(context), context.Instance.Id, context.Now, context.Ids, stop);
        return EffectResult.Done;
    }

    /// <summary>Also the way for an approval that no workflow accompanies.</summary>
    internal static async Task ApplyAsync(OcrDbContext database, Approval approval, OpenWork open, DateOnly on, InstanceId? instance, DateTimeOffset now, IIdSource ids, CancellationToken stop)
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
            ["openEntries"] = (long)open.Entries,
            ["openClaims"] = open.Claims.Cast<object?>().ToArray(),
        }, instance, now, ids, stop);
    }
}
