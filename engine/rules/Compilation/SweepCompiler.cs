using System.Linq.Expressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Rules.Deciding;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Joins the expressions of a whole set into few delegates: inputs are read once, global parameters are plain variables.</summary>
internal sealed class SweepCompiler
{
    /// <summary>Rules in one delegate: one bit of its answer for each.</summary>
    public const int RulesAtOnce = 64;

    private readonly FactsContract _contract;
    private readonly IReadOnlyList<CompiledWorkflow> _workflows;
    private readonly ParameterExpression _only = Expression.Parameter(typeof(object), "only");
    private readonly ParameterExpression _all = Expression.Parameter(typeof(object?[]), "inputs");
    private readonly ParameterExpression _wanted = Expression.Parameter(typeof(ulong), "wanted");
    private readonly ParameterExpression _answers = Expression.Variable(typeof(ulong), "answers");
    private readonly List<Expression> _steps = [];
    private readonly List<ParameterExpression> _variables = [];
    private readonly HashSet<ParameterExpression> _read = [];

    private readonly PlainPlan? _plan;

    private SweepCompiler(FactsContract contract, IReadOnlyList<CompiledWorkflow> workflows, PlainPlan? plan)
    {
        _contract = contract;
        _workflows = workflows;
        _plan = plan;
    }

    /// <param name="plan">How the one input of plain data is read; null for others.</param>
    /// <returns>One delegate for each <see cref="RulesAtOnce"/> rules, in their order; at least one, since global parameters may break without a rule.</returns>
    public static AskRules[] Compile(FactsContract contract, IReadOnlyList<CompiledWorkflow> workflows, PlainPlan? plan)
    {
        var rules = workflows.Sum(w => w.Rules.SelectMany(Sweep.Leaves).Count());
        var groups = Math.Max(1, (rules + RulesAtOnce - 1) / RulesAtOnce);
        var asking = new AskRules[groups];
        Parallel.For(0, groups, group => asking[group] = new SweepCompiler(contract, workflows, plan).Group(group).Compile());
        return asking;
    }

    private Expression<AskRules> Group(int group)
    {
        ParameterExpression[] inputs = [.. _contract.Inputs.Select(i => Expression.Variable(i.Type, i.Name))];
        ParameterExpression[]? main = null;
        foreach (var workflow in _workflows)
        {
            var globals = Globals(workflow, inputs, main);
            main ??= globals;
            foreach (var rule in workflow.Rules)
            {
                Ask(rule, [.. inputs, .. globals], group, dated: false);
            }
        }

        var read = inputs.Select((input, i) => (Expression)Expression.Assign(input, Given(i))).Where((_, i) => _read.Contains(inputs[i]));
        return Expression.Lambda<AskRules>(
            Expression.Block([.. inputs, .. _variables, _answers], [.. read, Expression.Assign(_answers, Expression.Constant(0UL)), .. _steps, _answers]),
            _only, _all, _wanted);
    }

    private UnaryExpression Given(int input)
    {
        Expression given = _contract.Inputs.Count == 1 ? _only : Expression.ArrayIndex(_all, Expression.Constant(input));
        return Expression.Convert(given, _contract.Inputs[input].Type);
    }

    /// <summary>Evaluates the global parameters of a workflow, which all its rules see.</summary>
    private ParameterExpression[] Globals(CompiledWorkflow workflow, ParameterExpression[] inputs, ParameterExpression[]? main)
    {
        var globals = workflow.Inherited.Select(place => main![place]).ToList();
        foreach (var global in workflow.Globals)
        {
            var variable = Expression.Variable(global.Type, global.Name);
            _steps.Add(Expression.Assign(variable, RuleComposer.Inline(Code(global.Source, global.Expression), [.. inputs, .. globals], _read)));
            _variables.Add(variable);
            globals.Add(variable);
        }

        return [.. globals];
    }

    private LambdaExpression Code(CompiledExpression? source, LambdaExpression otherwise) => _plan is null || source is null ? otherwise : source.Unexplained(_plan);

    private void Ask(CompiledRule rule, IReadOnlyList<ParameterExpression> known, int group, bool dated)
    {
        dated |= rule.Dates is not (null, null);
        if (rule is LeafRule leaf && leaf.Place / RulesAtOnce == group)
        {
            var bit = Expression.Constant(1UL << (leaf.Place % RulesAtOnce));
            var ask = Ask(leaf, known, bit);
            _steps.Add(dated ? Expression.IfThen(Expression.NotEqual(Expression.And(_wanted, bit), Expression.Constant(0UL)), ask) : ask);
        }

        foreach (var child in rule.Children)
        {
            Ask(child, known, group, dated);
        }
    }

    /// <summary>The local parameters, each evaluated whether it is named or not; then the rule.</summary>
    private Expression Ask(LeafRule leaf, IReadOnlyList<ParameterExpression> known, Expression bit)
    {
        var variables = known.ToList();
        var steps = new List<Expression>();
        foreach (var local in leaf.Scope.Names.Skip(known.Count))
        {
            var variable = Expression.Variable(local.Type, local.Name);
            steps.Add(Expression.Assign(variable, RuleComposer.Inline(Code(local.Source, local.Value!), variables, _read)));
            variables.Add(variable);
        }

        var ask = Expression.IfThen(RuleComposer.Inline(leaf.Expression.Unexplained(_plan), variables, _read), Expression.OrAssign(_answers, bit));
        return steps.Count == 0 ? ask : Expression.Block(variables.Skip(known.Count), [.. steps, ask]);
    }
}
