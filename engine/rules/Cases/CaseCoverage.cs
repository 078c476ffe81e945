namespace OcrWorkflows.Rules.Cases;

/// <summary>Which rules the cases have shown holding and not holding.</summary>
internal sealed class CaseCoverage(IReadOnlyList<RuleDescription> rules)
{
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public void Add(IReadOnlyList<RuleResult> results)
    {
        foreach (var result in results)
        {
            switch (result.Status)
            {
                case RuleStatus.Success:
                    _passed.Add(result.Rule);
                    break;
                case RuleStatus.Failure:
                    _failed.Add(result.Rule);
                    break;
            }
        }
    }

    public IReadOnlyList<string> Unseen() =>
    [
        .. rules.Where(r => !_passed.Contains(r.Name)).Select(r => $"{r.Name}: no case in which it holds"),
        .. rules.Where(r => !_failed.Contains(r.Name)).Select(r => $"{r.Name}: no case in which it fails"),
    ];
}
