using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Host.Pages.Centres;

/// <summary>Asks the lapse rules themselves when an approval would lapse if nothing happened, so that page and sweep can never disagree.</summary>
public static class LapseForecast
{
    /// <summary>How far ahead is asked, in days.</summary>
    private const int Horizon = 3660;

    /// <returns>The first day on which the rules do not let the approval stay; null when there is none within ten years, or the rules break.</returns>
    public static DateOnly? Of(RuleSet rules, Approval approval, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(approval);
        if (Ask(rules, approval, today) == Outcome.Refused)
        {
            return today;
        }

        var (stays, lapses) = (0, Horizon);
        if (Ask(rules, approval, today.AddDays(lapses)) != Outcome.Refused)
        {
            return null;
        }

        while (lapses - stays > 1)
        {
            var middle = (stays + lapses) / 2;
            if (Ask(rules, approval, today.AddDays(middle)) == Outcome.Refused)
            {
                lapses = middle;
            }
            else
            {
                stays = middle;
            }
        }

        return today.AddDays(lapses);
    }

    private static Outcome Ask(RuleSet rules, Approval approval, DateOnly day) => rules.Decide(
        new LapseFacts
        {
            DecisionDate = day,
            Scope = approval.Scope.ToString(),
            CentreNumber = approval.CentreNumber,
            Covers = approval.Covers,
            GrantedOn = approval.GrantedOn,
            LastActivityOn = approval.LastActivityOn,
            InactiveSince = approval.InactiveSince,
        },
        day).Outcome;
}
