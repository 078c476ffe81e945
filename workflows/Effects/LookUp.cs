using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Tells a workflow what the register says of a centre and of what it wants to offer, as it stands now.</summary>
/// <param name="services">Looked up late: the library of definitions is built from the activities.</param>
internal sealed class LookUp(IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } = Describe(
        "Ocr.LookUp", "Looks the centre up in the register, and its approval for a suite or a code.", ["centreNumber", "covers"],
        ["centreStatus", "approved", "line", "deliveringSince", "visitsHeld", "lastVisitOn"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var number = Text(request, "centreNumber");
        var covers = request.Inputs["covers"] as string ?? "";
        var centre = await context.Database.Set<Centre>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, stop)
            ?? throw new EffectException("EFF016", "No centre has this number.", "Check the number that the workflow was started with.");
        var qualification = services.GetRequiredService<ReferenceLibrary>().Current.Qualifications.GetValueOrDefault(covers);
        var under = qualification?.CoveredBy ?? covers;
        var approval = await context.Database.Set<Approval>().AsNoTracking()
            .Where(a => a.CentreNumber == number && a.Status == ApprovalStatus.Active && a.Covers == under).OrderBy(a => a.Reference).FirstOrDefaultAsync(stop);
        var held = await context.Database.Set<QaVisit>().AsNoTracking()
            .Where(v => v.CentreNumber == number && v.Covers == under && v.HeldOn != null).Select(v => v.HeldOn!.Value).ToListAsync(stop);
        return new EffectResult("Done", new Dictionary<string, object?>
        {
            ["centreStatus"] = centre.Status.ToString(),
            ["approved"] = approval is not null,
            ["line"] = qualification?.Line,
            ["deliveringSince"] = approval?.FirstEntryOn,
            ["visitsHeld"] = (long)held.Count,
            ["lastVisitOn"] = held.Count == 0 ? null : held.Max(),
        });
    }
}
