using System.Text.Json;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>What the rules said in one decision, in the form in which two decisions are compared.</summary>
/// <param name="Failing">Rule to message; rules of a group as <c>Group/Rule</c>.</param>
/// <param name="Charges">Fee codes with repeats, in order; none unless accepted.</param>
internal sealed record Said(Outcome Outcome, IReadOnlyDictionary<string, string> Failing, IReadOnlyDictionary<string, string> Broken, IReadOnlyList<string> Charges)
{
    private static readonly JsonSerializerOptions s_stored = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static readonly Dictionary<string, string> s_none = [];

    public static Said Of(Conclusion conclusion) => Of(conclusion.Outcome, conclusion.Findings);

    /// <exception cref="JsonException">The stored findings are not what this build writes.</exception>
    public static Said Stored(Outcome outcome, string findings) =>
        Of(outcome, findings == "[]" ? [] : JsonSerializer.Deserialize<Finding[]>(findings, s_stored) ?? throw new JsonException("The stored findings are null."));

    private static Said Of(Outcome outcome, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return new Said(outcome, s_none, s_none, []);
        }

        var failing = new Dictionary<string, string>(StringComparer.Ordinal);
        var broken = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect("", findings, failing, broken);
        return new Said(outcome, failing, broken, outcome != Outcome.Accepted ? [] :
            [.. findings.Where(f => f is { Status: RuleStatus.Failure, Severity: RuleSeverity.Charge, Fee: not null }).Select(f => f.Fee!)]);
    }

    private static void Collect(string owner, IReadOnlyList<Finding> findings, Dictionary<string, string> failing, Dictionary<string, string> broken)
    {
        foreach (var finding in findings)
        {
            (finding.Status == RuleStatus.Error ? broken : failing)[owner + finding.Rule] = finding.Message ?? "";
            Collect($"{owner}{finding.Rule}/", finding.Children, failing, broken);
        }
    }
}

/// <summary>Old against new.</summary>
internal sealed record Difference(
    IReadOnlyList<string> NowFailing,
    IReadOnlyList<string> NoLongerFailing,
    IReadOnlyList<string> NowBroken,
    IReadOnlyList<string> NoLongerBroken,
    IReadOnlyList<string> ChargesAdded,
    IReadOnlyList<string> ChargesRemoved,
    bool OtherOutcome,
    bool OtherTexts)
{
    private static readonly Difference s_none = new([], [], [], [], [], [], false, false);

    /// <summary>Outcome, failing and broken rules and fees; texts do not count here.</summary>
    public bool IsChanged => OtherOutcome || NowFailing.Count + NoLongerFailing.Count + NowBroken.Count + NoLongerBroken.Count + ChargesAdded.Count + ChargesRemoved.Count > 0;

    public static Difference Between(Said old, Said now) =>
        old.Outcome == now.Outcome && old.Failing.Count + old.Broken.Count + now.Failing.Count + now.Broken.Count == 0 ? s_none : new Difference(
            Only(now.Failing, old.Failing),
            Only(old.Failing, now.Failing),
            Only(now.Broken, old.Broken),
            Only(old.Broken, now.Broken),
            Less(now.Charges, old.Charges),
            Less(old.Charges, now.Charges),
            old.Outcome != now.Outcome,
            HasOtherTexts(old.Failing, now.Failing) || HasOtherTexts(old.Broken, now.Broken));

    private static List<string> Only(IReadOnlyDictionary<string, string> these, IReadOnlyDictionary<string, string> those) =>
        [.. these.Keys.Where(k => !those.ContainsKey(k)).Order(StringComparer.Ordinal)];

    /// <summary>These without those, each taken away once.</summary>
    private static List<string> Less(IReadOnlyList<string> these, IReadOnlyList<string> those)
    {
        var left = these.ToList();
        foreach (var one in those)
        {
            left.Remove(one);
        }

        return left;
    }

    private static bool HasOtherTexts(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> now) =>
        old.Any(o => now.TryGetValue(o.Key, out var text) && text != o.Value);
}
