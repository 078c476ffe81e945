using System.Text;
using System.Text.Json;

namespace OcrWorkflows.Expressions.Sources;

/// <summary>A JSON file read into <see cref="SourceNode"/>s. Reading never throws for what a file contains: faults are diagnostics.</summary>
public sealed class SourceDocument
{
    /// <summary>Largest file read, in bytes (50 MB).</summary>
    public const int MaximumBytes = 50 * 1024 * 1024;

    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaximumDepth = 128;

    private readonly byte[] _utf8;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<int> _lineStarts = [0];

    private SourceDocument(string file, byte[] utf8)
    {
        File = file;
        _utf8 = utf8;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string File { get; }

    /// <summary>The value of the file; null when the file is not JSON.</summary>
    public SourceNode? Root { get; private set; }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <param name="file">Name to give in diagnostics.</param>
    /// <param name="utf8">The bytes of the file, with or without a byte order mark.</param>
    public static SourceDocument Parse(string file, ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || utf8.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            var foreign = new SourceDocument(file, []);
            foreign._diagnostics.Add(new Diagnostic("JSN003", DiagnosticSeverity.Error, file, 1, 1, "$", "The file is saved as UTF-16.", "Save it as UTF-8."));
            return foreign;
        }

        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        var document = new SourceDocument(file, utf8.Length > MaximumBytes ? [] : utf8.ToArray());
        if (utf8.Length > MaximumBytes)
        {
            document._diagnostics.Add(new Diagnostic("JSN002", DiagnosticSeverity.Error, file, 1, 1, "$",
                $"The file has {utf8.Length:N0} bytes; at most {MaximumBytes:N0} are read.", "Split it into several files."));
            return document;
        }

        document.Read();
        return document;
    }

    private void Read()
    {
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            reader.Read();
            Root = ReadValue(ref reader, "$");
            while (reader.Read())
            {
            }
        }
        catch (JsonException fault)
        {
            Root = null;
            var offset = OffsetOf((int)(fault.LineNumber ?? 0), (int)(fault.BytePositionInLine ?? 0));
            _diagnostics.Add(Diagnose("JSN001", DiagnosticSeverity.Error, offset, fault.Path ?? "$", "The file is not valid JSON: " + Reason(fault.Message), null));
        }
        catch (InvalidOperationException)
        {
            Root = null;
            _diagnostics.Add(Diagnose("JSN003", DiagnosticSeverity.Error, (int)reader.TokenStartIndex, "$", "The text holds bytes that are not UTF-8, or half a surrogate pair.", "Save the file as UTF-8."));
        }
    }

    private SourceNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        var offset = (int)reader.TokenStartIndex;
        SourceNode node;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                node = ReadObject(ref reader, new SourceNode(this, SourceKind.Object, path, offset));
                break;
            case JsonTokenType.StartArray:
                node = ReadArray(ref reader, new SourceNode(this, SourceKind.Array, path, offset));
                break;
            case JsonTokenType.String:
                node = new SourceNode(this, SourceKind.String, path, offset) { Text = reader.GetString() };
                break;
            case JsonTokenType.Number:
                node = new SourceNode(this, SourceKind.Number, path, offset) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
                break;
            case JsonTokenType.True or JsonTokenType.False:
                node = new SourceNode(this, SourceKind.Boolean, path, offset) { Text = reader.TokenType == JsonTokenType.True ? "true" : "false" };
                break;
            default:
                node = new SourceNode(this, SourceKind.Null, path, offset) { Text = "null" };
                break;
        }

        node.End = (int)reader.BytesConsumed;
        return node;
    }

    private SourceNode ReadObject(ref Utf8JsonReader reader, SourceNode node)
    {
        var members = new List<SourceMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var nameOffset = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            var member = new SourceMember(name, nameOffset, ReadValue(ref reader, PathOf(node, name)));
            if (seen.Add(name))
            {
                members.Add(member);
            }
            else
            {
                _diagnostics.Add(Diagnose("JSN004", DiagnosticSeverity.Error, nameOffset, PathOf(node, name), $"The member \"{name}\" stands twice in this object.", "Keep one of them."));
            }
        }

        node.Members = members;
        return node;
    }

    /// <summary>Path of a member; a name that is no plain word stands in brackets.</summary>
    internal static string PathOf(SourceNode parent, string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '-') ? $"{parent.Path}.{name}" : $"{parent.Path}['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";

    private SourceNode ReadArray(ref Utf8JsonReader reader, SourceNode node)
    {
        var items = new List<SourceNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, $"{node.Path}[{items.Count}]"));
        }

        node.Items = items;
        return node;
    }

    internal string RawText(SourceNode node) => Encoding.UTF8.GetString(_utf8, node.Offset, node.End - node.Offset);

    internal Diagnostic Diagnose(string code, DiagnosticSeverity severity, int offset, string path, string message, string? suggestion)
    {
        var line = _lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        var column = Encoding.UTF8.GetCharCount(_utf8, _lineStarts[line], offset - _lineStarts[line]) + 1;
        return new Diagnostic(code, severity, File, line + 1, column, path, message, suggestion);
    }

    /// <summary>Byte offset in the file of a character of a string value, its escapes counted for.</summary>
    internal int OffsetInString(SourceNode node, int index)
    {
        if (node.Kind != SourceKind.String)
        {
            return node.Offset;
        }

        var at = node.Offset + 1;
        for (var passed = 0; passed < index && at < node.End - 1;)
        {
            if (_utf8[at] == (byte)'\\')
            {
                at += _utf8[at + 1] == (byte)'u' ? 6 : 2;
                passed++;
                continue;
            }

            var length = _utf8[at] < 0x80 ? 1 : _utf8[at] < 0xE0 ? 2 : _utf8[at] < 0xF0 ? 3 : 4;
            at += length;
            passed += length == 4 ? 2 : 1;
        }

        return Math.Min(at, node.End - 1);
    }

    private int OffsetOf(int line, int byteInLine) =>
        Math.Min(_lineStarts[Math.Min(line, _lineStarts.Count - 1)] + byteInLine, _utf8.Length);

    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
