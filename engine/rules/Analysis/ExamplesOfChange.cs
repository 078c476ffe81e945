namespace OcrWorkflows.Rules.Analysis;

/// <summary>Keeps the first facts that show each kind of difference between two sets.</summary>
internal sealed class ExamplesOfChange
{
    private readonly Dictionary<string, ComparedFacts> _holds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComparedFacts> _fails = new(StringComparer.Ordinal);

    public ComparedFacts? NewlyAccepted { get; private set; }

    public ComparedFacts? NewlyRefused { get; private set; }

    public ComparedFacts? NowHolds(string rule) => _holds.GetValueOrDefault(rule);

    public ComparedFacts? NowFails(string rule) => _fails.GetValueOrDefault(rule);

    public void Add(FoundFacts found, Verdict before, Verdict after)
    {
        var now = after.Results.ToDictionary(r => r.Rule, r => r.Status, StringComparer.Ordinal);
        foreach (var result in before.Results)
        {
            if (!now.TryGetValue(result.Rule, out var status))
            {
                continue;
            }

            var (held, holds) = (Holds(result.Status), Holds(status));
            if (held == false && holds == true)
            {
                _holds.TryAdd(result.Rule, Example(found));
            }
            else if (held == true && holds == false)
            {
                _fails.TryAdd(result.Rule, Example(found));
            }
        }

        NewlyAccepted ??= before.Outcome == Outcome.Refused && after.Outcome == Outcome.Accepted ? Example(found) : null;
        NewlyRefused ??= before.Outcome == Outcome.Accepted && after.Outcome == Outcome.Refused ? Example(found) : null;
    }

    /// <summary>A rule that is not in force stands in nobody's way; one that breaks says neither.</summary>
    private static bool? Holds(RuleStatus status) => status switch
    {
        RuleStatus.Success or RuleStatus.Skipped => true,
        RuleStatus.Failure => false,
        _ => null,
    };

    private static ComparedFacts Example(FoundFacts found) => new(found.Case, found.Changes, CanonicalJson.Write(found.Facts));
}
