using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Reading;

/// <summary>Reads the rules of one workflow object, groups and their children included.</summary>
internal sealed class RuleReader(string set, RuleFileReader file, List<Diagnostic> faults)
{
    /// <summary>Deepest nesting of groups.</summary>
    private const int MaximumDepth = 32;

    private static readonly string[] s_members =
    [
        "RuleName", "Expression", "RuleExpressionType", "Operator", "Rules", "LocalParams", "Enabled", "ErrorMessage",
        "SuccessEvent", "Actions", "Properties", "WorkflowsToInject", "ErrorType",
    ];

    private static readonly Dictionary<string, bool> s_operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["And"] = true,
        ["AndAlso"] = true,
        ["Or"] = false,
        ["OrElse"] = false,
    };

    public IReadOnlyList<RuleModel> ReadAll(IReadOnlyList<SourceNode> nodes, int depth = 1)
    {
        var rules = new List<RuleModel>();
        foreach (var node in nodes)
        {
            if (Read(node, depth) is not { } rule)
            {
                continue;
            }

            if (rules.Exists(r => r.Name == rule.Name))
            {
                faults.Add(node["RuleName"]!.At("RUL014", $"The rule name \"{rule.Name}\" stands twice.", "Give each rule of a set its own name."));
            }

            rules.Add(rule);
        }

        return rules;
    }

    private RuleModel? Read(SourceNode node, int depth)
    {
        if (node.Kind != SourceKind.Object || depth > MaximumDepth)
        {
            faults.Add(node.At("RUL006", node.Kind != SourceKind.Object ? "A rule must be an object." : $"Groups are nested deeper than {MaximumDepth}."));
            return null;
        }

        file.CheckMembers(node, s_members);
        if (node["Enabled"] is { Kind: SourceKind.Boolean, Text: "false" })
        {
            return null;
        }

        if (node["RuleName"] is not { Kind: SourceKind.String, Text.Length: > 0 } name)
        {
            faults.Add(node.At("RUL015", "A rule needs a RuleName."));
            return null;
        }

        CheckTypes(node);
        var children = ReadAll(file.Array(node, "Rules"), depth + 1);
        var isAnd = Operator(node, children.Count);
        var expression = node["Expression"] is { Kind: SourceKind.String } text && !string.IsNullOrWhiteSpace(text.Text) ? text : null;
        if (isAnd is null && expression is null && node["Operator"] is null or { Kind: SourceKind.Null })
        {
            faults.Add(name.At("RUL016", $"The rule \"{name.Text}\" has neither an Expression nor an Operator with Rules."));
        }

        return new RuleModel(
            name.Text!,
            set,
            node,
            isAnd is null ? expression : null,
            node["Operator"]?.Text is { } word && isAnd is not null ? word : null,
            isAnd ?? true,
            file.Params(node, "LocalParams"),
            children,
            node["ErrorMessage"] is { Kind: SourceKind.String } message ? message : null,
            RuleProperties.Read(node["Properties"], faults));
    }

    /// <returns>Whether all children must hold (true) or one (false); null for a leaf.</returns>
    private bool? Operator(SourceNode node, int children)
    {
        if (node["Operator"] is not { Kind: not SourceKind.Null } word)
        {
            if (children > 0)
            {
                faults.Add(node["Rules"]!.At("RUL017", "A rule with Rules needs an Operator.", "Add \"Operator\": \"And\" or \"Or\"."));
            }

            return null;
        }

        if (word.Kind != SourceKind.String || !s_operators.TryGetValue(word.Text!, out var isAnd))
        {
            faults.Add(word.At("RUL017", $"Unknown operator {word.RawText}.", "Use And, AndAlso, Or or OrElse."));
            return true;
        }

        if (children == 0)
        {
            faults.Add(word.At("RUL017", "A group needs at least one enabled rule in Rules."));
        }

        return isAnd;
    }

    private void CheckTypes(SourceNode node)
    {
        Check("Expression", SourceKind.String);
        Check("ErrorMessage", SourceKind.String);
        Check("SuccessEvent", SourceKind.String);
        Check("Enabled", SourceKind.Boolean);
        if (node["Actions"] is { Kind: not SourceKind.Null } actions)
        {
            faults.Add(actions.At("RUL018", "Actions are kept in the file and are not run by this build.", null, DiagnosticSeverity.Information));
        }

        void Check(string member, SourceKind kind)
        {
            if (node[member] is { } value && value.Kind != kind && value.Kind != SourceKind.Null)
            {
                faults.Add(value.At("RUL006", $"{member} must be {(kind == SourceKind.Boolean ? "true or false" : "a text")}, and this is {value.RawText}."));
            }
        }
    }
}
