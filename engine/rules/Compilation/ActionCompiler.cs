using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Makes the actions of a rule ready, so that one that could not be carried out is found when the file is loaded.</summary>
internal sealed class ActionCompiler(LoadContext load, ParameterCompiler parameters, EvaluationCompiler evaluations)
{
    private const string Output = "OutputExpression";
    private const string Evaluate = "EvaluateRule";

    private readonly Dictionary<string, IRuleAction> _custom = Custom(load.Options);

    public RuleActions Compile(RuleText rule, NameScope scope, RuleSite site) => rule.OnSuccess is null && rule.OnFailure is null
        ? RuleActions.None
        : new RuleActions(Compile(rule.OnSuccess, scope, site), Compile(rule.OnFailure, scope, site));

    private CompiledAction? Compile(ActionText? action, NameScope scope, RuleSite site)
    {
        if (action is null)
        {
            return null;
        }

        if (_custom.TryGetValue(action.Name.Value, out var custom))
        {
            return new CustomAction(custom, action.Context.ToDictionary(c => c.Key, c => c.Value.Value, StringComparer.OrdinalIgnoreCase));
        }

        if (Is(action, Output))
        {
            return OutputOf(action, scope);
        }

        if (Is(action, Evaluate))
        {
            return evaluations.Compile(action, scope, site);
        }

        load.Faults.Add(action.Name.Node.At(Problems.UnknownAction, $"There is no action `{Excerpt.Of(action.Name.Value)}`;", Spelling.DidYouMeanOrList(action.Name.Value, [Output, Evaluate, .. _custom.Keys])));
        return null;
    }

    private static bool Is(ActionText action, string name) => string.Equals(action.Name.Value, name, StringComparison.OrdinalIgnoreCase);

    private OutputAction? OutputOf(ActionText action, NameScope scope)
    {
        if (!action.Context.TryGetValue("expression", out var text))
        {
            load.Faults.Add(action.Node.At(Problems.ActionContext, "OutputExpression lacks its expression.", "Add \"Context\": { \"expression\": \"…\" }."));
            return null;
        }

        return parameters.Compile(text, scope, null) is { } expression
            ? new OutputAction(new Lazy<Func<object?[], object?[], object?>>(() => RuleComposer.Compose<object?>(scope, expression.Lambda)))
            : null;
    }

    private static Dictionary<string, IRuleAction> Custom(RuleSetOptions options)
    {
        var custom = new Dictionary<string, IRuleAction>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, action) in options.CustomActions)
        {
            custom[name] = action;
        }

        return custom;
    }
}
