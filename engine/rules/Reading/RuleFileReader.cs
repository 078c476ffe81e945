using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Reading;

/// <summary>Reads the text of a rule file into its model, collecting every fault of its form.</summary>
internal sealed class RuleFileReader(List<Diagnostic> faults)
{
    private static readonly string[] s_workflowMembers =
        ["WorkflowName", "WorkflowsToInject", "WorkflowRulesToInject", "RuleExpressionType", "GlobalParams", "Rules", "$schema"];

    private static readonly string[] s_paramMembers = ["Name", "Expression"];

    /// <returns>The workflow object named like the set; null when the file has none to work with.</returns>
    public RuleFileModel? Read(RuleSource source)
    {
        var document = SourceDocument.Parse(source.File, source.Utf8.Span);
        faults.AddRange(document.Diagnostics);
        if (document.Root is not { } root || Workflow(root, source.Name) is not { } workflow)
        {
            return null;
        }

        CheckMembers(workflow, s_workflowMembers);
        var injects = Array(workflow, "WorkflowsToInject").Concat(Array(workflow, "WorkflowRulesToInject")).Where(IsText).ToList();
        var rules = new RuleReader(source.Name, this, faults).ReadAll(Array(workflow, "Rules"));
        if (rules.Count == 0 && injects.Count == 0)
        {
            faults.Add(workflow.At("RUL004", $"The rule set \"{source.Name}\" has no rules that are enabled and injects none."));
        }

        return new RuleFileModel(source, CanonicalJson.Sha256(source.Utf8.Span), Params(workflow, "GlobalParams"), rules, injects);
    }

    private SourceNode? Workflow(SourceNode root, string name)
    {
        var workflows = root.Kind switch
        {
            SourceKind.Object => [root],
            SourceKind.Array => root.Items.Where(i => i.Kind == SourceKind.Object).ToList(),
            _ => [],
        };
        if (workflows.Count == 0)
        {
            faults.Add(root.At("RUL001", "A rule file holds a workflow object, or an array of them."));
            return null;
        }

        foreach (var unnamed in workflows.Where(w => w["WorkflowName"] is not { Kind: SourceKind.String, Text.Length: > 0 }))
        {
            faults.Add(unnamed.At("RUL002", "A workflow object needs a WorkflowName.", $"Write \"WorkflowName\": \"{name}\"."));
        }

        var found = workflows.Find(w => w["WorkflowName"]?.Text == name);
        if (found is null && workflows.Find(w => w["WorkflowName"] is { Kind: SourceKind.String }) is { } other)
        {
            faults.Add(other["WorkflowName"]!.At("RUL003", $"The file of the rule set \"{name}\" holds the workflow \"{other["WorkflowName"]!.Text}\".", $"Name it \"{name}\", as its folder is named."));
        }

        return found;
    }

    /// <summary>Faults for members that nothing reads; a misspelt one would otherwise be lost in silence.</summary>
    internal void CheckMembers(SourceNode node, string[] known)
    {
        foreach (var member in node.Members.Where(m => !known.Contains(m.Name)))
        {
            var meant = Nearest.To(member.Name, known);
            faults.Add(node.AtName(member, "RUL005", $"Unknown member \"{member.Name}\".",
                meant is null ? $"Known here: {string.Join(", ", known)}." : $"Did you mean \"{meant}\"?",
                meant is null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error));
        }
    }

    internal IReadOnlyList<SourceNode> Array(SourceNode owner, string name)
    {
        var node = owner[name];
        if (node is null or { Kind: SourceKind.Null })
        {
            return [];
        }

        if (node.Kind == SourceKind.Array)
        {
            return node.Items;
        }

        faults.Add(node.At("RUL006", $"{name} must be an array."));
        return [];
    }

    internal bool IsText(SourceNode node)
    {
        if (node is { Kind: SourceKind.String, Text.Length: > 0 })
        {
            return true;
        }

        faults.Add(node.At("RUL006", $"A text is needed here, and this is {node.RawText}."));
        return false;
    }

    internal List<ParamModel> Params(SourceNode owner, string name)
    {
        var read = new List<ParamModel>();
        foreach (var node in Array(owner, name))
        {
            if (node.Kind != SourceKind.Object || node["Name"] is not { Kind: SourceKind.String, Text.Length: > 0 } named || node["Expression"] is not { Kind: SourceKind.String } expression)
            {
                faults.Add(node.At("RUL007", $"An item of {name} needs a Name and an Expression."));
                continue;
            }

            CheckMembers(node, s_paramMembers);
            if (read.Exists(p => p.Name.Equals(named.Text, StringComparison.OrdinalIgnoreCase)))
            {
                faults.Add(named.At("RUL008", $"{name} names \"{named.Text}\" twice (names are compared without regard to case)."));
                continue;
            }

            read.Add(new ParamModel(named.Text!, expression));
        }

        return read;
    }
}
