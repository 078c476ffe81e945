using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Analysis;
using OcrWorkflows.Rules.Compilation;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>A rule's text together with its messages, its actions and the names it sees.</summary>
internal sealed record RuleWords(RuleText Text, string Set, RuleSetOptions Options, MessageTemplate? Message, MessageTemplate? Remedy, ScopeValues Scope, RuleActions Actions, bool IsChild);

/// <summary>A rule that can be decided. The results that carry no values are made once.</summary>
internal abstract class CompiledRule
{
    private readonly RuleWords _words;
    private readonly RuleResult _success;
    private readonly RuleResult _skipped;
    private readonly Lazy<bool?> _always;
    private RuleResult? _failure;

    protected CompiledRule(RuleWords words, IReadOnlyList<CompiledRule> children)
    {
        _words = words;
        Children = children;
        _always = new Lazy<bool?>(Foresee);
        var metadata = words.Text.Metadata;
        _success = new RuleResult(words.Text.Name?.Value ?? "", RuleStatus.Success, metadata.Severity, null, metadata.Clauses, metadata.Fee, null, [])
        {
            SuccessEvent = words.Text.SuccessEvent?.Value,
        };
        _skipped = _success with { Status = RuleStatus.Skipped, SkippedBecause = metadata.OutOfForce };
        HasValuesInMessages = words.Message is { HasValues: true } || words.Remedy is { HasValues: true };
        HasActions = words.Actions.Any || children.Any(c => c.HasActions);
    }

    public string Name => _success.Rule;

    public IReadOnlyList<CompiledRule> Children { get; }

    /// <summary>The rule or one below it has an action.</summary>
    public bool HasActions { get; }

    public RuleText Text => _words.Text;

    public string Set => _words.Set;

    public NameScope Scope => _words.Scope.Names;

    /// <summary>The answer when the facts have no say in it; null when they have.</summary>
    public bool? Always => _always.Value;

    protected abstract bool? Foresee();

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

    /// <summary>First and last day on which it is in force, both inclusive; null where there is no limit.</summary>
    public (DateOnly? From, DateOnly? To) Dates => (_words.Text.Metadata.From, _words.Text.Metadata.To);

    /// <summary>A message of the rule itself holds values.</summary>
    public bool HasValuesInMessages { get; }

    protected RuleSetOptions Options => _words.Options;

    public bool InForce(DateOnly date) => _words.Text.Metadata.InForce(date);

    public RuleResult Decide(Frame frame)
    {
        var result = !InForce(frame.Date) ? _skipped
            : frame.Broken is { } broken ? Broken(frame, broken, [], ofParameters: true)
            : Run(frame);
        return frame.Trace ? Traced(result, frame) : result;
    }

    /// <summary>Runs the actions that these answers set off, those of children first.</summary>
    /// <param name="children">False: only the action of this rule.</param>
    public RuleResult Act(RuleResult result, Frame frame, bool children = true)
    {
        if (!HasActions || result.Status == RuleStatus.Skipped)
        {
            return result;
        }

        var acted = children && result.Children.Count > 0 ? result with { Children = [.. Children.Zip(result.Children, (c, r) => c.Act(r, frame))] } : result;
        return _words.Actions.For(result.Status) is { } action ? acted with { Action = action.Run(acted, frame, _words.Scope) } : acted;
    }

    /// <summary>The answer when the group was settled before this rule's turn came.</summary>
    public RuleResult NotReached(string group) => _skipped with { SkippedBecause = $"The group {group} was settled before it." };

    protected abstract RuleResult Run(Frame frame);

    /// <summary>How the expression came to its value; null where there is none.</summary>
    protected virtual ExpressionTrace? TraceOf(object?[] values) => null;

    protected RuleResult Success(IReadOnlyList<RuleResult> children) => children.Count == 0 ? _success : _success with { Children = children };

    protected RuleResult Skipped(IReadOnlyList<RuleResult> children) => _skipped with { Children = children, SkippedBecause = "None of its rules was run." };

    /// <remarks>A failure of a single rule whose messages hold no values is made once.</remarks>
    protected RuleResult Failure(Frame frame, IReadOnlyList<RuleResult> children) =>
        frame.Trace || children.Count > 0 || HasValuesInMessages ? Failed(frame, children) : _failure ??= Failed(frame, children);

