namespace OcrWorkflows.Rules.Cases;

/// <summary>Adds up the answers that each condition of the set's own rules gave over all the cases, from their traces.</summary>
internal sealed class ConditionsSeen(RuleSet set)
{
    private readonly Dictionary<(string Rule, string Text, int Start), (bool True, bool False)> _seen = [];
    private readonly HashSet<string> _own = set.Rules.Where(r => r.Set == set.Name).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<ConditionCoverage> All =>
        [.. _seen.Select(s => new ConditionCoverage(s.Key.Rule, s.Key.Text, s.Key.Start, s.Value.True, s.Value.False))];

    public void Add(Verdict verdict)
    {
        foreach (var result in verdict.Results.Where(r => _own.Contains(r.Rule)))
        {
            Add("", result);
        }
    }

    private void Add(string owner, RuleResult result)
    {
        foreach (var condition in result.Trace?.Conditions ?? [])
        {
            var key = (owner + result.Rule, condition.Text, condition.Start);
            var (@true, @false) = _seen.GetValueOrDefault(key);
            _seen[key] = (@true || condition.True, @false || condition.False);
        }

        foreach (var child in result.Children)
        {
            Add($"{owner}{result.Rule}/", child);
        }
    }
}
