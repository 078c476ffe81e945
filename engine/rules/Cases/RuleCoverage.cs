namespace OcrWorkflows.Rules.Cases;

/// <summary>Which rules of a set the cases have shown passing, and which failing. Injected rules are covered by the cases of their own set.</summary>
internal sealed class RuleCoverage(RuleSet set)
{
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public void Add(Verdict verdict) => Add("", verdict.Results);

    /// <summary>One line for each side that no case shows; the rules of a group as <c>Group/Rule</c>.</summary>
    public IReadOnlyList<string> Unseen() => [.. Unseen("", set.Rules.Where(r => r.Set == set.Name))];

    private void Add(string owner, IEnumerable<RuleResult> results)
    {
        foreach (var result in results)
        {
            var seen = result.Status switch { RuleStatus.Success => _passed, RuleStatus.Failure => _failed, _ => null };
            seen?.Add(owner + result.Rule);
            Add($"{owner}{result.Rule}/", result.Children);
        }
    }

    private IEnumerable<string> Unseen(string owner, IEnumerable<RuleDescription> rules)
    {
        foreach (var rule in rules)
        {
            var name = owner + rule.Name;
            if (!_passed.Contains(name))
            {
                yield return $"{name}: no case passes it";
            }

            if (!_failed.Contains(name))
            {
                yield return $"{name}: no case fails it";
            }

            foreach (var child in Unseen($"{name}/", rule.Children))
            {
                yield return child;
            }
        }
    }
}
