using System.Collections.Immutable;
using System.Linq.Expressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Makes EvaluateRule ready: the rule it names is compiled over the names that the evaluating rule hands on. RulesEngine format, 8.</summary>
internal sealed class EvaluationCompiler(LoadContext load, InjectionGraph graph, ParameterCompiler parameters, WorkflowCompiler rules)
{
    /// <summary>Longest chain of rules that evaluate one another.</summary>
    private const int LongestChain = 50;

    /// <summary>Rules compiled for evaluation in one set, each counted once for each set of names handed to it.</summary>
    private const int Most = 2_000;

    private readonly Dictionary<string, EvaluatedRule?> _targets = new(StringComparer.Ordinal);

    /// <summary>A name handed on, and where its value stands among those that are worked out.</summary>
    private sealed record Handed(string Name, Type Type, int Place);

    public EvaluateAction? Compile(ActionText action, NameScope scope, RuleSite site)
    {
        if (Required(action, "workflowName") is not { } workflowName || Required(action, "ruleName") is not { } ruleName || Target(site, workflowName, ruleName) is not var (participant, rule))
        {
            return null;
        }

        var key = RuleSite.KeyOf(participant, rule);
        if (site.Evaluating.Contains(key))
        {
            load.Faults.Add(ruleName.Node.At(Problems.EvaluationCircle, $"The rule evaluates itself in the end: {string.Join(" -> ", site.Evaluating.Append(key).Select(Excerpt.Of))}.", "Leave one of these actions out."));
            return null;
        }

        if (site.Evaluating.Count >= LongestChain || _targets.Count >= Most)
        {
            load.Faults.Add(ruleName.Node.At(Problems.TooManyEvaluations, $"At most {LongestChain} rules evaluate one another in a chain, and {Most} in a set.", "Put the conditions into one rule."));
            return null;
        }

        var all = scope;
        var handed = Handing(action, scope, ref all);
        var own = DeclaredNames.In(participant.Workflow, rule, load.Language);
        if (handed.RemoveAll(h => own.Contains(h.Name)) > 0)
        {
            load.Differences.Add(Differences.EvaluationNames);
        }

        return Compiled(key, participant, rule, handed, site) is { } target ? new EvaluateAction(Values(all, handed), target) : null;
    }

    private (Participant From, RuleText Rule)? Target(RuleSite site, TextAt workflowName, TextAt ruleName)
    {
        var participants = graph.Resolve(site.From.Source, workflowName);
        foreach (var participant in participants)
        {
            if (participant.Workflow.Rules.FirstOrDefault(r => r.Name?.Value == ruleName.Value) is { } rule)
            {
                return (participant, rule);
            }
        }

        if (participants.Count > 0)
        {
            var known = participants.SelectMany(p => p.Workflow.Rules).Select(r => r.Name?.Value).OfType<string>().ToList();
            load.Faults.Add(ruleName.Node.At(Problems.EvaluationTarget, $"The set `{Excerpt.Of(workflowName.Value)}` has no enabled rule `{Excerpt.Of(ruleName.Value)}` of its own;", Spelling.DidYouMeanOrList(ruleName.Value, known)));
        }

        return null;
    }

    private EvaluatedRule? Compiled(string key, Participant participant, RuleText rule, List<Handed> handed, RuleSite site)
    {
        var signature = $"{key}({string.Join(", ", handed.Select(h => $"{h.Name}: {h.Type.AssemblyQualifiedName}"))})";
        if (!_targets.TryGetValue(signature, out var target))
        {
            var inputs = NameScope.Of(handed.Select(h => new FactsInput(h.Name, h.Type)), load.Language);
            var compiled = rules.CompileForEvaluation(participant, rule, inputs, site.Evaluating.Add(key));
            _targets[signature] = target = compiled is null ? null : new EvaluatedRule(compiled);
        }

        return target;
    }

    /// <summary>All names of the rule, or those of inputFilter, and after them additionalInputs, whose expressions see all names of the rule.</summary>
    private List<Handed> Handing(ActionText action, NameScope scope, ref NameScope all)
    {
        var comparer = NameScope.Comparer(load.Language);
        var filter = Filter(action, scope);
        var handed = scope.Names.Select((n, i) => new Handed(n.Name, n.Type, i)).Where(h => filter is null || filter.Contains(h.Name, comparer)).ToList();
        foreach (var parameter in Additional(action))
        {
            if (parameters.Compile(parameter.Expression, scope, null) is not { } expression)
            {
                continue;
            }

            if (handed.Exists(h => comparer.Equals(h.Name, parameter.Name.Value)))
            {
                load.Faults.Add(parameter.Name.Node.At(Problems.Shadowing, $"The name `{Excerpt.Of(parameter.Name.Value)}` is handed on already.", "Choose another name, or leave it out by inputFilter."));
                continue;
            }

            handed.Add(new Handed(parameter.Name.Value, expression.ResultType, all.Names.Count));
            all = all.With(new ScopedName($"#{all.Names.Count}", expression.ResultType, NameKind.Local, expression.Lambda));
        }

        return handed;
    }

    private static Lazy<Func<object?[], object?[], object?[]>> Values(NameScope all, List<Handed> handed) => new(() =>
    {
        var names = all.Names.Select(n => Expression.Parameter(n.Type, n.Name)).ToArray();
        var values = Expression.NewArrayInit(typeof(object), handed.Select(h => Expression.Convert(names[h.Place], typeof(object))));
        return RuleComposer.Compose<object?[]>(all, Expression.Lambda(values, names));
    });

    private List<string>? Filter(ActionText action, NameScope scope)
    {
        if (!action.Context.TryGetValue("inputFilter", out var filter))
        {
            return null;
        }

        if (filter.Node.Kind != SourceKind.Array)
        {
            new Fields(load.Faults).WrongType(filter.Node, "an array of names");
            return null;
        }

        var names = filter.Node.Items.Select(new Fields(load.Faults).Text).OfType<TextAt>().ToList();
        foreach (var unknown in names.Where(n => scope.Find(n.Value) is null && !scope.Broken.Contains(n.Value)))
        {
            load.Faults.Add(unknown.Node.At(Problems.EvaluationTarget, $"`{Excerpt.Of(unknown.Value)}` is no name that this rule could hand on;", Spelling.DidYouMeanOrList(unknown.Value, scope.Known), DiagnosticSeverity.Warning));
        }

        return [.. names.Select(n => n.Value)];
    }

    private IReadOnlyList<ParameterText> Additional(ActionText action) =>
        action.Context.TryGetValue("additionalInputs", out var added) && action.Node["Context"] is { } context
            ? new RuleReader(new Fields(load.Faults)).Parameters(context, context.Members.First(m => m.Value == added.Node).Name)
            : [];

    private TextAt? Required(ActionText action, string name)
    {
        if (action.Context.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text.Value))
        {
            return text;
        }

        load.Faults.Add(action.Node.At(Problems.ActionContext, $"EvaluateRule lacks its {name}.", "Add \"Context\": { \"workflowName\": \"…\", \"ruleName\": \"…\" }."));
        return null;
    }
}
