using System.Globalization;
using System.Text.RegularExpressions;
using OcrWorkflows.Expressions;
using Stubble.Core.Exceptions;
using Stubble.Core.Parser;
using Stubble.Core.Tokens;

namespace OcrWorkflows.Centres.Letters;

/// <summary>The text of a template's file, with places in it.</summary>
internal sealed partial class TemplateText(string file, string text)
{
    public string File { get; } = file;

    public string Text { get; } = text;

    public List<Diagnostic> Faults { get; } = [];

    public void Fault(string code, int offset, string message, string? suggestion = null, DiagnosticSeverity severity = DiagnosticSeverity.Error)
    {
        var (line, column) = PlaceOf(offset);
        Faults.Add(new Diagnostic(code, severity, File, line, column, "", message, suggestion));
    }

    /// <summary>Values named in a part of the text; nothing, and a fault, when its braces do not match.</summary>
    public (IReadOnlyList<Placeholder> Values, IReadOnlyList<(string Name, int Offset)> Parts) Placeholders(int from, int to)
    {
        var (values, parts) = (new List<Placeholder>(), new List<(string, int)>());
        try
        {
            Collect(MustacheParser.Parse(Text[from..to]), from, [], values, parts);
        }
        catch (StubbleException fault)
        {
            Fault("LET001", PlaceOf(fault, from, to), $"{OffsetIn().Replace(fault.Message, "")}.", "every {{#name}} and {{^name}} needs its {{/name}}, and every {{ its }}");
        }

        return (values, parts);
    }

    private void Collect(BlockToken block, int from, IReadOnlyList<string> sections, List<Placeholder> values, List<(string, int)> parts)
    {
        foreach (var token in block.Children)
        {
            switch (token)
            {
                case InterpolationToken value:
                    Add(value.Content.ToString().Trim(), value.TagStartPosition, isSection: false);
                    break;
                case SectionToken section:
                    Add(section.SectionName, section.StartPosition, isSection: true);
                    Collect(section, from, [.. sections, section.SectionName], values, parts);
                    break;
                case InvertedSectionToken inverted:
                    Add(inverted.SectionName, inverted.StartPosition, isSection: true);
                    Collect(inverted, from, sections, values, parts);
                    break;
                case PartialToken part:
                    parts.Add((part.Content.ToString().Trim(), from + part.TagStartPosition));
                    break;
                case DelimiterToken delimiter:
                    Fault("LET001", from + delimiter.TagStartPosition, "The braces of a template cannot be changed.", "write {{ and }}");
                    break;
                default:
                    break;
            }
        }

        void Add(string name, int offset, bool isSection)
        {
            var (line, column) = PlaceOf(from + offset);
            values.Add(new Placeholder(name, sections, isSection, line, column));
        }
    }

    /// <summary>Where the tag begins that was left open; the library names where it stopped reading.</summary>
    private int PlaceOf(StubbleException fault, int from, int to)
    {
        var stopped = OffsetIn().Match(fault.Message) is { Success: true } place ? Math.Min(from + int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture), to) : from;
        if (UnclosedBlock().Match(fault.Message) is { Success: true } block)
        {
            return Opening().Matches(Text[from..to]).LastOrDefault(open => open.Groups[1].Value == block.Groups[1].Value) is { } last ? from + last.Index : stopped;
        }

        return fault.Message.StartsWith("Unclosed Tag", StringComparison.Ordinal) && Text[from..stopped].LastIndexOf("{{", StringComparison.Ordinal) is >= 0 and var tag ? from + tag : stopped;
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        var before = Text.AsSpan(0, Math.Clamp(offset, 0, Text.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    [GeneratedRegex(@" at (\d+)")]
    private static partial Regex OffsetIn();

    [GeneratedRegex("^Unclosed Block '([^']*)'")]
    private static partial Regex UnclosedBlock();

    [GeneratedRegex(@"\{\{\s*[#^]\s*([^\s}]+)\s*\}\}")]
    private static partial Regex Opening();
}
