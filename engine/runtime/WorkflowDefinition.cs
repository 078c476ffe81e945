using System.Security.Cryptography;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Activities;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Tasks;
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

    /// <summary>Reads the scripts of definitions; null where JavaScript is not to be had, so that a definition with a script is refused.</summary>
    public IScriptRunner? Scripts { get; init; }
}

/// <summary>A definition that can run, or every fault found in its file.</summary>
public sealed record DefinitionLoad(WorkflowDefinition? Definition, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Where Elsa would read the file and go wrong later, or differently.</summary>
    public IReadOnlyList<Difference> Differences => RefusedHere.Of(Diagnostics);
}

/// <summary>A connection as a diagram draws it.</summary>
public sealed record DiagramConnection(string Source, string Port, string Target);

/// <summary>An activity as a diagram draws it; positions in the designer's units, computed when the file has none.</summary>
public sealed record DiagramActivity(string Id, string Type, string Title, string? Description, double X, double Y, double Width, double Height);

/// <summary>A workflow definition in the Elsa 3 format, checked and compiled; immutable.</summary>
public sealed class WorkflowDefinition
{
    private readonly IReadOnlyDictionary<string, ActivityNode> _activities;
    private readonly Dictionary<string, Type> _inputs;

    private WorkflowDefinition(DefinitionReader read, ActivityNode top)
    {
        _activities = read.Activities;
        _inputs = read.Inputs;
        Top = top;
        var root = top.Children[0];
        var connections = root.Detail is FlowGraph graph
            ? graph.Connections
            : [.. root.Children.Zip(root.Children.Skip(1), (a, b) => new Connection(a.Id, "Done", b.Id))];
        Inputs = _inputs;
        HasScripts = read.Bindings.HasScripts;
        OutputAccessors = read.OutputAccessors;
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

    /// <summary>Declared inputs and the names of their types, such as <c>DateOnly</c>.</summary>
    public IReadOnlyDictionary<string, string> InputTypes => _inputs.ToDictionary(i => i.Key, i => TypeAliases.NameOf(i.Value), StringComparer.Ordinal);

    /// <summary>What starts an instance when a person may not: <c>customProperties.ocr.startedBy</c>; null when anybody may who is allowed to.</summary>
    public string? StartedBy { get; private init; }

    /// <summary>The file as it was read: unknown members and custom properties are in it.</summary>
    public required string Text { get; init; }

    /// <summary>When another instance may start.</summary>
    public ActivationStrategy Activation { get; private init; }

    /// <summary>Activities that may start an instance, in the order of the file.</summary>
    public IReadOnlyList<WorkflowTrigger> Triggers { get; private init; } = [];

    /// <summary>Outcomes that the workflow declares for its use as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; private init; } = [];

    /// <summary>Declared inputs and their types.</summary>
    internal IReadOnlyDictionary<string, Type> Inputs { get; }

    internal bool HasScripts { get; }

    internal IReadOnlyList<object?> OutputAccessors { get; }

    /// <summary>True under FaultStrategy, the default: an instance with a faulted activity is Faulted. False under ContinueWithIncidentsStrategy: its other branches go on.</summary>
    internal bool FaultsEndTheInstance { get; private init; }

    /// <summary>The synthetic activity around the root.</summary>
    internal ActivityNode Top { get; }

    /// <summary>The type of an activity anywhere in the definition, such as <c>Elsa.Event</c>; null when there is no such activity.</summary>
    public string? TypeOf(string activityId) => Find(activityId)?.Kind.Type;

    /// <summary>What is filled in to do the task of an <c>Elsa.RunTask</c>.</summary>
    public TaskForm FormOf(string activityId) => (Find(activityId) is { } node ? RunTaskKind.FormOf(node) : null) ?? TaskForm.Note;

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
                StartedBy = root.Find("customProperties")?.Find("ocr")?.Find("startedBy")?.Text,
                Text = System.Text.Encoding.UTF8.GetString(utf8),
                Activation = ActivationReading.Of(root),
                Triggers = TriggerReading.Of(top),
                Outcomes = [.. (root.Find("outcomes")?.Items ?? []).Select(o => o.Text).OfType<string>()],
                Hash = Convert.ToHexStringLower(SHA256.HashData(utf8)),
                FaultsEndTheInstance = root.Find("options")?.Find("incidentStrategyType")?.Text?.Contains("ContinueWithIncidents", StringComparison.Ordinal) != true,
            },
            diagnostics);
    }

    /// <summary>Ports that connections may start at; only <c>Done</c> for those that are known at run time alone.</summary>
    internal IReadOnlyList<string> OutcomesOf(string activityId) => Find(activityId) is { } node && node.Kind.Ports(node) is { Count: > 0 } ports ? ports : ["Done"];

    /// <summary>Event activities that may start an instance, by the name they wait for.</summary>
    public IEnumerable<string> TriggersFor(string eventName) => Top.WithDescendants()
        .Where(n => n.CanStartWorkflow && n.Kind is EventKind && n.Inputs.GetValueOrDefault("eventName")?.Source is LiteralValue { Value: string name } && name == eventName)
        .Select(n => n.Id);

    /// <summary>False when no activity of the definition could ever wait for an event of this name.</summary>
    public bool MayWaitFor(string eventName) => Top.WithDescendants()
        .Any(n => n.Kind is EventKind && (n.Inputs.GetValueOrDefault("eventName")?.Source is not LiteralValue { Value: string name } || name == eventName));

    internal ActivityNode? Find(string activityId) => _activities.GetValueOrDefault(activityId);

    /// <summary>The inputs, each declared one of its type; what is not given is null, what is not declared stays as it is.</summary>
    /// <summary>Checks what an instance is to be started with, without starting it.</summary>
    /// <returns>Every input that does not fit; empty when all do.</returns>
    public IReadOnlyList<string> FaultsOf(IReadOnlyDictionary<string, object?> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return
        [
            .. given.Keys.Where(name => !_inputs.ContainsKey(name)).Select(name => $"The workflow \"{DefinitionId}\" has no input \"{name}\". {Spelling.DidYouMeanOrList(name, _inputs.Keys)}"),
            .. _inputs.Keys.Where(name => !given.ContainsKey(name)).Select(name => $"The input \"{name}\" is missing. Give it, or null when it has no value."),
            .. _inputs.Where(i => given.TryGetValue(i.Key, out var value) && !PlainValues.TryConvert(value, i.Value, out _)).Select(i => $"The input \"{i.Key}\" needs a value of type {TypeAliases.NameOf(i.Value)}."),
        ];
    }

    /// <exception cref="InputRefusedException">A value is not of the declared type.</exception>
    internal IReadOnlyDictionary<string, object?> InputOf(IReadOnlyDictionary<string, object?> given)
    {
        var inputs = new Dictionary<string, object?>(given, StringComparer.Ordinal);
        foreach (var (name, type) in _inputs)
        {
            inputs[name] = PlainValues.TryConvert(given.GetValueOrDefault(name), type, out var value)
                ? value
                : throw new InputRefusedException($"The input \"{name}\" of \"{DefinitionId}\" needs a value of type {TypeAliases.NameOf(type)}.");
        }

        return inputs;
    }

    /// <summary>A workflow variable by id or name, and the value of its type.</summary>
    /// <exception cref="InputRefusedException">There is none, or the value is not of its type.</exception>
    internal (string Id, object? Value) VariableOf(string idOrName, object? value)
    {
        var variable = Top.Variables.FirstOrDefault(v => v.Id == idOrName) ?? Top.Variables.FirstOrDefault(v => v.Name == idOrName)
            ?? throw new InputRefusedException($"The workflow \"{DefinitionId}\" has no variable \"{idOrName}\".");
        return PlainValues.TryConvert(value, variable.Type, out var converted)
            ? (variable.Id, converted)
            : throw new InputRefusedException($"The variable \"{variable.Name}\" of \"{DefinitionId}\" needs a value of type {TypeAliases.NameOf(variable.Type)}.");
    }

    /// <exception cref="InputRefusedException">There is no such variable, or the value is not of its type.</exception>
    internal (string Id, object? Value)[] VariablesOf(IReadOnlyDictionary<string, object?> given) => given.Count == 0 ? [] : [.. given.Select(v => VariableOf(v.Key, v.Value))];
}
