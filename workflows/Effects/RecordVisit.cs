using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Records that the visit was held, and tells the claims that wait for it: their five working days begin (R104).</summary>
/// <param name="services">Looked up late: telling goes through the Inbox, which is built from the activities.</param>
internal sealed class RecordVisit(IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } = new(
        "Ocr.RecordVisit",
        new Dictionary<string, Type>(StringComparer.Ordinal) { ["approvalReference"] = typeof(string), ["visitedOn"] = typeof(DateOnly) },
        ["claims"],
        ["Done"],
        "Records a visit that was held, and tells the claims that wait for it (R103, R104).");

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        var visitedOn = (DateOnly)request.Inputs["visitedOn"]!;
        if (visitedOn > Today(context))
        {
            throw new EffectException("EFF013", $"A visit on {visitedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} has not been held yet.", "Record it once it was held.");
        }

        var told = await services.GetRequiredService<ClaimService>().RecordVisitWithinAsync(context.Database, approval, visitedOn, context.Actor, stop);
        return new EffectResult("Done", new Dictionary<string, object?> { ["claims"] = (long)told.Count });
    }
}
