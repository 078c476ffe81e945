using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>What a kind may use to read what is peculiar to it.</summary>
internal sealed class ActivityReading(DefinitionReader reader, ActivityNode node)
{
    public ActivityNode Node { get; } = node;

    public SourceNode Source => Node.Source;

    public void Report(Diagnostic diagnostic) => reader.Report(diagnostic);

    public ActivityNode? ReadChild(string member) =>
        Source.Find(member) is { Kind: not SourceKind.Null } child ? reader.ReadActivity(child, Node) : null;

    /// <summary>Activities in the order of the file; <c>{"$values": [...]}</c> is read as well.</summary>
    public void ReadChildren(string member)
    {
        var written = Source.Find(member);
        foreach (var item in (written?.Find("$values") ?? written)?.Items ?? [])
        {
            reader.ReadActivity(item, Node);
        }
    }

    public ActivityNode? ReadActivity(SourceNode source) => reader.ReadActivity(source, Node);

    /// <summary>Reads a script that stands in the file as a text.</summary>
    public void CheckScript(SourceNode text) => reader.Bindings.CheckScript(text);

    /// <summary>An expression outside the usual inputs: a text in the lambda language, or an object with type and value.</summary>
    public InputBinding? BindExpression(SourceNode expression, string name, Type type) => reader.Bindings.Bind(Node, expression, name, type);

    /// <summary>The variable in sight that a reference ({id, name}) means; reported when there is none.</summary>
    public VariableDeclaration? FindVariable(SourceNode reference) => reader.Bindings.FindVariable(Node, reference);
}
