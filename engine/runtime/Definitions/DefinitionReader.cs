using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Activities;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Reads one definition file; every fault is reported, none ends the reading.</summary>
internal sealed class DefinitionReader
{
    private static readonly string[] CommonMembers =
        ["id", "nodeId", "name", "type", "version", "customProperties", "metadata", "canStartWorkflow", "runAsynchronously"];

    private readonly ActivityCatalogue _catalogue;
    private readonly List<Diagnostic> _diagnostics = [];

    public DefinitionReader(ActivityCatalogue catalogue)
    {
        _catalogue = catalogue;
        Bindings = new BindingReader(Report, () => Inputs, catalogue.Scripts);
    }

    public BindingReader Bindings { get; }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Declared inputs of the workflow and their types.</summary>
    public Dictionary<string, Type> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Activity names and outputs for which scripts have a function of their own.</summary>
    public List<object?> OutputAccessors { get; } = [];

    public Dictionary<string, ActivityNode> Activities { get; } = new(StringComparer.Ordinal);

    public void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>The synthetic activity around the root, with the workflow's variables; null when the file has no usable root.</summary>
    public ActivityNode? ReadWorkflow(SourceNode root)
    {
        ReadInputs(root);
        var top = new ActivityNode(WorkflowKind.Id, new WorkflowKind(), null, root) { Name = Text(root, "name"), Variables = ReadVariables(root) };
        Activities.Add(top.Id, top);
        if (root.Find("root") is not { Kind: SourceKind.Object } written)
        {
            Report((root.Find("root") ?? root).At("WFL003", "The definition has no \"root\" activity.", "Give it a root of type Elsa.Flowchart or Elsa.Sequence."));
            return null;
        }

        return ReadActivity(written, top) is null ? null : top;
    }

    /// <summary>Reads an activity with all it contains, as the last child of its parent. Null when it cannot be told what it is.</summary>
    public ActivityNode? ReadActivity(SourceNode source, ActivityNode parent)
    {
        if (source.Kind != SourceKind.Object)
        {
            Report(source.At("WFL018", "An activity is a JSON object."));
            return null;
        }

        var id = Text(source, "id");
        if (string.IsNullOrWhiteSpace(id))
        {
            Report(source.At("WFL004", "The activity has no \"id\"."));
            return null;
        }

        if (KindOf(source, id) is not { } kind)
        {
            return null;
        }

        var metadata = source.Find("metadata");
        var node = new ActivityNode(id, kind, parent, source)
        {
            Name = Text(source, "name"),
            DisplayText = metadata is null ? null : Text(metadata, "displayText"),
            Description = metadata is null ? null : Text(metadata, "description"),
            CanStartWorkflow = (source.Find("customProperties")?.Find("canStartWorkflow") ?? source.Find("canStartWorkflow"))?.Text == "true",
            Variables = [.. ReadVariables(source), .. parent.Kind.ChildVariables],
            Retry = RetryPolicy.Read(source, Report),
        };
        if (!Activities.TryAdd(id, node))
        {
            Report(source.Find("id")!.At("WFL007", $"The id \"{id}\" is used by another activity of this definition.", "Give each activity an id of its own."));
            return null;
        }

        parent.Children.Add(node);
        ReadInputsOf(node);
        ReadOutputsOf(node);
        CheckMembers(node);
        kind.Read(new ActivityReading(this, node));
        return node;
    }

    private static string? Text(SourceNode from, string name) => from.Find(name) is { Kind: SourceKind.String } node ? node.Text : null;

    private ActivityKind? KindOf(SourceNode source, string id)
    {
        if (Text(source, "type") is not { Length: > 0 } type)
        {
            Report(source.At("WFL005", $"The activity \"{id}\" has no \"type\"."));
            return null;
        }

        if (BuiltInActivities.All.TryGetValue(type, out var kind))
        {
            if (source.Find("version") is { Kind: SourceKind.Number } version && version.Text is not ("0" or "1"))
            {
                Report(version.At("WFL006", $"There is no version {version.Text} of the activity type \"{type}\".", "Write version 1, or leave it out."));
            }

            return kind;
        }

        if (_catalogue.Own.TryGetValue(type, out var own))
        {
            return new EffectKind(own);
        }

        Report(source.Find("type")!.At("WFL006", $"There is no activity type \"{type}\".", Spelling.DidYouMeanOrList(type, BuiltInActivities.All.Keys.Concat(_catalogue.Own.Keys))));
        return null;
    }

