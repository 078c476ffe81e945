using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>Reads one file in the RulesEngine layout: a workflow, or an array of them.</summary>
/// <param name="differences">Takes the codes of the differences from RulesEngine that the file relies on.</param>
internal sealed class RuleFileReader(ICollection<Diagnostic> faults, ICollection<string>? differences = null)
{
    private readonly Fields _fields = new(faults, differences);

    public RuleFile Read(RuleSource source)
    {
        var document = SourceDocument.Parse(source.File, source.Utf8.Span);
        foreach (var fault in document.Diagnostics)
        {
            faults.Add(fault);
        }

        return new RuleFile(source, document.Root, document.Root is { } root ? Workflows(root) : []);
    }

    private List<WorkflowText> Workflows(SourceNode root)
    {
        var nodes = root.Kind == SourceKind.Array ? root.Items : [root];
        if (nodes.Count == 0 || nodes.Any(n => n.Kind != SourceKind.Object))
        {
            var wrong = nodes.FirstOrDefault(n => n.Kind != SourceKind.Object) ?? root;
            faults.Add(wrong.At(Problems.WrongRoot, "A rule file holds one workflow object or an array of them.", "Start with [ { \"WorkflowName\": … , \"Rules\": [ … ] } ]."));
        }

        var workflows = nodes.Where(n => n.Kind == SourceKind.Object).Select(Workflow).ToList();
        foreach (var twice in workflows.Where(w => w.Name is not null).GroupBy(w => w.Name!.Value, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            faults.Add(twice.Name!.Node.At(Problems.DuplicateWorkflow, $"The file holds two workflows named `{Excerpt.Of(twice.Name.Value)}`.", "Rename one of them."));
        }

        return workflows;
    }

    private WorkflowText Workflow(SourceNode node)
    {
        _fields.CheckNames(node, "A workflow", "WorkflowName", "WorkflowsToInject", "WorkflowRulesToInject", "RuleExpressionType", "GlobalParams", "Rules");
        RuleReader.CheckExpressionKind(_fields, node);
        var name = _fields.Text(node, "WorkflowName");
        if (RuleReader.IsBlank(node["WorkflowName"]))
        {
            faults.Add((name?.Node ?? node).At(Problems.NoWorkflowName, "The workflow has no WorkflowName.", "Give it the name of its folder."));
        }

        if (Fields.Present(node, "WorkflowRulesToInject") is { } old)
        {
            faults.Add(old.At(Problems.OldInjection, "WorkflowRulesToInject is the old name of WorkflowsToInject; RulesEngine passes over it.", "Write WorkflowsToInject.", DiagnosticSeverity.Warning));
        }

        if (Fields.Present(node, "RuleExpressionType") is { Kind: SourceKind.String })
        {
            _fields.Note(Differences.KindOfExpression);
        }

        var reader = new RuleReader(_fields);
        var workflow = new WorkflowText(
            name,
            [.. _fields.Texts(node, "WorkflowsToInject"), .. _fields.Texts(node, "WorkflowRulesToInject")],
            reader.Parameters(node, "GlobalParams"),
            reader.Rules(node, depth: 1),
            node);
        var rules = Fields.Present(node, "Rules");
        var readable = rules is null || rules.Kind == SourceKind.Array && rules.Items.All(i => i.Kind == SourceKind.Object);
        if (readable && workflow.Rules.Count == 0 && workflow.Injects.Count == 0)
        {
            var named = Excerpt.Of(name?.Value ?? "");
            faults.Add(rules is { Items.Count: > 0 }
                ? rules.At(Problems.NothingEnabled, $"No rule of the workflow `{named}` is enabled: it accepts everything.", "Enable a rule.", DiagnosticSeverity.Warning)
                : (rules ?? node).At(Problems.NoRules, $"The workflow `{named}` has no rule and injects none.", "Add a rule."));
        }

        return workflow;
    }
}
