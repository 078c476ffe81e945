using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Notes the sanction that is in force for an approval; level 0 lifts it.</summary>
internal sealed class SetSanction : OcrEffect
{
    private const int Highest = 5;

    public override ActivityDescriptor Descriptor { get; } = new(
        "Ocr.SetSanction",
        new Dictionary<string, Type>(StringComparer.Ordinal) { ["approvalReference"] = typeof(string), ["level"] = typeof(int) },
        [],
        ["Done"],
        "Notes the sanction in force for an approval; 0 for none.");

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        var level = (int)request.Inputs["level"]!;
        if (level is < 0 or > Highest)
        {
            throw new EffectException("EFF020", $"{level} is not a level of sanction.", $"Use 0 for none, or 1 to {Highest}.");
        }

        if (approval.SanctionLevel != level)
        {
            approval.SanctionLevel = level;
            approval.Version++;
        }

        return EffectResult.Done;
    }
}
