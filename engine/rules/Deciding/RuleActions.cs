
namespace OcrWorkflows.Rules.Deciding;

/// <summary>What a rule sets off when it holds, and when it does not.</summary>
internal sealed record RuleActions(CompiledAction? OnSuccess, CompiledAction? OnFailure)
{
    public static RuleActions None { get; } = new(null, null);

    public bool Any => OnSuccess is not null || OnFailure is not null;

    /// <summary>A rule that broke does not hold either.</summary>
    public CompiledAction? For(RuleStatus status) => status == RuleStatus.Success ? OnSuccess : OnFailure;
}

/// <summary>An action that is ready to run. Whatever happens in it, the answer of its rule stands.</summary>
internal abstract class CompiledAction
{
    public ActionResult Run(RuleResult result, Frame frame, ScopeValues scope)
    {
        if (frame.Broken is { } broken)
        {
            return new ActionResult(null, broken);
        }

        try
        {
            return Run(frame, result, scope);
        }
        catch (Exception fault) when (Breakage.Of(fault) is { } explained)
        {
            return new ActionResult(null, explained);
        }
    }

    protected abstract ActionResult Run(Frame frame, RuleResult result, ScopeValues scope);
}

/// <summary>OutputExpression: the value of an expression over the names of the rule.</summary>
internal sealed class OutputAction(Lazy<Func<object?[], object?[], object?>> value) : CompiledAction
{
    protected override ActionResult Run(Frame frame, RuleResult result, ScopeValues scope) => new(value.Value(frame.Inputs, frame.Globals), null);
}

/// <summary>An action that the product registered.</summary>
internal sealed class CustomAction(IRuleAction action, IReadOnlyDictionary<string, string> context) : CompiledAction
{
    protected override ActionResult Run(Frame frame, RuleResult result, ScopeValues scope)
    {
        var values = scope.ByName(scope.Of(frame));
        try
        {
            return new ActionResult(action.Run(new RuleActionContext(result, context, values)), null);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException and not OperationCanceledException)
        {
            return new ActionResult(null, fault.Message);
        }
    }
}

/// <summary>EvaluateRule: runs another rule over the names of this one, and passes up what its action gives.</summary>
/// <param name="inputs">The values that the other rule is told, from those of this rule.</param>
internal sealed class EvaluateAction(Lazy<Func<object?[], object?[], object?[]>> inputs, EvaluatedRule target) : CompiledAction
{
    protected override ActionResult Run(Frame frame, RuleResult result, ScopeValues scope) =>
        target.Run(inputs.Value(frame.Inputs, frame.Globals), frame.Date, frame.Trace);
}

/// <summary>A rule as an EvaluateRule of another one runs it.</summary>
internal sealed class EvaluatedRule(CompiledWorkflow workflow)
{
    public ActionResult Run(object?[] inputs, DateOnly date, bool trace)
    {
        var frame = workflow.FrameOf(inputs, date, trace, null);
        var rule = workflow.Rules[0];
        var result = rule.Act(rule.Decide(frame), frame, children: false);
        return new ActionResult(result.Action?.Output, result.Action?.Broke) { Evaluated = [.. result.Action?.Evaluated ?? [], result] };
    }
}
