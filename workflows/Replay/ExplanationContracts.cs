using System.Text.Json.Serialization;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>What would have made a refused decision come out accepted.</summary>
/// <param name="Changes">Each way, in words, the fewest changes first; each was decided by the rules that refused before it is named.</param>
/// <param name="Advice">What the rules that refused say is to be done, as they were written.</param>
/// <param name="NoneBecause">Why there is no way; null when there is one.</param>
public sealed record WhatWouldDo(IReadOnlyList<string> Changes, IReadOnlyList<string> Advice, string? NoneBecause)
{
    /// <summary>Somebody waits for the answer, so the search ends sooner than on the command line.</summary>
    internal static RemedyOptions Limits { get; } = new() { MostDecisions = 4_000, MostChanges = 3 };

    internal static WhatWouldDo Of(RemedyReport report) => new(
        [.. report.Remedies.Select(r => r.Words)], [.. report.Refusals.Select(r => r.Remedy).OfType<string>().Distinct()], report.NoneBecause);
}

/// <summary>How every rule came to its answer in a past decision, found by asking the same rules about the same facts.</summary>
/// <param name="Outcome">What they say; null when they could not be asked.</param>
/// <param name="NoneBecause">Why they could not be asked; null when they could.</param>
/// <param name="Rules">In the order of the file; the rules of a group follow it.</param>
public sealed record TracedDecision(Guid Decision, string RuleSet, Outcome? Outcome, string? NoneBecause, IReadOnlyList<TracedRule> Rules);

/// <summary>One rule's answer and how it came to it.</summary>
/// <param name="Depth">0 for a rule of the set itself, 1 for one of a group in it, and so on.</param>
/// <param name="Severity">What it means that it does not hold.</param>
/// <param name="Message">Filled in; null when it holds or has none.</param>
/// <param name="Remedy">What the rule says is to be done; null when it holds or has none.</param>
/// <param name="Fee">Kind of fee that it charges; null when it charges none.</param>
/// <param name="SkippedBecause">Null unless it was skipped.</param>
/// <param name="From">First day in force; null without one.</param>
/// <param name="To">Last day in force; null without one.</param>
/// <param name="Expression">The whole condition; null for a group and for a rule that was skipped.</param>
/// <param name="IsCut">There were more parts than are kept; the later ones are left out.</param>
public sealed record TracedRule(
    string Rule,
    int Depth,
    RuleStatus Status,
    RuleSeverity Severity,
    string? Message,
    string? Remedy,
    string? Fee,
    IReadOnlyList<string> Clauses,
    string? SkippedBecause,
    DateOnly? From,
    DateOnly? To,
    TracedStep? Expression,
    bool IsCut)
{
    /// <summary>It says nothing against the decision and adds nothing to it: it held, or was not asked.</summary>
    [JsonIgnore]
    public bool Holds => Status is RuleStatus.Success or RuleStatus.Skipped;

    public static IEnumerable<TracedRule> Of(RuleSet set, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(verdict);
        var described = set.Rules.DistinctBy(r => r.Name).ToDictionary(r => r.Name, StringComparer.Ordinal);
        return verdict.Results.SelectMany(r => Of(r, 0, described));
    }

    private static IEnumerable<TracedRule> Of(RuleResult result, int depth, Dictionary<string, RuleDescription> described)
    {
        var rule = described.GetValueOrDefault(result.Rule);
        var own = new TracedRule(
            result.Rule, depth, result.Status, result.Severity, result.Message, result.Remedy, result.Fee, result.Clauses, result.SkippedBecause, rule?.From, rule?.To,
            result.Trace is { } trace ? TracedStep.Of(trace.Root) : null, result.Trace is { IsCut: true });
        return result.Children.SelectMany(c => Of(c, depth + 1, described)).Prepend(own);
    }
}
