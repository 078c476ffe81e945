using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class DecisionTests
{
    private static Verdict Decide(string members, Things? facts = null) => Given.Set(members).Decide(facts ?? new Things());

    [TestCase(1, Outcome.Accepted)]
    [TestCase(2, Outcome.Refused)]
    public void A_rule_says_what_must_hold_and_refuses_when_it_does_not(int count, Outcome outcome)
    {
        var verdict = Decide(""" "Rules": [ { "RuleName": "A", "Expression": "x.Count < 2" } ] """, new Things { Count = count });

        Assert.That(verdict.Outcome, Is.EqualTo(outcome));
    }

    [TestCase("warn")]
    [TestCase("inform")]
    [TestCase("Charge\", \"fee\": \"f")]
    public void Only_a_refusing_rule_refuses(string severity)
    {
        var verdict = Decide($$""" "Rules": [ { "RuleName": "A", "Expression": "false", "Properties": { "severity": "{{severity}}" } } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(verdict.Failures.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Failing_charges_add_their_fees_in_order()
    {
        var verdict = Decide("""
            "Rules": [ { "RuleName": "A", "Expression": "false", "Properties": { "severity": "charge", "fee": "b" } },
              { "RuleName": "B", "Expression": "true", "Properties": { "severity": "charge", "fee": "none" } },
              { "RuleName": "C", "Expression": "false", "Properties": { "severity": "charge", "fee": "a" } } ]
            """);

        Assert.That(verdict.Fees, Is.EqualTo(new[] { "b", "a" }));
    }

    private const string Breaks = """{ "RuleName": "Breaks", "Expression": "10 / x.Count > 1" }""";

    [Test]
    public void A_refusing_rule_that_breaks_leaves_the_decision_open()
    {
        var verdict = Decide($$""" "Rules": [ {{Breaks}}, { "RuleName": "Good", "Expression": "true" } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Undecided));
        Assert.That(verdict.Results[0].Status, Is.EqualTo(RuleStatus.Error));
        Assert.That(verdict.Results[0].Message, Does.Contain("division by zero").And.Contain("Breaks"));
        Assert.That(verdict.Failures, Is.Empty);
    }

    [Test]
    public void A_charge_that_breaks_leaves_the_decision_open()
    {
        var verdict = Decide(""" "Rules": [ { "RuleName": "A", "Expression": "10 / x.Count > 1", "Properties": { "severity": "charge", "fee": "a" } } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Undecided));
    }

    [Test]
    public void A_clear_refusal_stands_beside_a_rule_that_breaks()
    {
        var verdict = Decide($$""" "Rules": [ {{Breaks}}, { "RuleName": "No", "Expression": "false" } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Refused));
    }

    [Test]
    public void A_warning_that_breaks_keeps_its_error_and_the_decision_stands()
    {
        var verdict = Decide(""" "Rules": [ { "RuleName": "A", "Expression": "10 / x.Count > 1", "Properties": { "severity": "warn" } } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(verdict.Results[0].Status, Is.EqualTo(RuleStatus.Error));
    }

    [Test]
    public void A_member_of_nothing_breaks_the_rule()
    {
        var verdict = Decide(""" "Rules": [ { "RuleName": "A", "Expression": "x.Inner.Level == 3" } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Undecided));
    }

    [TestCase("2018-08-31", RuleStatus.Skipped)]
    [TestCase("2018-09-01", RuleStatus.Failure)]
    [TestCase("2018-09-30", RuleStatus.Failure)]
    [TestCase("2018-10-01", RuleStatus.Skipped)]
    public void A_dated_rule_is_in_force_from_its_first_to_its_last_day(string date, RuleStatus status)
    {
        var verdict = Decide(
            """ "Rules": [ { "RuleName": "A", "Expression": "false", "Properties": { "from": "2018-09-01", "to": "2018-09-30" } } ] """,
            new Things { DecisionDate = DateOnly.Parse(date) });

        Assert.That(verdict.Results[0].Status, Is.EqualTo(status));
        Assert.That(verdict.Outcome, Is.EqualTo(status == RuleStatus.Skipped ? Outcome.Accepted : Outcome.Refused));
    }

    private const string T = """{ "RuleName": "T", "Expression": "true" }""";
    private const string F = """{ "RuleName": "F", "Expression": "false", "ErrorMessage": "f" }""";
    private const string S = """{ "RuleName": "S", "Expression": "false", "Properties": { "to": "2000-01-01" } }""";

    [TestCase("And", T + "," + F, RuleStatus.Failure)]
    [TestCase("and", T + "," + S, RuleStatus.Success)]
    [TestCase("ANDALSO", T, RuleStatus.Success)]
    [TestCase("Or", T + "," + F, RuleStatus.Success)]
    [TestCase("orelse", F, RuleStatus.Failure)]
    [TestCase("Or", T + "," + Breaks, RuleStatus.Success)]
    [TestCase("Or", F + "," + Breaks, RuleStatus.Error)]
    [TestCase("And", F + "," + Breaks, RuleStatus.Failure)]
    [TestCase("And", T + "," + Breaks, RuleStatus.Error)]
    [TestCase("And", S, RuleStatus.Skipped)]
    public void A_group_is_decided_by_its_rules_all_of_which_are_reported(string @operator, string children, RuleStatus status)
    {
        var verdict = Decide($$""" "Rules": [ { "RuleName": "G", "Operator": "{{@operator}}", "Rules": [ {{children}} ] } ] """);

        Assert.That(verdict.Results[0].Status, Is.EqualTo(status));
        Assert.That(verdict.Results[0].Children, Has.Count.EqualTo(children.Split("RuleName").Length - 1));
    }

    [Test]
    public void A_failing_rule_of_a_group_has_its_own_message()
    {
        var verdict = Decide($$""" "Rules": [ { "RuleName": "G", "Operator": "And", "Rules": [ {{T}}, {{F}} ] } ] """);

        Assert.That(verdict.Results[0].Children[1].Message, Is.EqualTo("f"));
        Assert.That(verdict.Results[0].Children[0].Message, Is.Null);
    }

    [Test]
    public void Parameters_see_those_before_them_and_the_rules_of_a_group_see_the_groups()
    {
        var verdict = Decide("""
            "GlobalParams": [ { "Name": "one", "Expression": "x.Count + 1" }, { "Name": "two", "Expression": "one + 1" } ],
            "Rules": [ { "RuleName": "G", "Operator": "And",
              "LocalParams": [ { "Name": "three", "Expression": "two + one" } ],
              "Rules": [ { "RuleName": "A", "LocalParams": [ { "Name": "four", "Expression": "three + 1" } ], "Expression": "four == 4 && TWO == 2" } ] } ]
            """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Accepted));
    }

    [Test]
    public void A_sequence_condition_may_use_parameters()
    {
        var verdict = Decide("""
            "GlobalParams": [ { "Name": "most", "Expression": "3" } ],
            "Rules": [ { "RuleName": "A", "Expression": "x.Numbers.All(n => n <= most)", "ErrorMessage": "$(x.Numbers)" } ]
            """, new Things { Numbers = [1, 4] });

        Assert.That(verdict.Results[0].Message, Is.EqualTo("1, 4"));
    }

    [Test]
    public void A_global_parameter_that_breaks_breaks_every_rule_of_its_set()
    {
        var verdict = Decide(""" "GlobalParams": [ { "Name": "g", "Expression": "10 / x.Count" } ], "Rules": [ { "RuleName": "A", "Expression": "false" } ] """);

        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Undecided));
        Assert.That(verdict.Results[0].Message, Does.Contain("`g`"));
    }

    [Test]
    public void A_local_parameter_that_breaks_breaks_its_rule_even_unused()
    {
        var verdict = Decide(""" "Rules": [ { "RuleName": "A", "LocalParams": [ { "Name": "l", "Expression": "10 / x.Count" } ], "Expression": "true" } ] """);

        Assert.That(verdict.Results[0].Status, Is.EqualTo(RuleStatus.Error));
    }

    [TestCase("$(x.Name)", "Alpha \"1\"")]
    [TestCase("$(X.name)!", "Alpha \"1\"!")]
    [TestCase("$(x.Colour)", "Green")]
    [TestCase("$(x.DecisionDate)", "2026-10-01")]
    [TestCase("$(x.Price)", "1.10")]
    [TestCase("$(x.Inner.Code)", "(none)")]
    [TestCase("$(g) of $( l )", "7 of 8")]
    [TestCase("$(x.Typo) $(x.Count)", "$(x.Typo) 0")]
    [TestCase("no value", "no value")]
    public void A_message_is_filled_with_values(string template, string text)
    {
        var verdict = Decide($$"""
            "GlobalParams": [ { "Name": "g", "Expression": "7" } ],
            "Rules": [ { "RuleName": "A", "LocalParams": [ { "Name": "l", "Expression": "g + 1" } ], "Expression": "false",
              "ErrorMessage": "{{template}}", "Properties": { "remedy": "{{template}}", "clause": "R1" } } ]
            """);

        var result = verdict.Results[0];
        Assert.That((result.Message, result.Remedy), Is.EqualTo((text, text)));
        Assert.That(result.Clauses, Is.EqualTo(new[] { "R1" }));
    }

    [Test]
    public void Success_carries_no_words()
    {
        var result = Decide(""" "Rules": [ { "RuleName": "A", "Expression": "true", "ErrorMessage": "m", "Properties": { "remedy": "r" } } ] """).Results[0];

        Assert.That((result.Message, result.Remedy), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void Facts_of_another_type_are_refused_by_name()
    {
        var set = Given.Set(""" "Rules": [ { "RuleName": "A", "Expression": "true" } ] """);

        Assert.That(() => set.Decide("text", new DateOnly(2026, 1, 1)), Throws.ArgumentException.With.Message.Contains("Things"));
    }
}
