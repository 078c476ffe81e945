using System.Text.RegularExpressions;
using OcrWorkflows.Centres;
using OcrWorkflows.Rules;
using OcrWorkflows.Rules.Schemas;

namespace OcrWorkflows.Tests.Rules;

/// <summary>The rule sets that are shipped.</summary>
public sealed class RuleSetsTests
{
    private static readonly string[] s_names = [.. CentresFacts.RuleSets];

    /// <summary>Fewer changes than this in the rules of a set would make the share of noticed ones say little.</summary>
    private const int FewestChanges = 4;

    private static RuleSource Source(string name, Func<string, string>? edit = null)
    {
        var path = Path.Combine(Repository.Root, "rule-sets", name, "rules.json");
        var text = File.ReadAllText(path);
        return new RuleSource(name, path, System.Text.Encoding.UTF8.GetBytes(edit is null ? text : edit(text)));
    }

    private static RuleSet Load(string name, Func<string, string>? edit = null)
    {
        var load = RuleSetLoader.Load(Source(name, edit), s_names.Where(n => n != name).ToDictionary(n => n, n => Source(n)), new CentresFacts().For(name)!);
        Assert.That(load.Diagnostics, Is.Empty, string.Join('\n', load.Diagnostics));
        return load.RuleSet!;
    }

    private static CaseReport Run(RuleSet set)
    {
        var path = Path.Combine(Repository.Root, "rule-sets", set.Name, "cases.json");
        return RuleCases.Run(set, path, File.ReadAllBytes(path));
    }

    [Test]
    public void Every_folder_with_rules_is_told_facts_and_every_set_of_facts_has_its_folder()
    {
        var folders = Directory.GetFiles(Path.Combine(Repository.Root, "rule-sets"), "rules.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!));

        Assert.That(folders, Is.EquivalentTo(s_names));
    }

    [TestCaseSource(nameof(s_names))]
    public void Every_case_holds_and_every_rule_is_seen_passing_and_failing(string name)
    {
        var report = Run(Load(name));

        Assert.That(report.Diagnostics, Is.Empty, string.Join('\n', report.Diagnostics));
        Assert.That(report.Cases.Where(c => !c.Passed).Select(c => $"{c.Name}: {c.Difference}"), Is.Empty);
        Assert.That(report.UnseenRules, Is.Empty);
    }

    [TestCaseSource(nameof(s_names))]
    public void Every_condition_is_seen_true_and_false(string name)
    {
        var path = Path.Combine(Repository.Root, "rule-sets", name, "cases.json");
        var report = RuleCases.Run(Load(name), path, File.ReadAllBytes(path), conditions: true);

        Assert.That(report.Conditions, Is.Not.Empty);
        Assert.That(report.Conditions.Where(c => !c.Whole), Is.Empty);
    }

    [TestCaseSource(nameof(s_names))]
    public void The_cases_notice_at_least_nine_of_ten_small_changes_of_the_rules(string name)
    {
        var path = Path.Combine(Repository.Root, "rule-sets", name, "cases.json");
        var others = s_names.Where(n => n != name).ToDictionary(n => n, n => Source(n));
        var report = RuleMutations.Run(Source(name), others, new CentresFacts().For(name)!, path, File.ReadAllBytes(path));

        Assert.That(report.Noticed, Is.AtLeast(FewestChanges));
        Assert.That((double)report.Noticed / (report.Noticed + report.Unnoticed.Count + report.Alike.Count), Is.AtLeast(0.9),
            string.Join('\n', report.Unnoticed.Concat(report.Alike).Select(m => $"{m.Rule}: {m.What}")));
    }

    [TestCaseSource(nameof(s_names))]
    public void The_schema_of_its_facts_is_the_one_that_stands_beside_the_set(string name)
    {
        var contract = new CentresFacts().For(name)!;
        var comments = System.Xml.Linq.XDocument.Load(Path.ChangeExtension(contract.FactsType.Assembly.Location, ".xml"));
        var kept = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "rule-sets", name, "facts.schema.json")));

        Assert.That(System.Text.Json.Nodes.JsonNode.DeepEquals(kept, FactsSchema.Of(contract, comments)), Is.True, "run ./ocr rules schema");
    }

    [TestCaseSource(nameof(s_names))]
    public void Every_rule_cites_its_clauses_and_has_a_message(string name)
    {
        foreach (var rule in Load(name).Rules)
        {
            Assert.That(rule.Clauses, Is.Not.Empty.And.All.Match(@"^R\d+$"), rule.Name);
            Assert.That(rule.ErrorMessage, Is.Not.Null.And.Length.GreaterThan(20), rule.Name);
        }
    }

    [TestCaseSource(nameof(s_names))]
    public void Every_refusal_says_what_to_do(string name)
    {
        Assert.That(Load(name).Rules.Where(r => r.Severity == RuleSeverity.Refuse), Has.All.Property("Remedy").Not.Empty);
    }

    [Test]
    public void Changing_one_number_allows_a_fourth_sitting_at_Level_3_and_the_cases_notice()
    {
        var set = Load("resit", text => Regex.Replace(text, """("level3Sittings", "Expression": )"3" """.TrimEnd(), "$1\"4\""));
        var report = Run(set);

        Assert.That(report.Cases.Where(c => !c.Passed).Select(c => c.Name), Does.Contain("Level 3: a fourth sitting is refused"));
        Assert.That(report.Cases.Single(c => c.Name == "Level 3: a fourth sitting is refused").Difference, Does.StartWith("outcome expected Refused, found Accepted"));
    }

    [Test]
    public void The_2016_set_decides_with_the_resit_rules_in_it()
    {
        var set = Load("entries-2016");

        Assert.That(set.Used.Keys, Is.EquivalentTo(new[] { "entries-2016", "resit", "re-entry", "late-entry", "combination", "fees" }));
        Assert.That(set.Rules.Where(r => r.Set == "resit").Select(r => r.Name), Is.EquivalentTo(Load("resit").Rules.Select(r => r.Name)));
    }
}
