using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Suspends a centre, or lifts the suspension. A centre that was withdrawn stays as it is; for one that lapsed it is what an undone lapse returns to.</summary>
internal sealed class SetCentreStatus : OcrEffect
{
    private static readonly CentreStatus[] Settable = [CentreStatus.Approved, CentreStatus.Suspended];

    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.SetCentreStatus", "Suspends a centre, or lifts its suspension.", ["centreNumber", "status"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var word = Text(request, "status");
        if (!Enum.TryParse<CentreStatus>(word, out var status) || !Settable.Contains(status))
        {
            throw new EffectException("EFF015", $"\"{Identifiers.Mask.Plain(word)}\" is not a status that a workflow gives a centre.", $"Use one of {string.Join(", ", Settable)}.");
        }

        var centre = await context.Database.Set<Centre>().FindAsync([Text(request, "centreNumber")], stop)
            ?? throw new EffectException("EFF016", "No centre has this number.", "Check the number that the workflow was started with.");
        if (centre.Status == CentreStatus.Lapsed)
        {
            centre.StatusBeforeLapse = status;
        }
        else if (Settable.Contains(centre.Status) && centre.Status != status)
        {
            centre.Status = status;
            centre.Version++;
        }

        return EffectResult.Done;
    }
}
