using System.Globalization;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Reading;

/// <summary>The metadata of a rule that this product understands; it stands in <c>Properties</c>, which the format leaves free.</summary>
internal sealed record RuleProperties(
    IReadOnlyList<string> Clauses,
    RuleSeverity Severity,
    string? Fee,
    DateOnly? From,
    DateOnly? To,
    string? Remedy)
{
    private static readonly RuleProperties s_none = new([], RuleSeverity.Refuse, null, null, null, null);

    private static readonly string[] s_known = ["clause", "severity", "fee", "from", "to", "remedy"];

    public static RuleProperties Read(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null or { Kind: SourceKind.Null })
        {
            return s_none;
        }

        if (node.Kind != SourceKind.Object)
        {
            faults.Add(node.At("RUL009", "Properties must be an object."));
            return s_none;
        }

        foreach (var member in node.Members.Where(m => !s_known.Contains(m.Name)))
        {
            if (Nearest.To(member.Name, s_known) is { } meant)
            {
                faults.Add(node.AtName(member, "RUL010", $"The property \"{member.Name}\" means nothing to this product.", $"Did you mean \"{meant}\"?", DiagnosticSeverity.Warning));
            }
        }

        var read = new RuleProperties(
            ReadClauses(node["clause"], faults),
            ReadSeverity(node["severity"], faults),
            ReadText(node["fee"], faults),
            ReadDate(node["from"], faults),
            ReadDate(node["to"], faults),
            ReadText(node["remedy"], faults));
        if (read.Severity == RuleSeverity.Charge && read.Fee is null)
        {
            faults.Add((node["severity"] ?? node).At("RUL012", "A rule of severity \"charge\" needs a fee.", "Add \"fee\" with a code from rule-sets/fees."));
        }

        if (read is { From: { } from, To: { } to } && from > to)
        {
            faults.Add(node["from"]!.At("RUL013", $"The rule begins on {from:yyyy-MM-dd}, after it ends on {to:yyyy-MM-dd}: it would never be in force."));
        }

        return read;
    }

    private static IReadOnlyList<string> ReadClauses(SourceNode? node, List<Diagnostic> faults)
    {
        switch (node?.Kind)
        {
            case null:
                return [];
            case SourceKind.String:
                return [node.Text!];
            case SourceKind.Array when node.Items.All(i => i.Kind == SourceKind.String):
                return [.. node.Items.Select(i => i.Text!)];
            default:
                faults.Add(node.At("RUL011", "\"clause\" must be a clause id or a list of them.", "Write \"R17\" or [\"R17\", \"R18\"]."));
                return [];
        }
    }

    private static RuleSeverity ReadSeverity(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return RuleSeverity.Refuse;
        }

        if (node.Kind == SourceKind.String && Enum.GetNames<RuleSeverity>().FirstOrDefault(n => n.Equals(node.Text, StringComparison.OrdinalIgnoreCase)) is { } name)
        {
            return Enum.Parse<RuleSeverity>(name);
        }

        faults.Add(node.At("RUL011", $"\"severity\" is {node.RawText}.", "Use \"refuse\", \"warn\", \"charge\" or \"inform\"."));
        return RuleSeverity.Refuse;
    }

    private static string? ReadText(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null or { Kind: SourceKind.String })
        {
            return node?.Text;
        }

        faults.Add(node.At("RUL011", "This property must be a text."));
        return null;
    }

    private static DateOnly? ReadDate(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind == SourceKind.String && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        faults.Add(node.At("RUL011", $"{node.RawText} is not a date.", "Write it as \"2026-09-01\"."));
        return null;
    }
}
