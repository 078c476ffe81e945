using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>A text of the file and the place where it stands.</summary>
internal sealed record TextAt(string Value, SourceNode Node);

/// <summary>One file as written: its workflows, each with its place.</summary>
/// <param name="Source">The text it was read from.</param>
/// <param name="Start">The root value; null when the file is not JSON.</param>
internal sealed record RuleFile(RuleSource Source, SourceNode? Start, IReadOnlyList<WorkflowText> Workflows);

internal sealed record WorkflowText(
    TextAt? Name,
    IReadOnlyList<TextAt> Injects,
    IReadOnlyList<ParameterText> Globals,
    IReadOnlyList<RuleText> Rules,
    SourceNode Node);

/// <summary>A named expression: GlobalParams of a workflow, LocalParams of a rule.</summary>
internal sealed record ParameterText(TextAt Name, TextAt Expression);

internal enum GroupOperator
{
    And,
    Or,
}

/// <summary>An enabled rule as written; disabled ones are not read at all.</summary>
internal sealed record RuleText
{
    public required SourceNode Node { get; init; }
    public TextAt? Name { get; init; }
    public TextAt? Expression { get; init; }
    public GroupOperator? Operator { get; init; }

    /// <summary>The operator as it stands in the file.</summary>
    public string? OperatorText { get; init; }
    public IReadOnlyList<ParameterText> Locals { get; init; } = [];
    public IReadOnlyList<RuleText> Children { get; init; } = [];
    public TextAt? ErrorMessage { get; init; }
    public TextAt? SuccessEvent { get; init; }
    public ActionText? OnSuccess { get; init; }
    public ActionText? OnFailure { get; init; }
    public required RuleMetadata Metadata { get; init; }
}

/// <summary>An action as written.</summary>
/// <param name="Node">The action as a whole.</param>
/// <param name="Context">Its Context, by name in any casing: a text as it is, anything else as JSON text.</param>
internal sealed record ActionText(TextAt Name, SourceNode Node, IReadOnlyDictionary<string, TextAt> Context);

/// <summary>What this product reads from a rule's Properties.</summary>
internal sealed record RuleMetadata
{
    public static RuleMetadata None { get; } = new();

    public RuleSeverity Severity { get; init; } = RuleSeverity.Refuse;
    public IReadOnlyList<string> Clauses { get; init; } = [];
    public string? Fee { get; init; }

    /// <summary>First day on which the rule is in force; null for always before.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day on which the rule is in force; null for ever after.</summary>
    public DateOnly? To { get; init; }
    public TextAt? Remedy { get; init; }

    /// <summary>Why a rule is not in force on other days; null for one that always is.</summary>
    public string? OutOfForce => (From, To) switch
    {
        (null, null) => null,
        ({ } from, null) => $"In force from {from:yyyy-MM-dd}.",
        (null, { } to) => $"In force until {to:yyyy-MM-dd}.",
        ({ } from, { } to) => $"In force from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.",
    };

    public bool InForce(DateOnly date) => (From is null || date >= From) && (To is null || date <= To);
}
