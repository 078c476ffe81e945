using System.Globalization;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres;

/// <summary>What a verdict comes to once its fees are looked up. A decision is made, replayed and made again through here, so that all three agree.</summary>
/// <param name="Charges">Empty unless accepted.</param>
internal sealed record Conclusion(Outcome Outcome, IReadOnlyList<Finding> Findings, IReadOnlyList<LineCharge> Charges)
{
    private const string FeeNotListed = "IMP031";

    /// <summary>A fee that is not in the list in force cannot be charged, so the decision stays open: never accepted without it by accident.</summary>
    /// <param name="fees">The list in force; null when the day is before the first.</param>
    public static Conclusion Of(Verdict verdict, FeeList? fees, DateOnly date)
    {
        var findings = Finding.Of(verdict.Results);
        if (verdict.Outcome != Outcome.Accepted)
        {
            return new Conclusion(verdict.Outcome, findings, []);
        }

        var charges = new List<LineCharge>();
        foreach (var code in verdict.Fees)
        {
            if (fees is null || !fees.Pence.TryGetValue(code, out var pence))
            {
                return new Conclusion(Outcome.Undecided, [.. findings, NotListed(code, date)], []);
            }

            charges.Add(new LineCharge(code, pence));
        }

        return new Conclusion(Outcome.Accepted, findings, charges);
    }

    private static Finding NotListed(string code, DateOnly date) => new(FeeNotListed, RuleStatus.Error, RuleSeverity.Refuse,
        string.Create(CultureInfo.InvariantCulture, $"The fee \"{code}\" is not in the list of fees in force on {date:yyyy-MM-dd}."), [], code, "Add it to rule-sets/fees and send the line again in another file.", []);
}
