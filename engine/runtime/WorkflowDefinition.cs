using System.Security.Cryptography;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Activities;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Values;

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
    private readonly IReadOnlyDictionary<string, ActivityNode> _activities;
    private readonly IReadOnlyDictionary<string, Type> _inputs;

    private WorkflowDefinition(DefinitionReader read, ActivityNode top)
    {
        _activities = read.Activities;
        _inputs = read.Inputs;
        Top = top;
        var root = top.Children[0];
        var connections = root.Detail is FlowGraph graph
            ? graph.Connections
            : [.. root.Children.Zip(root.Children.Skip(1), (a, b) => new Connection(a.Id, "Done", b.Id))];
        DiagramConnections = [.. connections.Select(c => new DiagramConnection(c.Source, c.Port, c.Target))];
        DiagramActivities = DiagramLayout.Place(root, connections);
    }

    public required string DefinitionId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; private init; }

    public int Version { get; private init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the file.</summary>
    public required string Hash { get; init; }

    /// <summary>The outermost flowchart (or sequence), for drawing.</summary>
    public IReadOnlyList<DiagramActivity> DiagramActivities { get; }

    public IReadOnlyList<DiagramConnection> DiagramConnections { get; }

    /// <summary>Names of the inputs that an instance is started with.</summary>
    public IEnumerable<string> InputNames => _inputs.Keys;

    /// <summary>True under FaultStrategy, the default: an instance with a faulted activity is Faulted. False under ContinueWithIncidentsStrategy: its other branches go on.</summary>
    internal bool FaultsEndTheInstance { get; private init; }

    /// <summary>The synthetic activity around the root.</summary>
    internal ActivityNode Top { get; }

    /// <summary>Text to show for an activity anywhere in the definition: its display text, name or id.</summary>
    public string TitleOf(string activityId) => Find(activityId)?.Title ?? activityId;

    public static DefinitionLoad Read(string file, ReadOnlySpan<byte> utf8, ActivityCatalogue catalogue)
    {
        var document = SourceDocument.Parse(file, utf8);
        if (document.Root is not { } root)
        {
            return new DefinitionLoad(null, document.Diagnostics);
        }

        if (root.Kind != SourceKind.Object)
        {
            return new DefinitionLoad(null, [.. document.Diagnostics, root.At("WFL001", "A workflow definition is a JSON object.")]);
        }

        var reader = new DefinitionReader(catalogue);
        var id = root.Find("definitionId") is { Kind: SourceKind.String } written ? written.Text!.Trim() : "";
        if (id.Length == 0)
        {
            reader.Report((root.Find("definitionId") ?? root).At("WFL002", "The definition has no \"definitionId\".", "Give it a name that stays the same in every version."));
        }

        var top = reader.ReadWorkflow(root);
        Diagnostic[] diagnostics = [.. document.Diagnostics, .. reader.Diagnostics];
        if (top is null || diagnostics.Any(d => d.IsError))
        {
            return new DefinitionLoad(null, diagnostics);
        }

        return new DefinitionLoad(
            new WorkflowDefinition(reader, top)
            {
                DefinitionId = id,
                Name = root.Find("name")?.Text ?? id,
                Description = root.Find("description")?.Text,
                Version = int.TryParse(root.Find("version")?.Text, out var version) ? version : 1,
                Hash = Convert.ToHexStringLower(SHA256.HashData(utf8)),
                FaultsEndTheInstance = root.Find("options")?.Find("incidentStrategyType")?.Text?.Contains("ContinueWithIncidents", StringComparison.Ordinal) != true,
            },
            diagnostics);
    }

    /// <summary>Event activities that may start an instance, by the name they wait for.</summary>
    public IEnumerable<string> TriggersFor(string eventName) => Top.WithDescendants()
        .Where(n => n.CanStartWorkflow && n.Kind is EventKind && n.Inputs.GetValueOrDefault("eventName")?.Source is LiteralValue { Value: string name } && name == eventName)
        .Select(n => n.Id);

    /// <summary>False when no activity of the definition could ever wait for an event of this name.</summary>
    public bool MayWaitFor(string eventName) => Top.WithDescendants()
        .Any(n => n.Kind is EventKind && (n.Inputs.GetValueOrDefault("eventName")?.Source is not LiteralValue { Value: string name } || name == eventName));

    internal ActivityNode? Find(string activityId) => _activities.GetValueOrDefault(activityId);

    /// <summary>The declared inputs, each of its type; what is not given is null, what is not declared is left out.</summary>
    /// <exception cref="ArgumentException">A value is not of the declared type.</exception>
    internal IReadOnlyDictionary<string, object?> InputOf(IReadOnlyDictionary<string, object?> given) => _inputs.ToDictionary(
        i => i.Key,
        i => PlainValues.TryConvert(given.GetValueOrDefault(i.Key), i.Value, out var value)
            ? value
            : throw new ArgumentException($"The input \"{i.Key}\" of \"{DefinitionId}\" needs a value of type {TypeAliases.NameOf(i.Value)}.", nameof(given)),
        StringComparer.Ordinal);
}
