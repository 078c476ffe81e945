using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>A text offered for publishing.</summary>
/// <param name="File">File name for diagnostics.</param>
/// <param name="Text">The file, byte for byte.</param>
/// <param name="Cases">The <c>cases.json</c> beside it; null when there is none.</param>
public abstract record ProposedContent(string Name, string File, ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte>? Cases)
{
    /// <summary>One of <see cref="ContentKinds"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>SHA-256 of the bytes of the file.</summary>
    public string TextHash => CanonicalJson.Sha256(Text.Span);

    /// <summary>SHA-256 of the bytes of cases.json; empty when there is none.</summary>
    public string CasesHash => Cases is { } cases ? CanonicalJson.Sha256(cases.Span) : "";

    internal string? CasesText => Cases is { } cases ? Encoding.UTF8.GetString(cases.Span) : null;
}

/// <summary>A workflow definition offered for publishing.</summary>
/// <param name="Name">The identity that the file gives it.</param>
public sealed record DefinitionContent(string Name, string File, ReadOnlyMemory<byte> Text) : ProposedContent(Name, File, Text, null)
{
    public override string Kind => ContentKinds.Workflow;

    /// <summary>From a text as the database keeps it.</summary>
    public static DefinitionContent Of(string name, string text) => new(name, $"{name}.json", Encoding.UTF8.GetBytes(text));
}

/// <summary>A rule set offered for publishing.</summary>
public sealed record RuleSetContent(string Name, string File, ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte>? Cases) : ProposedContent(Name, File, Rules, Cases)
{
    public override string Kind => ContentKinds.RuleSet;

    /// <summary>SHA-256 of the bytes of rules.json.</summary>
    public string RulesHash => TextHash;

    /// <summary>From texts as the database keeps them.</summary>
    public static RuleSetContent Of(string name, string rules, string? cases)
    {
        ReadOnlyMemory<byte>? utf8 = null; // not in a conditional expression: there null would become an empty text
        if (cases is not null)
        {
            utf8 = Encoding.UTF8.GetBytes(cases);
        }

        return new RuleSetContent(name, $"{name}/rules.json", Encoding.UTF8.GetBytes(rules), utf8);
    }
}

/// <param name="Version">The new current version; null when refused, or when the content was current already.</param>
/// <param name="Unchanged">The content was current already.</param>
/// <param name="Diagnostics">Any error among them means refused: nothing was changed.</param>
/// <param name="FailingCases">Cases that fail under the new version; a warning that stays on it.</param>
public sealed record PublishResult(IVersionRow? Version, bool Unchanged, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CaseResult> FailingCases)
{
    /// <summary>Why it was refused, where it is not for a fault of the file.</summary>
    public Refusal? Refusal { get; init; }

    public bool Refused => Refusal is not null || Diagnostics.Any(d => d.IsError);

    internal static PublishResult For(Refusal refusal) => new(null, false, [], []) { Refusal = refusal };
}
