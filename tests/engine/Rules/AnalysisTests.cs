using System.Text;
using OcrWorkflows.Rules;
using OcrWorkflows.Rules.Schemas;

namespace OcrWorkflows.Tests.Rules;

/// <summary>Remedies, coverage, mutation, comparison and schemas, over a set whose answers are easily seen.</summary>
public sealed class AnalysisTests
{
    private const string Few = """ "GlobalParams": [ { "Name": "most", "Expression": "3" } ], "Rules": [ { "RuleName": "Few", "Expression": "x.Count < most" }, { "RuleName": "Named", "Expression": "x.Name != \"\" || x.Colour == \"Red\"" } ] """;

    private static readonly DateOnly s_day = new(2026, 10, 1);

    private static readonly Dictionary<string, RuleSource> s_alone = [];

    private static RuleSource Source(string members = Few) => Given.Source("set", $$"""{ "WorkflowName": "set", {{members}} }""");

    private static byte[] Cases(params string[] cases) => Encoding.UTF8.GetBytes($$"""{ "base": { "Count": 0 }, "cases": [ {{string.Join(',', cases)}} ] }""");

    private static RemedyReport Remedy(Things facts, RemedyOptions? options = null) => Remedies.Find(Given.Set(Few), [Source()], facts, s_day, options);

    private static MutationReport Mutate(params string[] cases) => RuleMutations.Run(Source(), s_alone, Given.Contract, "set/cases.json", Cases(cases));

    [Test]
    public void A_refusal_is_lifted_by_the_nearest_change_of_one_fact()
    {
        var report = Remedy(new Things { Count = 7 });

        Assert.That(report.Remedies[0].Changes.Select(c => (c.Path, c.From, c.To)), Is.EqualTo(new[] { ("Count", "7", "2") }));
        Assert.That(Given.Set(Few).Decide(new Things { Count = 2 }).Outcome, Is.EqualTo(Outcome.Accepted));
    }

    [Test]
    public void Two_refusals_are_lifted_by_two_changes()
    {
        var report = Remedy(new Things { Count = 7, Name = "" });

        Assert.That(report.Remedies[0].Changes.Select(c => c.Path), Is.EquivalentTo(new[] { "Count", "Colour" }));
    }

    [Test]
    public void A_fixed_fact_is_not_changed_and_the_reason_is_said()
    {
        var report = Remedy(new Things { Count = 7 }, new RemedyOptions { Fixed = ["Count"] });

        Assert.That(report.Remedies, Is.Empty);
        Assert.That(report.NoneBecause, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public void Nothing_is_proposed_where_nothing_is_refused()
    {
        var report = Remedy(new Things { Count = 2 });

        Assert.That((report.Refusals.Count, report.Remedies.Count, report.NoneBecause), Is.EqualTo((0, 0, (string?)null)));
    }

    [Test]
    public void A_change_that_no_case_notices_is_named_with_facts_that_would_show_it()
    {
        var report = Mutate(
            """{ "name": "none", "expect": { "outcome": "Accepted", "failing": [] } }""",
            """{ "name": "many", "facts": { "Count": 9 }, "expect": { "outcome": "Refused", "failing": ["Few"] } }""");
        var missed = report.Unnoticed.First(m => m is { Rule: "Few" } && m.What.Contains("`<=`", StringComparison.Ordinal));

        Assert.That(missed.Boundary!.Changes.Single(), Has.Property("Path").EqualTo("Count").And.Property("To").EqualTo("3"));
        Assert.That(missed.Boundary.Expect, Is.Not.EqualTo(missed.Boundary.Changed));
        Assert.That(report.Score, Is.LessThan(1));
    }

    [Test]
    public void A_change_at_the_boundary_is_noticed_by_the_cases_on_both_sides_of_it()
    {
        var report = Mutate(
            """{ "name": "two", "facts": { "Count": 2 }, "expect": { "outcome": "Accepted", "failing": [] } }""",
            """{ "name": "three", "facts": { "Count": 3 }, "expect": { "outcome": "Refused", "failing": ["Few"] } }""");

        Assert.That(report.Unnoticed.Concat(report.Alike).Where(m => m.Rule is "Few" or "most"), Is.Empty);
    }

    [Test]
    public void Conditions_not_seen_both_ways_are_named_with_their_place()
    {
        var report = RuleCases.Run(Given.Set(Few), "set/cases.json", Cases("""{ "name": "none", "expect": { "outcome": "Accepted" } }"""), conditions: true);

        Assert.That(report.Conditions, Does.Contain(new ConditionCoverage("Named", "x.Colour == \"Red\"", 16, false, false)));
        Assert.That(report.Conditions, Does.Contain(new ConditionCoverage("Few", "x.Count < most", 0, true, false)));
    }

    [Test]
    public void A_rule_that_accepts_more_is_shown_with_facts_that_both_versions_decided()
    {
        var cases = Cases("""{ "name": "none", "expect": { "outcome": "Accepted" } }""");
        var later = Few.Replace("\"3\"", "\"4\"", StringComparison.Ordinal);
        var difference = RuleSetComparison.Compare(new ComparedRules(Source(), s_alone, "cases.json", cases), new ComparedRules(Source(later), s_alone, "cases.json", cases), Given.Contract);

        Assert.That(difference.Rules.Select(r => r.Rule), Is.EqualTo(new[] { "Few" }));
        Assert.That(difference.Rules[0].NowHolds!.Changes.Single(), Has.Property("To").EqualTo("3"));
        Assert.That(difference.Rules[0].NowFails, Is.Null);
        Assert.That((difference.NewlyAccepted is not null, difference.NewlyRefused), Is.EqualTo((true, (ComparedFacts?)null)));
    }

    [Test]
    public void A_set_compared_with_itself_has_no_changes()
    {
        var side = new ComparedRules(Source(), s_alone, "cases.json", null);

        Assert.That(RuleSetComparison.Compare(side, side, Given.Contract).None, Is.True);
    }

    [Test]
    public void The_schema_of_facts_tells_types_null_and_what_is_needed()
    {
        var properties = FactsSchema.Of(Given.Contract)["properties"]!;

        Assert.That(properties["Colour"]!["enum"]!.ToJsonString(), Is.EqualTo("""["Red","Green"]"""));
        Assert.That(properties["Inner"]!["type"]!.ToJsonString(), Is.EqualTo("""["object","null"]"""));
        Assert.That(properties["Inner"]!["required"]!.ToJsonString(), Is.EqualTo("""["Code"]"""));
        Assert.That(properties["Numbers"]!["items"]!["type"]!.GetValue<string>(), Is.EqualTo("integer"));
    }
}