    private void ReadInputsOf(ActivityNode node)
    {
        foreach (var contract in node.Kind.Inputs)
        {
            var written = node.Source.Find(contract.Name);
            var faults = _diagnostics.Count;
            if (written is not null && Bindings.Input(node, written, contract.Name, contract.Type) is { } binding)
            {
                node.Inputs[contract.Name] = binding;
            }
            else if (contract.Required && faults == _diagnostics.Count)
            {
                Report((written ?? node.Source).At("WFL015", $"The activity \"{node.Id}\" ({node.Kind.Type}) needs the input \"{contract.Name}\" ({TypeAliases.NameOf(contract.Type)})."));
            }
        }
    }

    private void ReadOutputsOf(ActivityNode node)
    {
        foreach (var name in node.Kind.Outputs)
        {
            if (node.Source.Find(name)?.Find("memoryReference")?.Find("id") is not { Kind: SourceKind.String } id)
            {
                continue;
            }

            if (node.Name is { Length: > 0 } activity)
            {
                OutputAccessors.Add(new Dictionary<string, object?> { ["name"] = activity, ["output"] = name });
            }

            if (node.VariablesInSight().FirstOrDefault(v => v.Id == id.Text) is { } variable)
            {
                node.Outputs[name] = variable;
            }
        }
    }

    private void CheckMembers(ActivityNode node)
    {
        var own = node.Kind.Inputs.Select(i => i.Name).Concat(node.Kind.Outputs).Concat(node.Kind.Members).ToArray();
        foreach (var member in node.Source.Members.Where(m => m.Value.Kind != SourceKind.Null && !CommonMembers.Concat(own).Contains(m.Name, StringComparer.OrdinalIgnoreCase)))
        {
            var meant = Spelling.DidYouMean(member.Name, own);
            Report(node.Source.AtName(
                member,
                "WFL011",
                $"The activity \"{node.Id}\" ({node.Kind.Type}) has no input \"{member.Name}\"." + (meant is null ? " It is kept, and means nothing here." : ""),
                meant,
                meant is null ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error));
        }
    }

    private void ReadInputs(SourceNode root)
    {
        foreach (var item in root.Find("inputs")?.Items ?? [])
        {
            if (Text(item, "name") is not { Length: > 0 } name)
            {
                Report(item.At("WFL018", "An input of the workflow needs a \"name\"."));
            }
            else if (!Inputs.TryAdd(name, TypeAliases.Resolve(Text(item, "type"), item.Find("isArray")?.Text == "true")))
            {
                Report(item.At("WFL021", $"The workflow has two inputs \"{name}\"."));
            }
        }
    }

    private VariableDeclaration[] ReadVariables(SourceNode scope)
    {
        var variables = new List<VariableDeclaration>();
        foreach (var item in scope.Find("variables")?.Items ?? [])
        {
            var name = Text(item, "name");
            var id = Text(item, "id") ?? name;
            if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(id))
            {
                Report(item.At("WFL018", "A variable needs a \"name\"."));
            }
            else if (variables.Exists(v => v.Id == id || v.Name == name))
            {
                Report(item.At("WFL021", $"There are two variables \"{name}\" in one scope."));
            }
            else
            {
                var type = TypeAliases.Resolve(Text(item, "typeName"), item.Find("isArray")?.Text == "true");
                var isKept = Text(item, "storageDriverTypeName") is { } driver && !driver.Contains("MemoryStorageDriver", StringComparison.Ordinal);
                variables.Add(new VariableDeclaration(id, name, type, Initial(item, name, type), isKept));
            }
        }

        return [.. variables];
    }

    private object? Initial(SourceNode item, string name, Type type)
    {
        if (item.Find("value") is not { } written || written.Kind == SourceKind.Null || (written.Text == "" && type != typeof(string)))
        {
            return null;
        }

        if (PlainValues.TryConvert(PlainValues.Of(written), type, out var value))
        {
            return value;
        }

        Report(written.At("WFL016", $"The variable \"{name}\" holds {TypeAliases.NameOf(type)}; its first value is none."));
        return null;
    }
}
