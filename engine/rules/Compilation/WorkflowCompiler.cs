using System.Collections.Immutable;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Where a rule is compiled.</summary>
/// <param name="From">The workflow it stands in.</param>
/// <param name="Evaluating">The rules whose EvaluateRule leads here, this one last: <c>workflow/rule</c>.</param>
/// <param name="ForEvaluation">It is compiled to be run by another rule's action: actions of its children stay unused.</param>
internal sealed record RuleSite(Participant From, ImmutableList<string> Evaluating, bool ForEvaluation)
{
    public static string KeyOf(Participant from, RuleText rule) => $"{from.Set}/{rule.Name?.Value}";
}

/// <summary>A compiled workflow with the names that its rules see.</summary>
internal sealed record ScopedWorkflow(CompiledWorkflow Workflow, NameScope Scope);

/// <summary>Compiles the parameters and rules of one workflow; a fault becomes a diagnostic and the rest goes on, so that all are found at once.</summary>
internal sealed class WorkflowCompiler
{
    private readonly LoadContext _load;
    private readonly ParameterCompiler _parameters;
    private readonly ActionCompiler _actions;

    public WorkflowCompiler(LoadContext load, InjectionGraph graph)
    {
        _load = load;
        _parameters = new ParameterCompiler(load);
        _actions = new ActionCompiler(load, _parameters, new EvaluationCompiler(load, graph, _parameters, this));
    }

    /// <param name="main">The set itself, when this workflow is injected into it.</param>
    public ScopedWorkflow Compile(Participant participant, ScopedWorkflow? main)
    {
        var inputs = NameScope.Of(_load.Contract.Inputs, _load.Language);
        var (inherited, start) = main is null ? ([], inputs) : Inherit(inputs, main.Scope, participant.Workflow);
        var (globals, scope) = Globals(participant.Workflow, start);
        var rules = participant.Workflow.Rules
            .Select(rule => Rule(rule, scope, new RuleSite(participant, [RuleSite.KeyOf(participant, rule)], ForEvaluation: false), isChild: false))
            .OfType<CompiledRule>();
        return new ScopedWorkflow(new CompiledWorkflow(inherited, globals, [.. rules]), scope);
    }

    /// <summary>One rule of a workflow, over other inputs than those of the set.</summary>
    /// <returns>A workflow of that rule alone; null when it has a fault.</returns>
    public CompiledWorkflow? CompileForEvaluation(Participant participant, RuleText rule, NameScope inputs, ImmutableList<string> evaluating)
    {
        var (globals, scope) = Globals(participant.Workflow, inputs);
        return Rule(rule, scope, new RuleSite(participant, evaluating, ForEvaluation: true), isChild: false) is { } compiled
            ? new CompiledWorkflow([], globals, [compiled])
            : null;
    }

    private (List<CompiledGlobal> Globals, NameScope Scope) Globals(WorkflowText workflow, NameScope scope)
    {
        var globals = new List<CompiledGlobal>();
        _parameters.CheckOrder(scope, workflow.Globals);
        foreach (var parameter in _load.Options.EnableScopedParams ? workflow.Globals : [])
        {
            var before = scope;
            scope = _parameters.Declare(scope, parameter, NameKind.Global);
            if (scope.Names.Count > before.Names.Count)
            {
                globals.Add(new CompiledGlobal(before, scope.Names[^1]));
            }
        }

        return (globals, scope);
    }

    /// <summary>Rules see the global parameters of the set that they are injected into, unless their own file has something of that name. RulesEngine format, 5.</summary>
    private static (List<int> Places, NameScope Scope) Inherit(NameScope inputs, NameScope main, WorkflowText workflow)
    {
        var globals = main.Names.Where(n => n.Kind == NameKind.Global).ToList();
        var places = new List<int>();
        var scope = inputs with { Broken = main.Broken };
        if (globals.Count > 0)
        {
            var text = workflow.Node.RawText;
            var own = DeclaredNames.In(workflow, inputs.Options);
            for (var i = 0; i < globals.Count; i++)
            {
                if (globals[i].Name.Length > 0 && text.Contains(globals[i].Name, StringComparison.OrdinalIgnoreCase) && !own.Contains(globals[i].Name))
                {
                    places.Add(i);
                    scope = scope.With(globals[i]);
                }
            }
        }

        return (places, scope);
    }

    private CompiledRule? Rule(RuleText rule, NameScope outer, RuleSite site, bool isChild)
    {
        _parameters.CheckOrder(outer, rule.Locals);
        var scope = _load.Options.EnableScopedParams ? rule.Locals.Aggregate(outer, (names, parameter) => _parameters.Declare(names, parameter, NameKind.Local)) : outer;
        var templates = new TemplateCompiler(scope, _load.Faults);
        var actions = isChild && site.ForEvaluation ? RuleActions.None : _actions.Compile(rule, scope, isChild ? site with { Evaluating = [] } : site);
        var words = new RuleWords(rule, site.From.Set, _load.Options, templates.Compile(rule.ErrorMessage), templates.Compile(rule.Metadata.Remedy), new ScopeValues(scope), actions, isChild);
        var children = rule.Children.Select(child => Rule(child, scope, site, isChild: true)).OfType<CompiledRule>().ToList();
        if (rule.OperatorText is not null)
        {
            return rule.Operator is { } @operator ? new GroupRule(words, @operator, children) : null;
        }

        return rule.Expression is { } text && !string.IsNullOrWhiteSpace(text.Value) && _parameters.Compile(text, scope, typeof(bool)) is { } expression
            ? new LeafRule(words, expression, scope)
            : null;
    }
}
