namespace OcrWorkflows.Expressions.Sources;

public enum SourceKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>A member of a JSON object, with the place of its name.</summary>
public sealed record SourceMember(string Name, int NameOffset, SourceNode Value);

/// <summary>A JSON value that remembers where in its file it stands.</summary>
public sealed class SourceNode
{
    private readonly SourceDocument _document;
    private readonly SourceNode? _parent;
    private readonly string? _name;
    private readonly int _index;

    /// <param name="name">Name of the member that holds it; null for an item of an array.</param>
    internal SourceNode(SourceDocument document, SourceKind kind, SourceNode? parent, string? name, int index, int offset)
    {
        _document = document;
        _parent = parent;
        _name = name;
        _index = index;
        Kind = kind;
        Offset = offset;
    }

    public SourceKind Kind { get; }

    /// <summary>JSON path from the root, <c>$</c>.</summary>
    public string Path => _parent is null ? "$" : _name is null ? $"{_parent.Path}[{_index}]" : SourceDocument.PathOf(_parent, _name);

    /// <summary>Byte offset of the first byte of the value in the file.</summary>
    public int Offset { get; }

    /// <summary>The unescaped string, or the literal text of a number, boolean or null; null for objects and arrays.</summary>
    public string? Text { get; internal init; }

    /// <summary>Members in the order of the file; empty unless this is an object.</summary>
    public IReadOnlyList<SourceMember> Members { get; internal set; } = [];

    /// <summary>Items in the order of the file; empty unless this is an array.</summary>
    public IReadOnlyList<SourceNode> Items { get; internal set; } = [];

    /// <summary>The member of that exact name, or null.</summary>
    public SourceNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (string.Equals(member.Name, name, StringComparison.Ordinal))
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The member of that name in any casing, an exact match first; null when there is none.</summary>
    public SourceNode? Find(string name) =>
        this[name] ?? Members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The JSON text of this value exactly as it stands in the file.</summary>
    public string RawText => _document.RawText(this);

    internal int End { get; set; }

    /// <summary>A diagnostic at the first character of this value.</summary>
    public Diagnostic At(string code, string message, string? suggestion = null, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        _document.Diagnose(code, severity, Offset, Path, message, suggestion);

    /// <summary>A diagnostic at a character inside this string value.</summary>
    /// <param name="index">0-based index into <see cref="Text"/>; escapes in the file are counted for.</param>
    public Diagnostic Within(int index, string code, string message, string? suggestion = null, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        _document.Diagnose(code, severity, _document.OffsetInString(this, index), Path, message, suggestion);

    /// <summary>A diagnostic at the name of a member of this object.</summary>
    public Diagnostic AtName(SourceMember member, string code, string message, string? suggestion = null, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        _document.Diagnose(code, severity, member.NameOffset, SourceDocument.PathOf(this, member.Name), message, suggestion);
}
