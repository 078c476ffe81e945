using System.Text.Json;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Decides one stored decision anew, with a draft and the fees of its day.</summary>
internal sealed class Decider(RuleSet set, ReferenceData reference)
{
    public string RuleSet => set.Name;

    /// <summary>What cannot be read or decided is a result too, and never counts as the same.</summary>
    public Replayed Decide(StoredDecision stored, About about)
    {
        try
        {
            var old = Said.Stored(stored.Outcome, stored.Findings);
            var facts = CanonicalJson.Read(stored.Facts, set.Contract.FactsType);
            var now = Said.Of(Conclusion.Of(set.Decide(facts, stored.DecisionDate), reference.FeesOn(stored.DecisionDate), stored.DecisionDate));
            var difference = Difference.Between(old, now);
            return new Replayed(about, stored.DecisionDate, difference.IsChanged ? Changed(stored, about, now.Outcome, difference) : null, difference.OtherTexts);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            return new Replayed(about, stored.DecisionDate, Unreadable(stored, about, Reason(fault)), false);
        }
    }

    private static ChangedDecision Changed(StoredDecision stored, About about, Outcome now, Difference difference) => new(
        stored.Id, stored.Subject, stored.RuleSet, stored.DecisionDate, about.Centre, about.Qualification, stored.Outcome, now,
        difference.NowFailing, difference.NoLongerFailing, difference.NowBroken, difference.NoLongerBroken, difference.ChargesAdded, difference.ChargesRemoved, null);

    private static ChangedDecision Unreadable(StoredDecision stored, About about, string reason) => new(
        stored.Id, stored.Subject, stored.RuleSet, stored.DecisionDate, about.Centre, about.Qualification, stored.Outcome, null, [], [], [], [], [], [], reason);

    private static string Reason(Exception fault) => fault is JsonException ? $"The stored facts or findings cannot be read: {fault.Message}" : $"{fault.GetType().Name}: {fault.Message}";
}
