using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>Reads the Actions of a rule.</summary>
internal sealed class ActionReader(Fields fields)
{
    public ActionText? Read(SourceNode rule, string when)
    {
        if (fields.Object(rule, "Actions") is not { } actions)
        {
            return null;
        }

        if (when == "OnSuccess")
        {
            fields.CheckNames(actions, "Actions", "OnSuccess", "OnFailure");
        }

        if (fields.Object(actions, when) is not { } action)
        {
            return null;
        }

        fields.CheckNames(action, "An action", "Name", "Context");
        var name = fields.Text(action, "Name");
        if (RuleReader.IsBlank(action["Name"]))
        {
            fields.Add(action.At(Problems.UnknownAction, "The action has no Name.", "Name OutputExpression, EvaluateRule or an action of the product."));
        }

        return string.IsNullOrWhiteSpace(name?.Value) ? null : new ActionText(name, action, Context(action));
    }

    private Dictionary<string, TextAt> Context(SourceNode action)
    {
        var context = new Dictionary<string, TextAt>(StringComparer.OrdinalIgnoreCase);
        if (fields.Object(action, "Context") is { } node)
        {
            foreach (var member in node.Members.Where(m => m.Value.Kind != SourceKind.Null))
            {
                if (!context.TryAdd(member.Name, new TextAt(member.Value.Kind == SourceKind.String ? member.Value.Text! : member.Value.RawText, member.Value)))
                {
                    fields.Add(node.AtName(member, Problems.DuplicateContext, $"The Context has `{Excerpt.Of(member.Name)}` twice (casing does not tell names apart).", "Keep one of them."));
                }
            }
        }

        return context;
    }
}
