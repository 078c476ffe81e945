using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>The names that a workflow or a rule gives to parameters of its own, at any depth.</summary>
internal static class DeclaredNames
{
    public static HashSet<string> In(WorkflowText workflow, ExpressionOptions options) => Collect(workflow.Globals, workflow.Rules, options);

    /// <summary>Those that stand in the way when only this rule of the workflow runs.</summary>
    public static HashSet<string> In(WorkflowText workflow, RuleText rule, ExpressionOptions options) => Collect(workflow.Globals, [rule], options);

    private static HashSet<string> Collect(IReadOnlyList<ParameterText> globals, IReadOnlyList<RuleText> rules, ExpressionOptions options)
    {
        var names = globals.Select(p => p.Name.Value).ToHashSet(NameScope.Comparer(options));
        foreach (var rule in rules)
        {
            Add(rule, names);
        }

        return names;
    }

    private static void Add(RuleText rule, HashSet<string> names)
    {
        names.UnionWith(rule.Locals.Select(p => p.Name.Value));
        foreach (var child in rule.Children)
        {
            Add(child, names);
        }
    }
}
