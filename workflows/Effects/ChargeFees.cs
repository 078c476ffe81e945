using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Effects;

/// <summary>
/// Charges what a decision names that was made before there was a centre to charge, once, by the fees of the day of the decision. What a refused decision names
/// is charged too, for the visit was made; an applicant that is no centre is invoiced by hand, and a notice says so.
/// </summary>
/// <param name="services">Looked up late: the library of definitions is built from the activities.</param>
internal sealed class ChargeFees(IServiceProvider services, CentresOptions options) : OcrEffect
{
    public override ActivityDescriptor Descriptor { get; } =
        Describe("Ocr.ChargeFees", "Charges the fees of an earlier decision to a centre.", ["decision", "centreNumber"]);

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var decision = Guid.TryParse(Text(request, "decision"), out var id) ? await context.Database.Set<DecisionRow>().FindAsync([id], stop) : null;
        if (decision is null)
        {
            throw new EffectException("EFF017", "There is no such decision.", $"Give {request.ActivityId} the decision that an Ocr.Decide before it made.");
        }

        var fees = decision.Outcome == Outcome.Accepted || (decision.Outcome == Outcome.Refused && options.ChargeRefusedVisits) ? CodesOf(decision) : [];
        if (fees.Count == 0 || await context.Database.Set<Charge>().AnyAsync(c => c.DecisionId == id, stop))
        {
            return EffectResult.Done;
        }

        var list = services.GetRequiredService<ReferenceLibrary>().Current.FeesOn(decision.DecisionDate);
        var charges = fees.Select(code => new LineCharge(code, Pence(list, code))).ToList();
        if (decision.Outcome == Outcome.Refused && request.Inputs.GetValueOrDefault("centreNumber") is not string { Length: > 0 })
        {
            await NotifyAsync(context, $"fee-to-invoice:{id:D}", "fee-to-invoice", new Dictionary<string, object?>
            {
                ["subject"] = decision.Subject,
                ["fees"] = charges.Select(object (c) => c.FeeCode).ToArray(),
                ["pence"] = charges.Sum(c => c.Pence),
            }, stop);
            return EffectResult.Done;
        }

        await AddAsync(context, Text(request, "centreNumber"), id, charges, stop);
        return EffectResult.Done;
    }

    /// <exception cref="EffectException">There is no such centre.</exception>
    public static async Task AddAsync(EffectContext context, string number, Guid decision, IReadOnlyList<LineCharge> charges, CancellationToken stop)
    {
        var centre = await context.Database.Set<Centre>().FindAsync([number], stop)
            ?? throw new EffectException("EFF007", $"The decision charges {string.Join(", ", charges.Select(c => c.FeeCode))}, and there is no centre to charge.", "Give the activity the number of a registered centre.");
        context.Database.AddRange(charges.Select(charge => new Charge
        {
            Id = context.Ids.Next(),
            CentreNumber = number,
            FeeCode = charge.FeeCode,
            AmountPence = charge.Pence,
            EntryId = Guid.Empty,
            DecisionId = decision,
            ChargedOn = Today(context),
            IsSample = centre.IsSample,
        }));
    }

    private static List<string> CodesOf(DecisionRow decision) =>
        [.. ((Finding[])CanonicalJson.Read(decision.Findings, typeof(Finding[])))
            .Where(f => f is { Severity: RuleSeverity.Charge, Status: RuleStatus.Failure, Fee: not null }).Select(f => f.Fee!)];

    private static long Pence(FeeList? list, string code) => list is not null && list.Pence.TryGetValue(code, out var pence)
        ? pence
        : throw new EffectException("EFF018", $"The fee \"{code}\" is not in the list of fees of the day of the decision.", "Add it to rule-sets/fees, then retry.");
}
