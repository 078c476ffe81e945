using System.Globalization;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>Reads <c>clause</c>, <c>severity</c>, <c>fee</c>, <c>from</c>, <c>to</c> and <c>remedy</c> from a rule's Properties; whatever else stands there is free.</summary>
internal sealed class MetadataReader(Fields fields)
{
    private static readonly string[] s_known = ["clause", "severity", "fee", "from", "to", "remedy"];

    public RuleMetadata Read(SourceNode rule)
    {
        var node = Fields.Present(rule, "Properties");
        if (node is null)
        {
            return RuleMetadata.None;
        }

        if (node.Kind != SourceKind.Object)
        {
            fields.WrongType(node, "an object");
            return RuleMetadata.None;
        }

        WarnOfMisspeltNames(node);
        if (node.Members.Any(m => m.Name is "severity" or "fee" or "from" or "to" or "clause" or "remedy"))
        {
            fields.Note(Differences.MetadataChecked);
        }

        var severity = Severity(node);
        var metadata = new RuleMetadata
        {
            Severity = severity ?? RuleSeverity.Refuse,
            Clauses = Clauses(node),
            Fee = Filled(node, "fee"),
            From = Date(node, "from"),
            To = Date(node, "to"),
            Remedy = fields.Text(node, "remedy"),
        };
        CheckTogether(node, metadata, severity);
        return metadata;
    }

    private void CheckTogether(SourceNode node, RuleMetadata metadata, RuleSeverity? severity)
    {
        if (metadata.From > metadata.To)
        {
            fields.Add(node["from"]!.At(Problems.DatesReversed, $"The rule is in force from {metadata.From:yyyy-MM-dd} to {metadata.To:yyyy-MM-dd}, which is no day at all.", "Exchange the two dates."));
        }

        if (severity == RuleSeverity.Charge && metadata.Fee is null && Fields.Present(node, "fee") is null)
        {
            fields.Add(node["severity"]!.At(Problems.ChargeWithoutFee, "A rule that charges names its fee.", "Add \"fee\" with a code of the fees list."));
        }

        if (severity != RuleSeverity.Charge && metadata.Fee is not null)
        {
            fields.Add(node["fee"]!.At(Problems.FeeWithoutCharge, "A fee is only charged by a rule of severity `charge`; this one is not used.", null, DiagnosticSeverity.Warning));
        }
    }

    private RuleSeverity? Severity(SourceNode node)
    {
        if (fields.Text(node, "severity") is not { } text)
        {
            return null;
        }

        foreach (var severity in Enum.GetValues<RuleSeverity>())
        {
            if (string.Equals(severity.ToString(), text.Value, StringComparison.OrdinalIgnoreCase))
            {
                return severity;
            }
        }

        fields.Add(text.Node.At(Problems.Severity, $"`{text.Value}` is not a severity;", Spelling.DidYouMeanOrList(text.Value, ["refuse", "warn", "charge", "inform"])));
        return null;
    }

    private IReadOnlyList<string> Clauses(SourceNode node) =>
        Fields.Present(node, "clause") is not { } value ? []
        : value.Kind == SourceKind.Array ? [.. fields.Texts(node, "clause").Select(t => t.Value)]
        : fields.Text(value) is { } one ? [one.Value]
        : [];

    private string? Filled(SourceNode node, string name)
    {
        if (fields.Text(node, name) is not { } text)
        {
            return null;
        }

        if (!string.IsNullOrWhiteSpace(text.Value))
        {
            return text.Value;
        }

        fields.Add(text.Node.At(Problems.WrongType, $"`{name}` is empty.", "Fill it in, or leave it out."));
        return null;
    }

    private DateOnly? Date(SourceNode node, string name)
    {
        if (fields.Text(node, name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        fields.Add(text.Node.At(Problems.Date, $"`{text.Value}` is not a date.", "Write it as year-month-day, such as 2018-09-01."));
        return null;
    }

    private void WarnOfMisspeltNames(SourceNode node)
    {
        foreach (var member in node.Members.Where(m => !s_known.Contains(m.Name, StringComparer.Ordinal)))
        {
            if (Spelling.Nearest(member.Name, s_known) is { } near)
            {
                fields.Add(node.AtName(member, Problems.MisspeltMetadata, $"`{member.Name}` has no meaning here and is not used;", $"did you mean `{near}`?", DiagnosticSeverity.Warning));
            }
        }
    }
}
