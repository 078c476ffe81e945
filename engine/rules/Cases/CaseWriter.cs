using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Cases;

/// <summary>Writes a case as people write them: only the facts that differ from the base, and the whole verdict as what is expected.</summary>
internal static class CaseWriter
{
    private static readonly JsonSerializerOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] s_empty = ["{", "  \"cases\": [", "  ]", "}", ""];

    /// <param name="text">Of a <c>cases.json</c>; empty for one to be begun.</param>
    /// <returns>The text with the case as its last; everything else stands as it was.</returns>
    public static string Append(RuleSet set, string text, string name, object facts, DateOnly date, Verdict verdict)
    {
        var before = string.IsNullOrWhiteSpace(text) ? string.Join('\n', s_empty) : text;
        var utf8 = Encoding.UTF8.GetBytes(before);
        if (SourceDocument.Parse("cases.json", utf8).Root is not { } root || root["cases"] is not { Kind: SourceKind.Array } cases)
        {
            throw new FormatException("cases.json has no array \"cases\" to add to; mend it first.");
        }

        var line = Line(name, Different(set, root["base"], facts), DayOf(set, facts, date), verdict);
        var newLine = before.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (cases.Items is [.., var last])
        {
            var end = last.Offset + Encoding.UTF8.GetByteCount(last.RawText);
            return Encoding.UTF8.GetString(utf8.AsSpan(0, end)) + "," + newLine + "    " + line + Encoding.UTF8.GetString(utf8.AsSpan(end));
        }

        var start = cases.Offset + 1;
        return Encoding.UTF8.GetString(utf8.AsSpan(0, start)) + newLine + "    " + line + newLine + "  " + Encoding.UTF8.GetString(utf8.AsSpan(start)).TrimStart();
    }

    private static string Line(string name, JsonObject facts, DateOnly? date, Verdict verdict)
    {
        var expect = new JsonObject { ["outcome"] = verdict.Outcome.ToString(), ["failing"] = Names(verdict.Failures.Select(r => r.Rule)) };
        if (verdict.Results.Any(r => r.Status == RuleStatus.Error))
        {
            expect["broken"] = Names(verdict.Results.Where(r => r.Status == RuleStatus.Error).Select(r => r.Rule));
        }

        expect["fees"] = Names(verdict.Fees);
        var one = new JsonObject { ["name"] = name, ["facts"] = facts };
        if (date is { } day)
        {
            one["decisionDate"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        }

        one["expect"] = expect;
        return one.ToJsonString(s_oneLine);
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(n => JsonValue.Create(n))];

    /// <summary>Facts that name their own day need none beside them.</summary>
    private static DateOnly? DayOf(RuleSet set, object facts, DateOnly date) =>
        set.Contract.FactsType.GetProperty("DecisionDate")?.GetValue(facts) is DateOnly own && own == date ? null : date;

    private static JsonObject Different(RuleSet set, SourceNode? lower, object facts)
    {
        var whole = Tree(facts);
        return lower is { Kind: SourceKind.Object } && new FactsMerge(set.Contract.FactsType, []).Read(null, lower, lower) is { } start
            ? Different(Tree(start), whole)
            : whole;
    }

    private static JsonObject Tree(object facts) => (JsonObject)JsonNode.Parse(CanonicalJson.Write(facts))!;

    private static JsonObject Different(JsonObject before, JsonObject after)
    {
        var different = new JsonObject();
        foreach (var (name, value) in after)
        {
            var was = before[name];
            if (JsonNode.DeepEquals(was, value))
            {
                continue;
            }

            different[name] = was is JsonObject inner && value is JsonObject outer ? Different(inner, outer) : value?.DeepClone();
        }

        return different;
    }
}
