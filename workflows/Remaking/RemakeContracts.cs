using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Remaking;

/// <param name="Since">First day whose decisions are made again, by the day they are dated.</param>
/// <param name="Version">Beginning of the hash of the version to decide with; null for the one that decides now.</param>
public sealed record RemakeRequest(string RuleSet, DateOnly Since, string? Version = null);

/// <summary>What making the decisions again would change; nothing has been written.</summary>
/// <param name="Version">Hash of the version that decides them.</param>
/// <param name="Affected">The set itself and those that inject it, as they decide.</param>
/// <param name="Changed">Decisions that come out otherwise, by centre.</param>
public sealed record RemakePlan(RemakeRequest Request, string Version, IReadOnlyList<RuleSet> Affected, ImpactReport Report, IReadOnlyList<ChangedDecision> Changed)
{
    /// <summary>Decisions that come out otherwise and can be made: the number that a person confirms.</summary>
    public int ToMake => Changed.Count(IsMade);

    /// <summary>One whose rules break, or whose facts cannot be read, stays as it is.</summary>
    internal static bool IsMade(ChangedDecision decision) => decision.NewOutcome is Outcome.Accepted or Outcome.Refused;
}

/// <summary>What was carried out.</summary>
/// <param name="Made">Decisions that were made anew.</param>
/// <param name="Centres">Centres that were told.</param>
/// <param name="LeftToDo">Of the new decisions, those that leave something to a person.</param>
/// <param name="Complete">False when it was stopped: what was committed stays, and the same command goes on.</param>
public sealed record RemakeResult(Guid Remake, int Made, int Centres, long CreditedPence, long ChargedPence, int LeftToDo, bool Complete);
