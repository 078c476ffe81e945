using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Claims;

/// <summary>Asks <c>rule-sets/claims</c> whether a claim is taken, and writes the decision down whatever it is.</summary>
internal sealed class ClaimDecider(ReferenceLibrary references, RuleSetLibrary rules, IIdSource ids, CentresOptions options)
{
    public async Task<ClaimDecision> DecideAsync(OcrDbContext database, ClaimFactsBuilder claim, DateTimeOffset now, Actor actor, CancellationToken stop)
    {
        var today = WorkingCalendar.LocalDate(now);
        var facts = await claim.BuildAsync(database, today, stop);
        var set = rules.Current("claims");
        var conclusion = Conclusion.Of(set.Decide(facts, today), references.Current.FeesOn(today), today);
        var row = new DecisionWriter(set, references.Current, now, actor, options.HostVersion)
            .Write(ids.Next(), $"claim:{facts.ClaimReference}", facts, today, conclusion.Outcome, conclusion.Findings, claim.Qualification.File);
        database.Add(row);
        await database.SaveChangesAsync(stop);
        return new ClaimDecision(row.Id, conclusion.Outcome, conclusion.Findings);
    }
}

internal sealed record ClaimDecision(Guid Id, Outcome Outcome, IReadOnlyList<Finding> Findings)
{
    private const string Refused = "CLM003";
    private const string Undecided = "CLM004";

    /// <summary>The answer to a claim that was not accepted.</summary>
    public ClaimSubmitted NotTaken()
    {
        var said = Findings.Where(f => f.Severity == RuleSeverity.Refuse || f.Status == RuleStatus.Error).ToList();
        var problem = Outcome == Outcome.Refused
            ? $"{Refused}: {string.Join(' ', said.Select(f => $"{f.Message} {f.Remedy}".Trim()))}"
            : $"{Undecided}: The rules {string.Join(", ", said.Select(f => f.Rule))} broke, so the claim is neither taken nor refused. Send it again once they are corrected.";
        return new ClaimSubmitted(Outcome == Outcome.Refused ? ClaimSubmitStatus.Refused : ClaimSubmitStatus.Undecided, null, null, problem) { Decision = Id, Findings = Findings };
    }
}
