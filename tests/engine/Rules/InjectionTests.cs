using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class InjectionTests
{
    private static RuleSource Set(string name, string members) => Given.Source(name, $$"""{ "WorkflowName": "{{name}}", {{members}} }""");

    private static readonly RuleSource s_other = Set("other", """ "GlobalParams": [ { "Name": "limit", "Expression": "3" } ], "Rules": [ { "RuleName": "B", "Expression": "x.Count < limit" } ] """);

    private const string Own = """ "WorkflowsToInject": [ "other" ], "GlobalParams": [ { "Name": "limit", "Expression": "1" } ], "Rules": [ { "RuleName": "A", "Expression": "x.Count < limit" } ] """;

    [Test]
    public void Injected_rules_come_last_and_use_the_parameters_of_their_own_set()
    {
        var verdict = Given.Set(Own, s_other).Decide(new Things { Count = 2 });

        Assert.That(verdict.Results.Select(r => (r.Rule, r.Status)), Is.EqualTo(new[] { ("A", RuleStatus.Failure), ("B", RuleStatus.Success) }));
    }

    [Test]
    public void The_hash_covers_the_injected_text()
    {
        var before = Given.Set(Own, s_other);
        var after = Given.Set(Own, Set("other", """ "Rules": [ { "RuleName": "B", "Expression": "x.Count < 4" } ] """));

        Assert.That(before.Used.Keys, Is.EquivalentTo(new[] { "set", "other" }));
        Assert.That(after.Used["set"], Is.EqualTo(before.Used["set"]));
        Assert.That(after.Hash, Is.Not.EqualTo(before.Hash));
        Assert.That(Given.Set(Own, s_other).Hash, Is.EqualTo(before.Hash).And.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public void A_set_injected_by_two_ways_takes_part_once()
    {
        var middle = Set("middle", """ "WorkflowsToInject": [ "other" ] """);
        var set = Given.Set(""" "WorkflowsToInject": [ "middle", "other" ] """, middle, s_other);

        Assert.That(set.Rules.Select(r => (r.Name, r.Set)), Is.EqualTo(new[] { ("B", "other") }));
        Assert.That(set.Used.Keys, Is.EquivalentTo(new[] { "set", "middle", "other" }));
    }

    [Test]
    public void A_longer_circle_is_named()
    {
        var load = Given.Load("""{ "WorkflowName": "set", "WorkflowsToInject": [ "a" ] }""", Set("a", """ "WorkflowsToInject": [ "b" ] """), Set("b", """ "WorkflowsToInject": [ "a" ] """));

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Single().ToString(), Does.StartWith("b/rules.json").And.Contain("RUL020").And.Contain("a -> b -> a"));
    }

    [Test]
    public void A_missing_set_is_named_with_the_one_that_was_meant()
    {
        var load = Given.Load("""{ "WorkflowName": "set", "WorkflowsToInject": [ "othr" ] }""", s_other);

        Assert.That(load.Diagnostics.Single().ToString(), Does.Contain("RUL019").And.Contain("`other`"));
    }

    [Test]
    public void A_rule_name_of_an_injected_set_cannot_be_used_again()
    {
        var load = Given.Load("""{ "WorkflowName": "set", "WorkflowsToInject": [ "other" ], "Rules": [ { "RuleName": "B", "Expression": "x.Count < 9" } ] }""", s_other);

        Assert.That(load.Diagnostics.Single(), Has.Property("Code").EqualTo("RUL006").And.Property("File").EqualTo("other/rules.json"));
    }

    [Test]
    public void A_fault_in_an_injected_file_is_reported_in_that_file()
    {
        var load = Given.Load("""{ "WorkflowName": "set", "WorkflowsToInject": [ "other" ] }""", Set("other", """ "Rules": [ { "RuleName": "B", "Expression": "nothing" } ] """));

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Single().File, Is.EqualTo("other/rules.json"));
    }

    [Test]
    public void Another_workflow_of_the_same_file_can_be_injected()
    {
        var load = Given.Load("""
            [ { "WorkflowName": "helper", "Rules": [ { "RuleName": "B", "Expression": "x.Count < 9" } ] },
              { "WorkflowName": "set", "WorkflowsToInject": [ "helper" ] } ]
            """);

        Assert.That(load.RuleSet?.Rules.Single().Name, Is.EqualTo("B"), string.Join('\n', load.Diagnostics));
    }
}
