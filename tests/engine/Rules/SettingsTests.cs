using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>RulesEngine format, 3, 4 and 6: what the settings change.</summary>
public sealed class SettingsTests
{
    private const string Breaks = """{ "RuleName": "breaks", "Expression": "10 / input1.zero > 1", "ErrorMessage": "friendly $(input1.zero)" }""";
    private const string Good = """{ "RuleName": "good", "Expression": "true" }""";
    private const string Bad = """{ "RuleName": "bad", "Expression": "false" }""";
    private const string Facts = """{ "zero": 0 }""";

    private static Verdict Decide(string rules, RuleSetOptions options, bool actions = false) => Plain.Set($$""" "Rules": [ {{rules}} ] """, options).Decide(Facts, actions: actions);

    private static string Group(string @operator, params string[] rules) => $$"""{ "RuleName": "g", "Operator": "{{@operator}}", "Rules": [ {{string.Join(',', rules)}} ] }""";

    private static IEnumerable<object[]> Groups() =>
    [
        ["And", new[] { Good, Bad, Good }, RuleStatus.Failure, 2],
        ["AndAlso", new[] { Bad, Breaks }, RuleStatus.Failure, 1],
        ["Or", new[] { Bad, Good, Breaks }, RuleStatus.Success, 2],
        ["OrElse", new[] { Breaks, Good, Bad }, RuleStatus.Success, 2],
        ["And", new[] { Breaks, Good }, RuleStatus.Error, 1],
        ["And", new[] { Good, Good }, RuleStatus.Success, 2],
    ];

    [TestCaseSource(nameof(Groups))]
    public void In_performance_mode_a_group_runs_no_more_rules_than_settle_it(string @operator, string[] rules, RuleStatus status, int run)
    {
        var group = Decide(Group(@operator, rules), new RuleSetOptions { NestedRuleExecutionMode = NestedRuleExecutionMode.Performance }).Results[0];

        Assert.That(group.Status, Is.EqualTo(status));
        Assert.That(group.Children.Select(c => c.Status == RuleStatus.Skipped), Is.EqualTo(rules.Select((_, i) => i >= run)));
        Assert.That(group.Children.Skip(run).Select(c => c.SkippedBecause), Is.All.EqualTo("The group g was settled before it."));
    }

    [Test]
    public void A_broken_rule_may_be_thrown_instead_of_reported()
    {
        var options = new RuleSetOptions { EnableExceptionAsErrorMessage = false };

        Assert.That(() => Decide(Breaks, options), Throws.TypeOf<RuleBrokenException>().With.Message.Contains("division by zero"));
        Assert.That(() => Decide(Group("Or", Good, Breaks), options), Throws.TypeOf<RuleBrokenException>());
        Assert.That(() => Decide(Breaks, options with { IgnoreException = true }), Throws.TypeOf<RuleBrokenException>());
        Assert.That(Decide(Bad, options).Outcome, Is.EqualTo(Outcome.Refused));
    }

    [TestCase(true, true, false)]
    [TestCase(false, true, false)]
    [TestCase(false, false, true)]
    public void A_broken_action_is_thrown_unless_exceptions_are_ignored(bool asMessage, bool ignore, bool thrown)
    {
        var rule = """{ "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "expression": "10 / input1.zero" } } } }""";
        var options = new RuleSetOptions { EnableExceptionAsErrorMessage = asMessage, IgnoreException = ignore };

        if (thrown)
        {
            Assert.That(() => Decide(rule, options, actions: true), Throws.TypeOf<RuleBrokenException>());
        }
        else
        {
            Assert.That(Decide(rule, options, actions: true).Results[0].Action!.Broke, Is.Not.Null);
        }
    }

    [Test]
    public void With_exceptions_ignored_a_broken_rule_says_its_own_message_and_is_broken_all_the_same()
    {
        var verdict = Decide(Breaks, new RuleSetOptions { IgnoreException = true });

        Assert.That((verdict.Results[0].Status, verdict.Results[0].Message), Is.EqualTo((RuleStatus.Error, "friendly 0")));
        Assert.That(verdict.Outcome, Is.EqualTo(Outcome.Undecided));
        Assert.That(Decide(Breaks, RuleSetOptions.Default).Results[0].Message, Does.Contain("division by zero"));
    }

