using System.Text;
using System.Text.Json;

namespace OcrWorkflows.Expressions.Sources;

/// <summary>A JSON file read into <see cref="SourceNode"/>s. Reading never throws for what a file contains: faults are diagnostics.</summary>
public sealed class SourceDocument
{
    /// <summary>Largest file read, in bytes (50 MB).</summary>
    public const int MaximumBytes = 50 * 1024 * 1024;

    /// <summary>Most values read, those inside of others included; it keeps the memory that a file costs in bounds.</summary>
    public const int MaximumValues = 3_000_000;

    /// <summary>Deepest nesting of objects and arrays.</summary>
    public const int MaximumDepth = 128;

    /// <summary>Members standing twice that are listed.</summary>
    private const int MostRepeats = 1_000;

    private readonly byte[] _utf8;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Lazy<LineIndex> _lines;
    private int _values;

    private SourceDocument(string file, byte[] utf8)
    {
        File = file;
        _utf8 = utf8;
        _lines = new Lazy<LineIndex>(() => new LineIndex(utf8));
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
            Root = ReadValue(ref reader, null, "$", 0);
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
        catch (TooManyValuesException)
        {
            Root = null;
            _diagnostics.Add(Diagnose("JSN005", DiagnosticSeverity.Error, (int)reader.TokenStartIndex, "$", $"The file holds more than {MaximumValues:N0} values.", "Split it into several files."));
        }
        catch (InvalidOperationException)
        {
            Root = null;
            _diagnostics.Add(Diagnose("JSN003", DiagnosticSeverity.Error, (int)reader.TokenStartIndex, "$", "The text holds bytes that are not UTF-8, or half a surrogate pair.", "Save the file as UTF-8."));
        }
    }

    /// <param name="name">Name of the member that holds the value; null for an item of an array.</param>
    private SourceNode ReadValue(ref Utf8JsonReader reader, SourceNode? parent, string? name, int index)
    {
        if (++_values > MaximumValues)
        {
            throw new TooManyValuesException();
        }

        var offset = (int)reader.TokenStartIndex;
        SourceNode Make(SourceKind kind, string? text) => new(this, kind, parent, name, index, offset) { Text = text };
        var node = reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, Make(SourceKind.Object, null)),
            JsonTokenType.StartArray => ReadArray(ref reader, Make(SourceKind.Array, null)),
            JsonTokenType.String => Make(SourceKind.String, reader.GetString()),
            JsonTokenType.Number => Make(SourceKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => Make(SourceKind.Boolean, "true"),
            JsonTokenType.False => Make(SourceKind.Boolean, "false"),
            _ => Make(SourceKind.Null, "null"),
        };
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
            var member = new SourceMember(name, nameOffset, ReadValue(ref reader, node, name, 0));
            if (seen.Add(name))
            {
                members.Add(member);
            }
            else if (_diagnostics.Count < MostRepeats)
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
            items.Add(ReadValue(ref reader, node, null, items.Count));
        }

        node.Items = items;
        return node;
    }

    internal string RawText(SourceNode node) => Encoding.UTF8.GetString(_utf8, node.Offset, node.End - node.Offset);

    internal Diagnostic Diagnose(string code, DiagnosticSeverity severity, int offset, string path, string message, string? suggestion)
    {
        var (line, column) = _lines.Value.Of(offset);
        return new Diagnostic(code, severity, File, line, column, path, message, suggestion);
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
        Math.Min(_lines.Value.StartOf(line) + byteInLine, _utf8.Length);

    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private sealed class TooManyValuesException : Exception;
}
