using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>A rule's text together with its messages.</summary>
internal sealed record RuleWords(RuleText Text, string Set, MessageTemplate? Message, MessageTemplate? Remedy);

/// <summary>A rule that can be decided. The results that carry no values are made once.</summary>
internal abstract class CompiledRule
{
    private readonly RuleWords _words;
    private readonly RuleResult _success;
    private readonly RuleResult _skipped;

    protected CompiledRule(RuleWords words, IReadOnlyList<CompiledRule> children)
    {
        _words = words;
        Children = children;
        var metadata = words.Text.Metadata;
        _success = new RuleResult(words.Text.Name?.Value ?? "", RuleStatus.Success, metadata.Severity, null, metadata.Clauses, metadata.Fee, null, []);
        _skipped = _success with { Status = RuleStatus.Skipped };
    }

    public IReadOnlyList<CompiledRule> Children { get; }

    public RuleDescription Description => new(
        _success.Rule,
        _words.Set,
        _words.Text.Operator is null ? _words.Text.Expression?.Value : null,
        _words.Text.OperatorText,
        _success.Severity,
        _success.Clauses,
        _success.Fee,
        _words.Text.Metadata.From,
        _words.Text.Metadata.To,
        _words.Text.ErrorMessage?.Value,
        _words.Text.Metadata.Remedy?.Value,
        [.. Children.Select(c => c.Description)]);

    public RuleResult Decide(Frame frame) =>
        !_words.Text.Metadata.InForce(frame.Date) ? _skipped
        : frame.Broken is { } broken ? Broken(broken)
        : Run(frame);

    protected abstract RuleResult Run(Frame frame);

    protected RuleResult Success(IReadOnlyList<RuleResult> children) => children.Count == 0 ? _success : _success with { Children = children };

    protected RuleResult Skipped(IReadOnlyList<RuleResult> children) => _skipped with { Children = children };

    protected RuleResult Failure(Frame frame, IReadOnlyList<RuleResult> children) => _success with
    {
        Status = RuleStatus.Failure,
        Message = _words.Message?.Fill(frame) ?? $"The rule {_success.Rule} does not hold.",
        Remedy = _words.Remedy?.Fill(frame),
        Children = children,
    };

    protected RuleResult Broken(string reason, IReadOnlyList<RuleResult>? children = null) => _success with
    {
        Status = RuleStatus.Error,
        Message = $"The rule {_success.Rule} could not be decided. {reason}",
        Children = children ?? [],
    };
}

internal sealed class LeafRule(RuleWords words, Func<object, object?[], bool> holds) : CompiledRule(words, [])
{
    protected override RuleResult Run(Frame frame)
    {
        try
        {
            return holds(frame.Facts, frame.Globals) ? Success([]) : Failure(frame, []);
        }
        catch (Exception fault) when (ExpressionException.From(fault) is { } broken)
        {
            return Broken(broken.Message);
        }
    }
}

/// <summary>Decided by its rules, all of which run: the first failure (And) or success (Or) settles it, and a broken rule only counts where nothing is settled.</summary>
internal sealed class GroupRule(RuleWords words, GroupOperator @operator, IReadOnlyList<CompiledRule> children) : CompiledRule(words, children)
{
    protected override RuleResult Run(Frame frame)
    {
        var results = Children.Select(c => c.Decide(frame)).ToArray();
        if (results.All(r => r.Status == RuleStatus.Skipped))
        {
            return Skipped(results);
        }

        var settling = @operator == GroupOperator.And ? RuleStatus.Failure : RuleStatus.Success;
        var settled = results.Any(r => r.Status == settling);
        var broken = results.FirstOrDefault(r => r.Status == RuleStatus.Error);
        return !settled && broken is not null ? Broken(broken.Message!, results)
            : settled == (@operator == GroupOperator.Or) ? Success(results)
            : Failure(frame, results);
    }
}