    [Test]
    public void Broken_global_parameters_are_said_even_with_exceptions_ignored()
    {
        var set = Plain.Set($$""" "GlobalParams": [ { "Name": "g", "Expression": "10 / input1.zero" } ], "Rules": [ {{Good}} ] """, new RuleSetOptions { IgnoreException = true });

        Assert.That(set.Decide(Facts).Results[0].Message, Does.Contain("`g`"));
    }

    [Test]
    public void Messages_may_be_left_unfilled()
    {
        var rule = """{ "RuleName": "r", "Expression": "false", "ErrorMessage": "m" }""";

        Assert.That(Decide(rule, new RuleSetOptions { EnableFormattedErrorMessage = false }).Results[0].ErrorMessage, Is.Null);
        Assert.That(Decide(rule, RuleSetOptions.Default).Results[0].ErrorMessage, Is.EqualTo("m"));
        Assert.That(Decide(Bad, RuleSetOptions.Default).Results[0], Has.Property("ErrorMessage").Null.And.Property("Message").EqualTo("The rule bad does not hold."));
    }

    [Test]
    public void Parameters_may_be_switched_off_and_what_names_them_is_then_a_fault()
    {
        var options = new RuleSetOptions { EnableScopedParams = false };
        const string Params = """ "GlobalParams": [ { "Name": "g", "Expression": "10 / 0" } ], """;

        Assert.That(Plain.Load($$"""{ "WorkflowName": "W", {{Params}} "Rules": [ { "RuleName": "r", "Expression": "g == 1" } ] }""", options, inputs: ["input1", "input2"]).Faults(), Is.EqualTo(new[] { ("EXP010", true) }));
        Assert.That(Plain.Set($$""" {{Params}} "Rules": [ {{Good}} ] """, options).Decide("{}").Outcome, Is.EqualTo(Outcome.Accepted));
    }

    [Test]
    public void Types_of_the_product_may_be_named_once_they_are_registered()
    {
        const string Text = """{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "Registered.Twice(2) == 4" } ] }""";

        Assert.That(Plain.Load(Text).RuleSet, Is.Null);
        Assert.That(Plain.Load(Text, new RuleSetOptions { CustomTypes = [typeof(Registered)] }).RuleSet?.Decide("{}").Outcome, Is.EqualTo(Outcome.Accepted).Or.Null);
    }

    private const string Silent = """{ "RuleName": "silent", "Expression": "false", "SuccessEvent": "no" }""";
    private const string Event = """{ "RuleName": "event", "Expression": "true", "SuccessEvent": "said" }""";

    [TestCase(Silent + "," + Event + "," + Good, "said")]
    [TestCase(Silent + "," + Good + "," + Event, "good")]
    [TestCase(Silent + "," + Bad, null)]
    [TestCase(Silent + "," + Breaks, null)]
    public void The_first_rule_that_holds_announces_its_event_or_its_name_and_none_that_none_does(string rules, string? announced)
    {
        var said = new List<string>();
        Decide(rules, RuleSetOptions.Default).OnSuccess(said.Add).OnFail(() => said.Add("none holds"));

        Assert.That(said, Is.EqualTo(new[] { announced ?? "none holds" }));
    }

    [Test]
    public void With_no_rule_enabled_nothing_holds()
    {
        var load = Plain.Load("""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "true", "Enabled": false } ] }""");

        Assert.That(load.Diagnostics.Select(d => (d.Code, d.IsError)), Is.EqualTo(new[] { ("RUL039", false) }));
        var verdict = load.RuleSet!.Decide("{}");
        Assert.That((verdict.Results.Count, verdict.NoneHolds, verdict.FirstSuccessEvent), Is.EqualTo((0, true, (string?)null)));
    }

    public static class Registered
    {
        public static int Twice(int value) => value * 2;
    }
}
