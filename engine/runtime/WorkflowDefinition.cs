using OcrWorkflows.Expressions;

namespace OcrWorkflows.Runtime;

/// <summary>An activity type that a definition may name.</summary>
/// <param name="Type">Registered name, such as <c>Ocr.AllocateAssurer</c>.</param>
/// <param name="Inputs">Input name (camelCase, as in the file) to type.</param>
/// <param name="Outputs">Output names; <c>result</c> is the usual one.</param>
/// <param name="Outcomes">Ports; <c>Done</c> is the usual one.</param>
public sealed record ActivityDescriptor(
    string Type,
    IReadOnlyDictionary<string, Type> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Outcomes,
    string Description);

/// <summary>The activity types at hand: those of the format, which are built in, and the product's own, which are effects.</summary>
public sealed class ActivityCatalogue(IEnumerable<ActivityDescriptor> own)
{
    public IReadOnlyDictionary<string, ActivityDescriptor> Own { get; } = own.ToDictionary(d => d.Type, StringComparer.Ordinal);
}

/// <summary>A definition that can run, or every fault found in its file.</summary>
public sealed record DefinitionLoad(WorkflowDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A connection as a diagram draws it.</summary>
public sealed record DiagramConnection(string Source, string Port, string Target);

/// <summary>An activity as a diagram draws it; positions in the designer's units, computed when the file has none.</summary>
public sealed record DiagramActivity(string Id, string Type, string Title, string? Description, double X, double Y, double Width, double Height);

/// <summary>A workflow definition in the Elsa 3 format, checked and compiled; immutable.</summary>
public sealed class WorkflowDefinition
{
    internal WorkflowDefinition()
    {
    }

    public string DefinitionId => throw new NotImplementedException();

    public string Name => throw new NotImplementedException();

    public string? Description => throw new NotImplementedException();

    public int Version => throw new NotImplementedException();

    /// <summary>Lower-case hexadecimal SHA-256 of the file.</summary>
    public string Hash => throw new NotImplementedException();

    /// <summary>The outermost flowchart, for drawing.</summary>
    public IReadOnlyList<DiagramActivity> DiagramActivities => throw new NotImplementedException();

    public IReadOnlyList<DiagramConnection> DiagramConnections => throw new NotImplementedException();

    /// <summary>Text to show for an activity anywhere in the definition: its display text, name or id.</summary>
    public string TitleOf(string activityId) => throw new NotImplementedException();

    public static DefinitionLoad Read(string file, ReadOnlySpan<byte> utf8, ActivityCatalogue catalogue) => throw new NotImplementedException();
}
