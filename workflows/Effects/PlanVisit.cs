using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Plans one of the two visits a year (R97): a window in which the assurer and the centre agree on a day (R91, R99).</summary>
/// <param name="services">Looked up late: starting goes through the Inbox, which is built from the activities.</param>
internal sealed class PlanVisit(CentresOptions options, IServiceProvider services) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.PlanVisit", "Plans the next quality assurance visit and starts qa-visit for it; none is held from 18 to 31 August (R97).", ["approvalReference"], ["plannedFor"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var approval = await ApprovalAsync(request, context, stop);
        var key = $"{context.Instance.Id}/{request.Id}";
        var visit = await context.Database.Set<QaVisit>().FirstOrDefaultAsync(v => v.PlanKey == key, stop);
        if (visit is null)
        {
            var (from, to) = Window(Today(context).AddDays(options.VisitNoticeDays), options.VisitWindowDays);
            visit = new QaVisit
            {
                Id = context.Ids.Next(),
                ApprovalReference = approval.Reference,
                CentreNumber = approval.CentreNumber,
                Covers = approval.Covers,
                Assurer = approval.Assurer,
                PlannedFrom = from,
                PlannedTo = to,
                PlanKey = key,
                IsSample = approval.IsSample,
            };
            context.Database.Add(visit);
            await NotifyAsync(context, $"visit-planned:{key}", "visit-planned", new Dictionary<string, object?>
            {
                ["approval"] = approval.Reference,
                ["centre"] = approval.CentreNumber,
                ["assurer"] = approval.Assurer,
                ["from"] = from,
                ["to"] = to,
            }, stop);
            await StartAsync(visit, context, stop);
        }

        return new EffectResult("Done", new Dictionary<string, object?> { ["plannedFor"] = visit.PlannedFrom });
    }

    /// <summary>The visit and its workflow are there together or not at all. It is named by the approval and its number under it, such as <c>12345-it/visit-2</c>.</summary>
    private async Task StartAsync(QaVisit visit, EffectContext context, CancellationToken stop)
    {
        await context.Database.SaveChangesAsync(stop);
        var visits = context.Database.Set<QaVisit>().Where(v => v.ApprovalReference == visit.ApprovalReference);
        var yearBefore = Today(context).AddYears(-1);
        var number = await visits.CountAsync(stop);
        var reference = string.Create(CultureInfo.InvariantCulture, $"{visit.ApprovalReference}/visit-{number}");
        var start = new StartRequest("qa-visit", new Dictionary<string, object?>
        {
            ["VisitReference"] = reference,
            ["ApprovalReference"] = visit.ApprovalReference,
            ["CentreNumber"] = visit.CentreNumber,
            ["QualificationCode"] = visit.Covers,
            ["PlannedFrom"] = visit.PlannedFrom,
            ["PlannedTo"] = visit.PlannedTo,
            ["VisitsInYear"] = await visits.CountAsync(v => v.HeldOn > yearBefore, stop),
        }, $"visit:{reference}", visit.CentreNumber, visit.Covers);
        await services.GetRequiredService<Inbox>().StartWithinAsync(context.Database, start, RequestIds.For($"Visit:{visit.PlanKey}"), context.Actor, stop);
    }

    /// <summary>A window that would touch 18 to 31 August, both inclusive, begins on 1 September instead: no visit is held then.</summary>
    /// <param name="days">Length of the window, at least 1.</param>
    internal static (DateOnly From, DateOnly To) Window(DateOnly earliest, int days)
    {
        var to = earliest.AddDays(days - 1);
        var closedFrom = new DateOnly(earliest.Year, 8, 18);
        var closedTo = new DateOnly(earliest.Year, 8, 31);
        var from = earliest <= closedTo && to >= closedFrom ? closedTo.AddDays(1) : earliest;
        return (from, from.AddDays(days - 1));
    }
}
