using System.Globalization;
using System.Text.Json.Nodes;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Reading;

namespace OcrWorkflows.Rules.Cases;

/// <summary>Reads a <c>cases.json</c>: base facts, and cases that say what differs and what must come out.</summary>
internal sealed class CaseFileReader(RuleSet set, List<Diagnostic> faults)
{
    private static readonly string[] s_expectations = ["outcome", "failing", "fees"];

    public IReadOnlyList<RuleCase> Read(SourceDocument document)
    {
        faults.AddRange(document.Diagnostics);
        if (document.Root is not { } root)
        {
            return [];
        }

        if (root.Kind != SourceKind.Object || root["cases"] is not { Kind: SourceKind.Array } cases)
        {
            faults.Add(root.At("RUL030", "A cases file is an object with \"base\" (facts) and \"cases\" (an array)."));
            return [];
        }

        var @base = root["base"] is { Kind: SourceKind.Object } node ? (JsonObject)JsonNode.Parse(node.RawText)! : [];
        CheckMembers(root["base"], set.Contract.FactsType);
        return [.. cases.Items.Select(item => ReadCase(item, @base)).OfType<RuleCase>()];
    }

    private RuleCase? ReadCase(SourceNode node, JsonObject @base)
    {
        if (node["name"] is not { Kind: SourceKind.String, Text.Length: > 0 } name || node["expect"] is not { Kind: SourceKind.Object } expect)
        {
            faults.Add(node.At("RUL031", "A case needs a \"name\" and an \"expect\" object."));
            return null;
        }

        foreach (var member in expect.Members.Where(m => !s_expectations.Contains(m.Name)))
        {
            faults.Add(expect.AtName(member, "RUL031", $"\"expect\" has no \"{member.Name}\".", $"Known here: {string.Join(", ", s_expectations)}."));
        }

        var rules = set.Rules.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in expect["failing"]?.Items.Where(i => i.Text is { } rule && !rules.Contains(rule)) ?? [])
        {
            var meant = Nearest.To(unknown.Text!, rules);
            faults.Add(unknown.At("RUL033", $"There is no rule \"{unknown.Text}\" in {set.Name}.", meant is null ? null : $"Did you mean \"{meant}\"?"));
        }

        if (!Enum.TryParse<Outcome>(expect["outcome"]?.Text, ignoreCase: true, out var outcome))
        {
            faults.Add((expect["outcome"] ?? expect).At("RUL031", "\"outcome\" must be Accepted, Refused or Undecided."));
            return null;
        }

        CheckMembers(node["facts"], set.Contract.FactsType);
        var facts = @base.DeepClone();
        if (node["facts"] is { Kind: SourceKind.Object } changes)
        {
            facts = Merge(facts, JsonNode.Parse(changes.RawText));
        }

        return DateOf(facts, node) is { } date
            ? new RuleCase(name.Text!, node, facts!, date, new ExpectedVerdict(outcome, Texts(expect["failing"]), Texts(expect["fees"])))
            : null;
    }

    private DateOnly? DateOf(JsonNode? facts, SourceNode node)
    {
        var text = (facts as JsonObject)?.FirstOrDefault(m => m.Key.Equals("decisionDate", StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        faults.Add(node.At("RUL032", "The facts need a decisionDate, such as \"2026-11-20\"."));
        return null;
    }

    /// <summary>Members of objects one by one; everything else is replaced. A null in the change stays a null.</summary>
    private static JsonNode? Merge(JsonNode? under, JsonNode? over)
    {
        if (under is not JsonObject target || over is not JsonObject changes)
        {
            return over?.DeepClone();
        }

        foreach (var (name, value) in changes)
        {
            target[name] = Merge(target[name]?.DeepClone(), value);
        }

        return target;
    }

    /// <summary>Members of the facts that the facts type does not have, at their places.</summary>
    private void CheckMembers(SourceNode? node, Type type)
    {
        if (node is not { Kind: SourceKind.Object })
        {
            return;
        }

        var members = type.GetProperties().ToDictionary(p => p.Name, p => p.PropertyType, StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (members.TryGetValue(member.Name, out var inner))
            {
                CheckMembers(member.Value, inner);
                continue;
            }

            var meant = Nearest.To(member.Name, members.Keys);
            faults.Add(node.AtName(member, "RUL034", $"{type.Name} has no member \"{member.Name}\".", meant is null ? null : $"Did you mean \"{meant}\"?"));
        }
    }

    private static List<string>? Texts(SourceNode? node) => node is { Kind: SourceKind.Array } ? [.. node.Items.Select(i => i.Text ?? i.RawText)] : null;
}
