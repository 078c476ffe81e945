using System.Text;
using System.Text.Json.Nodes;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>The workflows of one case, as one RulesEngine would hold them: updated, removed, and loaded as a set for each kind of inputs.</summary>
internal sealed class WorkflowStore(IReadOnlyList<JsonNode> workflows, RuleSetOptions options)
{
    private readonly List<JsonNode> _workflows = [.. workflows];
    private RuleSet? _previous;

    /// <summary>Name of the first workflow as the case began.</summary>
    public string FirstName { get; } = NameOf(workflows[0]);

    /// <summary>Replaces the workflow of that name; one that cannot be loaded leaves the old one, as there.</summary>
    /// <returns>The refused loading; null when the update stands.</returns>
    public RuleSetLoad? Update(JsonNode workflow, string running, FactsContract contract)
    {
        var place = _workflows.FindIndex(w => NameOf(w) == NameOf(workflow));
        var old = place < 0 ? null : _workflows[place];
        if (place < 0)
        {
            _workflows.Add(workflow);
        }
        else
        {
            _workflows[place] = workflow;
        }

        var before = _previous;
        var load = Load(running, contract);
        _previous = before;
        if (load.RuleSet is not null)
        {
            return null;
        }

        if (place < 0)
        {
            _workflows.RemoveAt(_workflows.Count - 1);
        }
        else
        {
            _workflows[place] = old!;
        }

        return load;
    }

    public void Remove(string name) => _workflows.RemoveAll(w => NameOf(w) == name);

    public RuleSetLoad Load(string name, FactsContract contract)
    {
        var text = new JsonArray([.. _workflows.Select(w => w.DeepClone())]).ToJsonString();
        var load = RuleSetLoader.Load(new RuleSource(name, "workflows.json", Encoding.UTF8.GetBytes(text)), new Dictionary<string, RuleSource>(), contract, options, _previous);
        _previous = load.RuleSet ?? _previous;
        return load;
    }

    /// <summary>The names of the rules on the way to the place of a diagnostic; empty for what concerns the workflow as a whole.</summary>
    public IReadOnlyList<string> RulesAt(string path)
    {
        var names = new List<string>();
        JsonNode? node = new JsonArray([.. _workflows.Select(w => w.DeepClone())]);
        foreach (var step in path.Split(['.', '[', ']', '\''], StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            node = node switch
            {
                JsonArray items when int.TryParse(step, out var index) && index < items.Count => items[index],
                JsonObject members => members[step],
                _ => null,
            };
            if (node is JsonObject && node.Parent is JsonArray { Parent: not null } list && list.GetPropertyName() == "Rules")
            {
                names.Add((string?)node["RuleName"] ?? "");
            }
        }

        return names;
    }

    private static string NameOf(JsonNode workflow) => workflow["WorkflowName"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
}
