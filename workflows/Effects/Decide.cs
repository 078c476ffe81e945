using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>
/// Decides by the current version of a rule set and writes the decision down with its facts. What the definition tells is read strictly into the facts
/// that the set is told; the day of the decision is today. Fees that are named are charged to the centre; without one they are left to <c>Ocr.ChargeFees</c>.
/// </summary>
/// <param name="services">Looked up late: the library of definitions is built from the activities.</param>
internal sealed class Decide(IServiceProvider services) : OcrEffect
{
    private const string CentreNumber = "centreNumber";

    public override ActivityDescriptor Descriptor { get; } = new(
        "Ocr.Decide",
        new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            ["ruleSet"] = typeof(string),
            ["subject"] = typeof(string),
            [CentreNumber] = typeof(string),
            ["facts"] = typeof(IReadOnlyDictionary<string, object?>),
        },
        ["decision", "messages", "remedies", "failing"],
        [nameof(Outcome.Accepted), nameof(Outcome.Refused), nameof(Outcome.Undecided)],
        "Decides by a rule set, and keeps the decision with its facts.");

    public override async Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var name = Text(request, "ruleSet");
        var set = services.GetRequiredService<RuleSetLibrary>().Find(name)
            ?? throw new EffectException("EFF006", $"There is no rule set \"{Identifiers.Mask.Plain(name)}\" that could decide.", "Publish it, then retry.");
        var today = Today(context);
        var facts = GivenFacts.Read(set.Contract, (IReadOnlyDictionary<string, object?>)request.Inputs["facts"]!, today, request.ActivityId);
        var reference = services.GetRequiredService<ReferenceLibrary>().Current;
        var fees = reference.FeesOn(today);
        var conclusion = Conclusion.Of(set.Decide(facts, today), fees, today);
        var charged = conclusion.Charges.Count > 0 ? fees!.File : null;
        if (charged is not null)
        {
            await ReferenceArchive.KeepWithinAsync(context.Database, reference, charged, context.Now, stop);
        }

        var decision = new DecisionWriter(set, reference, context.Now, context.Actor, services.GetRequiredService<CentresOptions>().HostVersion)
            .Write(context.Ids.Next(), Text(request, "subject"), facts, today, conclusion.Outcome, conclusion.Findings, charged);
        context.Database.Add(decision);
        if (charged is not null && request.Inputs[CentreNumber] is string { Length: > 0 } number)
        {
            await ChargeFees.AddAsync(context, number, decision.Id, conclusion.Charges, stop);
        }

        return new EffectResult(conclusion.Outcome.ToString(), Said(decision.Id, conclusion.Findings));
    }

    private static Dictionary<string, object?> Said(Guid decision, IReadOnlyList<Finding> findings)
    {
        var refusing = findings.Where(f => f.Severity == RuleSeverity.Refuse || f.Status == RuleStatus.Error).ToList();
        return new Dictionary<string, object?>
        {
            ["decision"] = decision.ToString("D"),
            ["messages"] = refusing.Select(f => f.Message).OfType<object>().ToArray(),
            ["remedies"] = refusing.Select(f => f.Remedy).OfType<object>().Distinct().ToArray(),
            ["failing"] = refusing.Select(object (f) => f.Rule).ToArray(),
        };
    }
}
