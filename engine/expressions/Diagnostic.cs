namespace OcrWorkflows.Expressions;

/// <summary>How much a <see cref="Diagnostic"/> weighs: only an error keeps a file from being used.</summary>
public enum DiagnosticSeverity
{
    Error,
    Warning,
    Information,
}

/// <summary>A fault found in a file, at its place.</summary>
/// <param name="Code">Stable code, listed in docs/problems.md; never reused.</param>
/// <param name="File">The file as it was named by whoever loaded it.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column, in characters.</param>
/// <param name="Path">JSON path of the value at fault, such as <c>$[0].Rules[3].Expression</c>.</param>
/// <param name="Message">What is wrong, with the words found in the file.</param>
/// <param name="Suggestion">What to write instead; null when there is no good guess.</param>
public sealed record Diagnostic(
    string Code,
    DiagnosticSeverity Severity,
    string File,
    int Line,
    int Column,
    string Path,
    string Message,
    string? Suggestion = null)
{
    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <summary>A name stands for nothing; where the facts are not known it may be theirs.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsUnknownName => Code == FaultCodes.UnknownName;

    /// <summary>What is wrong and what to write instead, as one text.</summary>
    public string Text => Suggestion switch
    {
        null or "" => Message,
        _ when Message[^1] is '.' or '?' => $"{Message} {char.ToUpperInvariant(Suggestion[0])}{Suggestion[1..]}",
        _ when Message[^1] is ';' or ':' or ',' => $"{Message} {Suggestion}",
        _ => $"{Message}; {Suggestion}",
    };

    /// <summary>One line in the form compilers use, which editors turn into a link.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {Severity.ToString().ToLowerInvariant()} {Code}: {Text}";
}
