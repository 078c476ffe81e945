using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Reading;

/// <summary>A GlobalParam or LocalParam as written.</summary>
internal sealed record ParamModel(string Name, SourceNode Expression);

/// <summary>A rule as written, its properties understood; the nodes keep its places.</summary>
/// <param name="Set">Set in whose file it stands.</param>
/// <param name="Expression">Null for a group.</param>
/// <param name="IsAnd">For a group: whether all children must hold, or one.</param>
internal sealed record RuleModel(
    string Name,
    string Set,
    SourceNode Node,
    SourceNode? Expression,
    string? Operator,
    bool IsAnd,
    IReadOnlyList<ParamModel> Locals,
    IReadOnlyList<RuleModel> Children,
    SourceNode? ErrorMessage,
    RuleProperties Properties);

/// <summary>One workflow object of a rule file: the set, or a set that is injected.</summary>
internal sealed record RuleFileModel(
    RuleSource Source,
    string Hash,
    IReadOnlyList<ParamModel> Globals,
    IReadOnlyList<RuleModel> Rules,
    IReadOnlyList<SourceNode> Injects);
