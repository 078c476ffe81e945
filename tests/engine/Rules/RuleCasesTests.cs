using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class RuleCasesTests
{
    private const string Rules = """
        "Rules": [ { "RuleName": "Few", "Expression": "x.Count < 3" },
          { "RuleName": "Levelled", "Expression": "x.Inner == null || 12 / x.Inner.Level > 3", "Properties": { "severity": "charge", "fee": "f" } } ]
        """;

    private static CaseReport Run(string json) => RuleCases.Run(Given.Set(Rules), "set/cases.json", Encoding.UTF8.GetBytes(json));

    [Test]
    public void The_facts_of_a_case_are_laid_over_the_base_member_by_member()
    {
        var report = Run("""
            { "base": { "Count": 1, "inner": { "Code": "a", "Level": 1 } }, "cases": [
              { "name": "as it is", "expect": { "outcome": "Accepted", "failing": [], "fees": [] } },
              { "name": "deep", "facts": { "INNER": { "Level": 4 } }, "expect": { "outcome": "Accepted", "failing": ["Levelled"], "fees": ["f"] } },
              { "name": "null takes away", "facts": { "Inner": null, "Count": 3 }, "expect": { "outcome": "refused", "failing": ["Few"] } } ] }
            """);

        Assert.That(report.Cases, Has.All.Property("Passed").True, string.Join('\n', report.Diagnostics.Select(d => d.ToString()).Concat(report.Cases.Select(c => c.Difference))));
        Assert.That(report.Cases, Has.Count.EqualTo(3));
        Assert.That((report.Passed, report.UnseenRules.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public void A_case_that_does_not_hold_says_expected_and_found()
    {
        var report = Run("""{ "cases": [ { "name": "wrong", "facts": { "Count": 3 }, "expect": { "outcome": "Accepted", "failing": [], "fees": ["f"] } } ] }""");

        Assert.That(report.Passed, Is.False);
        Assert.That(report.Cases.Single().Difference, Is.EqualTo("outcome expected Accepted, found Refused; failing expected [], found [Few]; fees expected [f], found []"));
    }

    [Test]
    public void A_rule_that_breaks_is_a_difference_unless_it_is_expected()
    {
        var broken = """ "facts": { "Inner": { "Code": "a", "Level": 0 } }, "expect": { "outcome": "Undecided" """;
        var report = Run($$"""{ "cases": [ { "name": "a", {{broken}} } }, { "name": "b", {{broken}}, "broken": ["Levelled"] } } ] }""");

        Assert.That(report.Cases.Select(c => c.Passed), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void Rules_not_seen_on_both_sides_are_named_with_the_side()
    {
        var report = Run("""{ "cases": [ { "name": "a", "expect": { "outcome": "Accepted" } } ] }""");

        Assert.That(report.UnseenRules, Is.EqualTo(new[] { "Few: no case fails it", "Levelled: no case fails it" }));
        Assert.That(report.Passed, Is.True);
    }

    [Test]
    public void A_member_that_the_facts_do_not_have_is_named_at_its_line_and_column()
    {
        var report = Run("""
            { "cases": [
              { "name": "a",
                "facts": { "Inner": { "Levl": 1 } }, "expect": { "outcome": "Accepted" } } ] }
            """);

        var fault = report.Diagnostics.Single();
        Assert.That((fault.Code, fault.Line, fault.Column), Is.EqualTo(("RUL104", 3, 27)));
        Assert.That(fault.ToString(), Does.Contain("`Level`"));
        Assert.That((report.Passed, report.Cases.Count), Is.EqualTo((false, 0)));
    }

    [Test]
    public void A_fault_of_the_base_is_reported_once()
    {
        var report = Run("""{ "base": { "Cuont": 1 }, "cases": [ { "name": "a", "expect": { "outcome": "Accepted" } }, { "name": "b", "expect": { "outcome": "Accepted" } } ] }""");

        Assert.That(report.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "RUL104" }));
    }

    [TestCase("RUL101", "[]")]
    [TestCase("RUL102", "{ \"cases\": [] }")]
    [TestCase("RUL102", "{ \"base\": {} }")]
    [TestCase("RUL103", "{ \"cases\": [ { \"expect\": { \"outcome\": \"Accepted\" } } ] }")]
    [TestCase("RUL105", "{ \"cases\": [ { \"name\": \"a\", \"facts\": { \"Count\": \"many\" }, \"expect\": { \"outcome\": \"Accepted\" } } ] }")]
    [TestCase("RUL105", "{ \"cases\": [ { \"name\": \"a\", \"facts\": { \"Inner\": { \"Level\": 2 } }, \"expect\": { \"outcome\": \"Accepted\" } } ] }")]
    [TestCase("RUL106", "{ \"cases\": [ { \"name\": \"a\", \"expect\": { \"outcome\": \"Acepted\" } } ] }")]
    [TestCase("RUL106", "{ \"cases\": [ { \"name\": \"a\" } ] }")]
    [TestCase("RUL107", "{ \"cases\": [ { \"name\": \"a\", \"expect\": { \"outcome\": \"Accepted\", \"failing\": [ \"Fw\" ] } } ] }")]
    [TestCase("RUL007", "{ \"cases\": [ { \"name\": \"a\", \"fact\": {}, \"expect\": { \"outcome\": \"Accepted\" } } ] }")]
    [TestCase("RUL022", "{ \"cases\": [ { \"name\": \"a\", \"decisionDate\": \"soon\", \"expect\": { \"outcome\": \"Accepted\" } } ] }")]
    [TestCase("JSN001", "nothing")]
    public void A_fault_of_the_cases_is_an_error(string code, string json)
    {
        var report = Run(json);

        Assert.That(report.Diagnostics.Where(d => d.IsError).Select(d => d.Code), Is.EqualTo(new[] { code }), string.Join('\n', report.Diagnostics));
        Assert.That(report.Passed, Is.False);
    }

    [Test]
    public void The_day_of_a_case_can_be_given_beside_the_facts()
    {
        var set = Given.Set(""" "Rules": [ { "RuleName": "A", "Expression": "false", "Properties": { "from": "2030-01-01" } } ] """);
        var report = RuleCases.Run(set, "cases.json", """{ "cases": [ { "name": "a", "decisionDate": "2030-01-01", "expect": { "outcome": "Refused" } } ] }"""u8);

        Assert.That(report.Passed, Is.True);
    }
}
