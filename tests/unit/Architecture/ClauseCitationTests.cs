using System.Text.Json;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>A shipped rule cites clauses that exist.</summary>
public sealed class ClauseCitationTests
{
    [Test]
    public void Every_shipped_rule_cites_known_clauses()
    {
        var known = KnownClauses();
        var files = Repository.Files("rule-sets", "rules.json").ToList();

        Assert.That(files, Is.Not.Empty);
        Assert.That(files.SelectMany(file => Uncited(File.ReadAllText(Repository.PathTo(file)), known).Select(fault => $"{file}: {fault}")), Is.Empty);
    }

    [TestCase("""[{"Rules":[{"RuleName":"NoClause"}]}]""")]
    [TestCase("""[{"Rules":[{"RuleName":"UnknownClause","Properties":{"clause":"R999"}}]}]""")]
    public void A_rule_without_a_known_clause_is_found(string planted) =>
        Assert.That(Uncited(planted, KnownClauses()), Has.Exactly(1).Items);

    private static HashSet<string> KnownClauses()
    {
        using var clauses = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("rule-sets", "clauses.json")));
        var list = clauses.RootElement.ValueKind == JsonValueKind.Array ? clauses.RootElement : clauses.RootElement.GetProperty("clauses");
        return [.. list.EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
    }

    private static List<string> Uncited(string rules, HashSet<string> known)
    {
        using var file = JsonDocument.Parse(rules);
        var faults = new List<string>();
        foreach (var rule in file.RootElement.EnumerateArray().Where(w => w.TryGetProperty("Rules", out _)).SelectMany(w => w.GetProperty("Rules").EnumerateArray()))
        {
            var cited = rule.TryGetProperty("Properties", out var properties) && properties.TryGetProperty("clause", out var clause)
                ? clause.ValueKind == JsonValueKind.Array ? [.. clause.EnumerateArray().Select(c => c.GetString()!)] : new List<string> { clause.GetString()! }
                : [];
            if (cited.Count == 0 || cited.Exists(c => !known.Contains(c)))
            {
                faults.Add($"{rule.GetProperty("RuleName").GetString()} cites [{string.Join(", ", cited)}]");
            }
        }

        return faults;
    }
}
