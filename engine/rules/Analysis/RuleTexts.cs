using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>An expression of a file and what it belongs to.</summary>
/// <param name="Owner">Name of the rule (in a group, <c>Group/Rule</c>); with a parameter, <c>Rule.parameter</c> or the parameter alone.</param>
internal sealed record OwnedExpression(string Owner, TextAt Text);

/// <summary>The expressions that stand in rule files.</summary>
internal static class RuleTexts
{
    public static RuleFile Read(RuleSource source) => new RuleFileReader(new List<Diagnostic>()).Read(source);

    public static IEnumerable<OwnedExpression> Expressions(RuleFile file) => file.Workflows.SelectMany(workflow =>
        workflow.Globals.Select(g => new OwnedExpression(g.Name.Value, g.Expression)).Concat(workflow.Rules.SelectMany(rule => Expressions(rule, ""))));

    /// <summary>What the rules of a set and of the sets around it compare with.</summary>
    public static Vocabulary Vocabulary(params IEnumerable<RuleSource> sources)
    {
        var vocabulary = new Vocabulary();
        foreach (var file in sources.Select(Read))
        {
            foreach (var expression in Expressions(file))
            {
                vocabulary.AddExpression(expression.Text.Value);
            }

            foreach (var day in Rules(file).SelectMany(r => new[] { r.Rule.Metadata.From, r.Rule.Metadata.To }).OfType<DateOnly>())
            {
                vocabulary.AddDay(day);
            }
        }

        return vocabulary;
    }

    public static IEnumerable<(string Name, RuleText Rule)> Rules(RuleFile file) => file.Workflows.SelectMany(w => w.Rules).SelectMany(r => Rules(r, ""));

    private static IEnumerable<(string Name, RuleText Rule)> Rules(RuleText rule, string owner)
    {
        var name = owner + rule.Name?.Value;
        return rule.Children.SelectMany(c => Rules(c, name + "/")).Prepend((name, rule));
    }

    private static IEnumerable<OwnedExpression> Expressions(RuleText rule, string owner)
    {
        var name = owner + rule.Name?.Value;
        foreach (var local in rule.Locals)
        {
            yield return new OwnedExpression($"{name}.{local.Name.Value}", local.Expression);
        }

        if (rule is { OperatorText: null, Expression: { } expression })
        {
            yield return new OwnedExpression(name, expression);
        }

        foreach (var child in rule.Children.SelectMany(c => Expressions(c, name + "/")))
        {
            yield return child;
        }
    }
}
