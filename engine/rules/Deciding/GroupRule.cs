using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>Decided by its rules: the first failure (And) or success (Or) settles it, and a broken rule only counts where nothing is settled.</summary>
internal sealed class GroupRule(RuleWords words, GroupOperator @operator, IReadOnlyList<CompiledRule> children) : CompiledRule(words, children)
{
    private readonly RuleStatus _settling = @operator == GroupOperator.And ? RuleStatus.Failure : RuleStatus.Success;

    public GroupOperator Operator => @operator;

    /// <summary>Dated rules may be skipped, so they settle nothing for good.</summary>
    protected override bool? Foresee()
    {
        var settles = @operator == GroupOperator.Or;
        return Children.Any(c => c.Always == settles && c.Text.Metadata.OutOfForce is null) ? settles
            : Children.All(c => c.Always == !settles) ? !settles : null;
    }

    protected override RuleResult Run(Frame frame)
    {
        if (BrokenParameters(frame) is { } reason)
        {
            return Broken(frame, reason, []);
        }

        var results = Options.NestedRuleExecutionMode == NestedRuleExecutionMode.All ? [.. Children.Select(c => c.Decide(frame))] : UntilSettled(frame);
        if (Array.TrueForAll(results, r => r.Status == RuleStatus.Skipped))
        {
            return Skipped(results);
        }

        var settled = Array.Exists(results, r => r.Status == _settling);
        if (settled)
        {
            return @operator == GroupOperator.Or ? Success(results) : Failure(frame, results);
        }

        if (Array.Find(results, r => r.Status == RuleStatus.Error) is { } broken)
        {
            var result = Broken(frame, broken.Message ?? "", results);
            return frame.Trace ? result with { Differences = [Differences.BrokenGroup] } : result;
        }

        return @operator == GroupOperator.And ? Success(results) : Failure(frame, results);
    }

    /// <summary>With And, a broken rule ends it too: it does not hold, and nothing after it could make the group hold.</summary>
    private RuleResult[] UntilSettled(Frame frame)
    {
        var results = new RuleResult[Children.Count];
        var settled = false;
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = settled ? Children[i].NotReached(Name) : Children[i].Decide(frame);
            settled |= results[i].Status == _settling || results[i].Status == RuleStatus.Error && @operator == GroupOperator.And;
        }

        return results;
    }
}
