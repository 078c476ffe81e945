using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Models;

/// <summary>Reads the models of one object; a member is taken where it has its proper type, and stays as it is otherwise.</summary>
internal sealed class ModelReader
{
    private readonly SourceNode _node;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private ModelReader(SourceNode node) => _node = node;

    public static WorkflowModel Workflow(SourceNode node)
    {
        var reader = new ModelReader(node);
        return new WorkflowModel(
            reader.Text("WorkflowName"),
            reader.Items("WorkflowsToInject", SourceKind.String, i => i.Text!),
            reader.Items("GlobalParams", SourceKind.Object, Parameter),
            reader.Items("Rules", SourceKind.Object, Rule),
            reader.Others());
    }

    private static ParameterModel Parameter(SourceNode node)
    {
        var reader = new ModelReader(node);
        return new ParameterModel(reader.Text("Name"), reader.Text("Expression"), reader.Others());
    }

    private static RuleModel Rule(SourceNode node)
    {
        var reader = new ModelReader(node);
        var (success, failure) = reader.Actions();
        return new RuleModel
        {
            Name = reader.Text("RuleName"),
            Enabled = reader.Take("Enabled", SourceKind.Boolean) is { } flag ? flag.Text == "true" : null,
            Expression = reader.Text("Expression"),
            Operator = reader.Text("Operator"),
            Locals = reader.Items("LocalParams", SourceKind.Object, Parameter),
            Rules = reader.Items("Rules", SourceKind.Object, Rule),
            ErrorMessage = reader.Text("ErrorMessage"),
            SuccessEvent = reader.Text("SuccessEvent"),
            OnSuccess = success,
            OnFailure = failure,
            Properties = reader.Take("Properties", SourceKind.Object) is { } properties ? All(properties) : null,
            Others = reader.Others(),
        };
    }

    /// <summary>Taken only when both are what they should be, and there is nothing beside them.</summary>
    private (ActionModel? Success, ActionModel? Failure) Actions()
    {
        if (_node["Actions"] is not { Kind: SourceKind.Object, Members.Count: > 0 } actions
            || actions.Members.Any(m => m.Name is not ("OnSuccess" or "OnFailure") || m.Value.Kind != SourceKind.Object))
        {
            return (null, null);
        }

        _taken.Add("Actions");
        return (Action(actions["OnSuccess"]), Action(actions["OnFailure"]));
    }

    private static ActionModel? Action(SourceNode? node)
    {
        if (node is null)
        {
            return null;
        }

        var reader = new ModelReader(node);
        return new ActionModel(reader.Text("Name"), reader.Take("Context", SourceKind.Object) is { } context ? All(context) : null, reader.Others());
    }

    private SourceNode? Take(string name, SourceKind kind)
    {
        if (_node[name] is { } value && value.Kind == kind)
        {
            _taken.Add(name);
            return value;
        }

        return null;
    }

    private string? Text(string name) => Take(name, SourceKind.String)?.Text;

    private IReadOnlyList<T>? Items<T>(string name, SourceKind kind, Func<SourceNode, T> read) =>
        _node[name] is { Kind: SourceKind.Array } list && list.Items.All(i => i.Kind == kind) && _taken.Add(name) ? [.. list.Items.Select(read)] : null;

    private IReadOnlyList<OtherMember> Others() => [.. _node.Members.Where(m => !_taken.Contains(m.Name)).Select(Other)];

    private static IReadOnlyList<OtherMember> All(SourceNode node) => [.. node.Members.Select(Other)];

    private static OtherMember Other(SourceMember member) => new(member.Name, member.Value.RawText);
}
