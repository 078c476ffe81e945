using System.Text;
using System.Text.Json;
using OcrWorkflows.Expressions.Analysis;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>A rule file with one small change.</summary>
internal sealed record Mutant(string Owner, int Line, int Column, string What, RuleSource Source);

/// <summary>Makes the mutants of a file: each operator and constant of each expression, each rule left out, severities and dates.</summary>
internal static class Mutants
{
    public static IEnumerable<Mutant> Of(RuleSource source)
    {
        var file = RuleTexts.Read(source);
        foreach (var expression in RuleTexts.Expressions(file))
        {
            foreach (var mutation in ExpressionMutations.Of(expression.Text.Value))
            {
                yield return Made(source, expression.Owner, expression.Text.Node, mutation.Start, mutation.What, mutation.Apply(expression.Text.Value));
            }
        }

        foreach (var (name, rule) in RuleTexts.Rules(file))
        {
            foreach (var mutant in OfRule(source, name, rule))
            {
                yield return mutant;
            }
        }
    }

    private static IEnumerable<Mutant> OfRule(RuleSource source, string name, RuleText rule)
    {
        if (rule is { OperatorText: null, Expression: { } expression })
        {
            yield return Made(source, name, expression.Node, 0, "the rule always held", "true");
        }

        if (rule is { Operator: { } @operator } && rule.Node["Operator"] is { } written)
        {
            var other = @operator == GroupOperator.And ? "Or" : "And";
            yield return Made(source, name, written, 0, $"the group's operator became {other}", other);
        }

        var properties = rule.Node["Properties"];
        if (properties?["severity"] is { Kind: SourceKind.String } severity)
        {
            var other = rule.Metadata.Severity == RuleSeverity.Refuse ? "warn" : "refuse";
            yield return Made(source, name, severity, 0, $"severity {severity.Text} became {other}", other);
        }

        foreach (var bound in new[] { "from", "to" })
        {
            if (properties?[bound] is { Kind: SourceKind.String, Text: { } text } node && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day))
            {
                foreach (var moved in new[] { day.AddDays(-1), day.AddDays(1) })
                {
                    yield return Made(source, name, node, 0, $"{bound} {text} became {moved:yyyy-MM-dd}", moved.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }
    }

    private static Mutant Made(RuleSource source, string owner, SourceNode node, int index, string what, string text)
    {
        var place = node.Kind == SourceKind.String ? node.Within(index, "", "") : node.At("", "");
        var (before, after) = (source.Utf8[..node.Offset], source.Utf8[(node.Offset + Encoding.UTF8.GetByteCount(node.RawText))..]);
        byte[] utf8 = [.. before.Span, .. JsonSerializer.SerializeToUtf8Bytes(text), .. after.Span];
        return new Mutant(owner, place.Line, place.Column, what, source with { Utf8 = utf8 });
    }
}
