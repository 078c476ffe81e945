using System.Text.RegularExpressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>Reads rules, their children and their parameters.</summary>
internal sealed partial class RuleReader(Fields fields)
{
    /// <summary>Deepest nesting of rules; a rule of the workflow stands at 1.</summary>
    public const int MaximumDepth = 50;

    private static readonly string[] s_operators = ["And", "AndAlso", "Or", "OrElse"];

    private readonly MetadataReader _metadata = new(fields);
    private readonly ActionReader _actions = new(fields);

    public IReadOnlyList<RuleText> Rules(SourceNode owner, int depth)
    {
        if (depth > MaximumDepth && Fields.Present(owner, "Rules") is not null)
        {
            fields.Add(owner.At(Problems.TooDeep, $"Rules are nested more than {MaximumDepth} deep.", "Split the group, or join conditions with && and ||."));
            return [];
        }

        return [.. fields.Objects(owner, "Rules").Where(node => fields.Flag(node, "Enabled", true)).Select(node => Rule(node, depth))];
    }

    public IReadOnlyList<ParameterText> Parameters(SourceNode owner, string member)
    {
        var parameters = new List<ParameterText>();
        foreach (var node in fields.Objects(owner, member))
        {
            fields.CheckNames(node, "A parameter", "Name", "Expression");
            var name = fields.Text(node, "Name");
            var expression = fields.Text(node, "Expression");
            if (name is null || string.IsNullOrWhiteSpace(expression?.Value))
            {
                fields.Add(node.At(Problems.IncompleteParameter, "A parameter needs a Name and an Expression."));
                continue;
            }

            if (!Identifier().IsMatch(name.Value))
            {
                fields.Add(name.Node.At(Problems.ParameterName, $"`{Excerpt.Of(name.Value)}` cannot be named in an expression; it is worked out and not used.", "Use letters, digits and underscores, a letter first.", DiagnosticSeverity.Warning));
            }

            parameters.Add(new ParameterText(name, expression));
        }

        return parameters;
    }

    public static void CheckExpressionKind(Fields fields, SourceNode node)
    {
        if (Fields.Present(node, "RuleExpressionType") is { } kind && kind.Text is not ("0" or "LambdaExpression"))
        {
            fields.Add(kind.At(Problems.ExpressionKind, $"`{Excerpt.Of(kind.RawText)}` is not a kind of expression.", "Leave RuleExpressionType out, or write LambdaExpression."));
        }
    }

    private RuleText Rule(SourceNode node, int depth)
    {
        fields.CheckNames(node, "A rule", "RuleName", "Expression", "RuleExpressionType", "Operator", "Rules", "LocalParams", "Enabled", "ErrorMessage", "ErrorType", "SuccessEvent", "Actions", "Properties", "WorkflowsToInject");
        CheckExpressionKind(fields, node);
        var written = fields.Text(node, "Operator");
        var rule = new RuleText
        {
            Node = node,
            Name = fields.Text(node, "RuleName"),
            Expression = fields.Text(node, "Expression"),
            Operator = Operator(written),
            OperatorText = written?.Value,
            Locals = Parameters(node, "LocalParams"),
            Children = Rules(node, depth + 1),
            ErrorMessage = fields.Text(node, "ErrorMessage"),
            SuccessEvent = fields.Text(node, "SuccessEvent"),
            OnSuccess = _actions.Read(node, "OnSuccess"),
            OnFailure = _actions.Read(node, "OnFailure"),
            Metadata = _metadata.Read(node),
        };
        CheckShape(rule);
        WarnOfWhatIsNotUsed(rule);
        return rule;
    }

    private void CheckShape(RuleText rule)
    {
        if (IsBlank(rule.Node["RuleName"]))
        {
            fields.Add(rule.Node.At(Problems.NoRuleName, "The rule has no RuleName.", "Give it a name that says what must hold."));
        }

        var named = Excerpt.Of(rule.Name?.Value ?? "");
        if (Fields.Present(rule.Node, "Operator") is null)
        {
            if (IsBlank(rule.Node["Expression"]) && !IsMisspelt(rule.Node))
            {
                fields.Add(rule.Node.At(Problems.NothingToDecide, $"The rule `{named}` has neither an Expression nor an Operator with Rules.", "Add an Expression."));
            }

            if (Fields.Present(rule.Node, "Rules") is { } children)
            {
                fields.Add(children.At(Problems.RulesWithoutOperator, $"The rule `{named}` has Rules but no Operator.", "Add \"Operator\": \"And\" or \"Or\"."));
            }
        }
        else if (rule.Operator is not null && rule.Children.Count == 0)
        {
            fields.Add(rule.Node["Operator"]!.At(Problems.EmptyGroup, $"The group `{named}` has no enabled rule, so it decides nothing.", "Add rules to it, or disable the group."));
        }
    }

    /// <summary>Absent or empty; a value of another type is reported as that.</summary>
    public static bool IsBlank(SourceNode? value) =>
        value is null or { Kind: SourceKind.Null } || value.Kind == SourceKind.String && string.IsNullOrWhiteSpace(value.Text);

    private static bool IsMisspelt(SourceNode rule) =>
        rule.Members.Any(m => m.Name is not ("Expression" or "Operator") && Spelling.Nearest(m.Name, ["Expression", "Operator"]) is not null);

    private void WarnOfWhatIsNotUsed(RuleText rule)
    {
        if (rule is { Operator: not null, Expression: { } expression })
        {
            fields.Add(expression.Node.At(Problems.ExpressionOfGroup, $"The group `{Excerpt.Of(rule.Name?.Value ?? "")}` is decided by its Rules; its Expression is not used.", null, DiagnosticSeverity.Warning));
        }

        if (Fields.Present(rule.Node, "WorkflowsToInject") is { } injects)
        {
            fields.Add(injects.At(Problems.InjectionOnRule, "WorkflowsToInject has no meaning on a rule.", "Move it to the workflow.", DiagnosticSeverity.Warning));
        }
    }

    private GroupOperator? Operator(TextAt? written)
    {
        if (written is not null && !s_operators.Contains(written.Value, StringComparer.Ordinal))
        {
            fields.Note(Differences.OperatorCasing);
        }

        switch (written?.Value.ToUpperInvariant())
        {
            case null:
                return null;
            case "AND" or "ANDALSO":
                return GroupOperator.And;
            case "OR" or "ORELSE":
                return GroupOperator.Or;
            default:
                fields.Add(written!.Node.At(Problems.UnknownOperator, $"`{Excerpt.Of(written.Value)}` is not an operator;", Spelling.DidYouMeanOrList(written.Value, s_operators)));
                return null;
        }
    }

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Identifier();
}