    private RuleResult Failed(Frame frame, IReadOnlyList<RuleResult> children)
    {
        var differences = frame.Trace ? new List<string>() : null;
        var filled = Options.EnableFormattedErrorMessage ? _words.Message?.Fill(frame, differences) : null;
        if (_words.IsChild && filled is not null)
        {
            differences?.Add(Differences.ChildMessage);
        }

        return _success with
        {
            Status = RuleStatus.Failure,
            Message = filled ?? $"The rule {Name} does not hold.",
            ErrorMessage = filled,
            Remedy = _words.Remedy?.Fill(frame),
            Children = children,
            Differences = differences ?? (IReadOnlyList<string>)[],
        };
    }

    /// <param name="ofParameters">It was the global parameters that broke; the settings do not hide that.</param>
    protected RuleResult Broken(Frame frame, string reason, IReadOnlyList<RuleResult> children, bool ofParameters = false)
    {
        var hidden = Options.IgnoreException && !ofParameters;
        var filled = hidden && Options.EnableFormattedErrorMessage ? _words.Message?.Fill(frame) : null;
        return _success with
        {
            Status = RuleStatus.Error,
            Message = hidden ? filled : $"The rule {Name} could not be decided. {reason}",
            ErrorMessage = filled,
            Children = children,
        };
    }

    /// <summary>Why the local parameters of a group cannot be evaluated, which breaks it before its rules run; null when they can.</summary>
    protected string? BrokenParameters(Frame frame)
    {
        if (_words.Text.Locals.Count == 0)
        {
            return null;
        }

        try
        {
            _words.Scope.Of(frame);
            return null;
        }
        catch (Exception fault) when (Breakage.Of(fault) is { } broken)
        {
            return broken;
        }
    }

    private RuleResult Traced(RuleResult result, Frame frame)
    {
        if (result.Status == RuleStatus.Skipped || frame.Broken is not null)
        {
            return result;
        }

        try
        {
            var values = _words.Scope.Of(frame);
            var trace = TraceOf(values);
            return result with
            {
                Trace = trace,
                Values = _words.Scope.ByName(values),
                Differences = [.. result.Differences.Concat(trace?.Differences ?? []).Distinct()],
            };
        }
        catch (Exception fault) when (Breakage.Of(fault) is not null)
        {
            return result;
        }
    }
}

/// <param name="scope">The names that the expression sees.</param>
internal sealed class LeafRule(RuleWords words, CompiledExpression expression, NameScope scope) : CompiledRule(words, [])
{
    private const int MostInterpreted = 4;

    private readonly Lazy<Func<object?[], object?[], bool>> _holds = new(() => RuleComposer.Compose<bool>(scope, expression.Lambda));

    /// <summary>How often it was asked the slow way; about, for threads may count at the same time.</summary>
    private int _interpreted;

    public CompiledExpression Expression => expression;

    /// <summary>Place among the <see cref="Answers"/> of its set.</summary>
    public int Place { get; set; }

    /// <summary>It is one of very many: the first few times it is asked, compiling it would take longer than the slow way does.</summary>
    public bool IsInterpretedFirst { get; set; }

    protected override bool? Foresee() => expression.Always ?? ConstantParameters.Answer(expression, Scope);

    protected override RuleResult Run(Frame frame)
    {
        try
        {
            return frame.Known?.Of(Place) ?? Interpreted(frame) ?? _holds.Value(frame.Inputs, frame.Globals) ? Success([]) : Failure(frame, []);
        }
        catch (Exception fault) when (Breakage.Of(fault) is { } broken)
        {
            return Broken(frame, broken, []);
        }
    }

    protected override ExpressionTrace? TraceOf(object?[] values) => expression.Trace(values);

    /// <returns>Null where the rule is to be compiled: when it has been asked often, or breaks, which the compiled rule puts into words.</returns>
    private bool? Interpreted(Frame frame)
    {
        if (!IsInterpretedFirst || _holds.IsValueCreated || _interpreted > MostInterpreted)
        {
            return null;
        }

        _interpreted++;
        List<object?> values = [.. frame.Inputs, .. frame.Globals];
        foreach (var local in scope.Names.Skip(values.Count))
        {
            if (local.Source?.Trace([.. values]) is not { Broke: null, Value: var value })
            {
                return null;
            }

            values.Add(value);
        }

        return expression.Trace([.. values]) is { Broke: null, Value: bool holds } ? holds : null;
    }
}
