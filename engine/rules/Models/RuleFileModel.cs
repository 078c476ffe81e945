using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Models;

/// <summary>A rule file apart from its layout: what an editor changes and writes again. Nothing of the file is lost, whatever this product knows of it.</summary>
/// <remarks>It says nothing about whether the file could be loaded; that is for <see cref="RuleSetLoader"/>.</remarks>
public sealed record RuleFileModel(IReadOnlyList<WorkflowModel> Workflows)
{
    /// <returns>Null and the reasons when the text is not JSON, has a member twice, or is neither an object nor an array of objects.</returns>
    public static (RuleFileModel? Model, IReadOnlyList<Diagnostic> Diagnostics) Read(RuleSource source)
    {
        var document = SourceDocument.Parse(source.File, source.Utf8.Span);
        if (document.Root is not { } root || document.Diagnostics.Count > 0)
        {
            return (null, document.Diagnostics);
        }

        var nodes = root.Kind == SourceKind.Array ? root.Items : [root];
        return nodes.FirstOrDefault(n => n.Kind != SourceKind.Object) is { } wrong
            ? (null, [wrong.At(Problems.WrongRoot, "A rule file holds one workflow object or an array of them.")])
            : (new RuleFileModel([.. nodes.Select(ModelReader.Workflow)]), []);
    }

    /// <summary>The canonical layout: an array of workflows, members in the order of the format and others after them, two spaces, a line feed at the end.</summary>
    public byte[] Write() => ModelWriter.Write(this);
}

/// <summary>A member of the file that stands as it is.</summary>
/// <param name="Json">Its value as it was written.</param>
public sealed record OtherMember(string Name, string Json);

/// <param name="Injects">WorkflowsToInject; null when it is not there.</param>
/// <param name="Globals">GlobalParams; null when they are not there.</param>
/// <param name="Rules">Null when they are not there.</param>
/// <param name="Others">Members that this product does not know, and known ones that hold something else than they should.</param>
public sealed record WorkflowModel(string? Name, IReadOnlyList<string>? Injects, IReadOnlyList<ParameterModel>? Globals, IReadOnlyList<RuleModel>? Rules, IReadOnlyList<OtherMember> Others);

/// <summary>A named expression.</summary>
public sealed record ParameterModel(string? Name, string? Expression, IReadOnlyList<OtherMember> Others);

/// <summary>An action with its context, whose values stand as they are.</summary>
public sealed record ActionModel(string? Name, IReadOnlyList<OtherMember>? Context, IReadOnlyList<OtherMember> Others);

/// <summary>A rule, enabled or not.</summary>
public sealed record RuleModel
{
    public string? Name { get; init; }

    /// <summary>Null when the file does not say; a rule is enabled then.</summary>
    public bool? Enabled { get; init; }

    public string? Expression { get; init; }
    public string? Operator { get; init; }
    public IReadOnlyList<ParameterModel>? Locals { get; init; }
    public IReadOnlyList<RuleModel>? Rules { get; init; }
    public string? ErrorMessage { get; init; }
    public string? SuccessEvent { get; init; }
    public ActionModel? OnSuccess { get; init; }
    public ActionModel? OnFailure { get; init; }

    /// <summary>Free metadata, known names and others, in the order of the file.</summary>
    public IReadOnlyList<OtherMember>? Properties { get; init; }

    public IReadOnlyList<OtherMember> Others { get; init; } = [];
}
