using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>RulesEngine format, 8.</summary>
public sealed class ActionTests
{
    private static readonly RuleSetOptions s_custom = new() { CustomActions = new Dictionary<string, IRuleAction> { ["Tell"] = new Tell(), ["Refuse"] = new Refuse() } };

    private static string Output(string expression) => $$"""{ "Name": "OutputExpression", "Context": { "expression": "{{expression}}" } }""";

    private static RuleResult First(string members, string facts = """{ "a": 1 }""", RuleSetOptions? options = null) => Plain.Set(members, options).Decide(facts, actions: true).Results[0];

    [TestCase(1, "yes")]
    [TestCase(2, "no")]
    public void A_rule_that_holds_runs_its_OnSuccess_and_one_that_does_not_its_OnFailure(int value, string output)
    {
        var result = First($$""" "Rules": [ { "RuleName": "r", "Expression": "input1.a == 1", "Actions": { "OnSuccess": {{Output("\\\"yes\\\"")}}, "OnFailure": {{Output("\\\"no\\\"")}} } } ] """, $$"""{ "a": {{value}} }""");

        Assert.That((result.Action?.Output, result.Action?.Broke), Is.EqualTo(((object?)output, (string?)null)));
    }

    [Test]
    public void A_rule_that_breaks_runs_its_OnFailure_and_a_skipped_one_nothing()
    {
        var verdict = Plain.Set($$"""
            "Rules": [ { "RuleName": "breaks", "Expression": "10 / input1.zero > 1", "Actions": { "OnFailure": {{Output("7")}} } },
              { "RuleName": "old", "Expression": "true", "Properties": { "to": "2000-01-01" }, "Actions": { "OnSuccess": {{Output("7")}}, "OnFailure": {{Output("7")}} } } ]
            """).Decide("""{ "zero": 0 }""", actions: true);

        Assert.That(verdict.Results.Select(r => (r.Status, r.Action?.Output)), Is.EqualTo(new[] { (RuleStatus.Error, (object?)7), (RuleStatus.Skipped, null) }));
    }

    [Test]
    public void Actions_run_only_where_they_are_asked_for()
    {
        var set = Plain.Set($$""" "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": {{Output("1")}} } } ] """);

        Assert.That(set.Decide("{}").Results[0].Action, Is.Null);
        Assert.That(set.Decide("{}", actions: true).Results[0].Action?.Output, Is.EqualTo(1));
        var off = Plain.Set($$""" "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": {{Output("1")}} } } ] """, new RuleSetOptions { AutoExecuteActions = false });
        Assert.That(off.Decide("{}", actions: true).Results[0].Action, Is.Null);
        Assert.That(off.RunRule("r", [Plain.Expando("{}")], Plain.Day, DecideOptions.Default).Output, Is.EqualTo(1));
    }

    [Test]
    public void An_output_sees_inputs_globals_and_the_locals_of_its_rule_under_names_of_any_casing()
    {
        var result = First("""
            "GlobalParams": [ { "Name": "g", "Expression": "10" } ],
            "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "p", "Expression": "input1.a + 1" } ], "Expression": "true", "Actions": { "OnSuccess": { "Name": "outputEXPRESSION", "Context": { "EXPRESSION": "p + g" } } } } ]
            """);

        Assert.That(result.Action!.Output, Is.EqualTo(12L));
    }

    [Test]
    public void A_group_and_the_rules_in_it_have_actions_of_their_own()
    {
        var result = First($$"""
            "Rules": [ { "RuleName": "n", "Operator": "Or", "Actions": { "OnSuccess": {{Output("1")}} }, "Rules": [
              { "RuleName": "c", "Expression": "true", "Actions": { "OnSuccess": {{Output("2")}} } }, { "RuleName": "d", "Expression": "false", "Actions": { "OnSuccess": {{Output("3")}} } } ] } ]
            """);

        Assert.That((result.Action?.Output, result.Children[0].Action?.Output, result.Children[1].Action), Is.EqualTo(((object?)1, (object?)2, (ActionResult?)null)));
    }

    [Test]
    public void An_output_that_breaks_leaves_the_answer_of_its_rule()
    {
        var result = First($$""" "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": {{Output("10 / (input1.a - 1)")}} } } ] """);

        Assert.That(result.Status, Is.EqualTo(RuleStatus.Success));
        Assert.That(result.Action!.Broke, Does.Contain("division by zero"));
    }

    [Test]
    public void A_registered_action_is_told_the_answer_its_context_and_the_values()
    {
        var result = First(
            """ "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "p", "Expression": "5" } ], "Expression": "false", "Actions": { "OnFailure": { "Name": "tell", "Context": { "Message": "m", "list": [ 1, "b" ] } } } } ] """,
            options: s_custom);

        Assert.That(result.Action!.Output, Is.EqualTo("""r Failure m [ 1, "b" ] input1, p=5"""));
    }

    [Test]
    public void What_a_registered_action_throws_is_its_result()
    {
        var result = First(""" "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": { "Name": "Refuse" } } } ] """, options: s_custom);

        Assert.That((result.Status, result.Action!.Broke), Is.EqualTo((RuleStatus.Success, "not now")));
    }

    private static string Evaluate(string rule, string more = "") => $$"""{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "{{rule}}"{{more}} } }""";

    [Test]
    public void EvaluateRule_runs_another_rule_and_passes_up_what_its_action_gives()
    {
        var run = Plain.Set($$"""
            "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": {{Evaluate("s")}} } },
              { "RuleName": "s", "Expression": "true", "Actions": { "OnSuccess": {{Evaluate("t")}} } },
              { "RuleName": "t", "Expression": "false", "ErrorMessage": "no $(input1.a)", "Actions": { "OnFailure": {{Output("7")}} } } ]
            """).RunRule("r", [Plain.Expando("""{ "a": 1 }""")], Plain.Day, DecideOptions.Default);

        Assert.That(run.Output, Is.EqualTo(7));
        Assert.That(run.Results.Select(r => (r.Rule, r.Status)), Is.EqualTo(new[] { ("t", RuleStatus.Failure), ("s", RuleStatus.Success), ("r", RuleStatus.Success) }));
        Assert.That(run.Results[0].Message, Is.EqualTo("no 1"));
    }

    [TestCase("", "p", "3")]
    [TestCase(""", "additionalInputs": [ { "Name": "more", "Expression": "p + g" } ]""", "p + more", "33")]
    [TestCase(""", "inputFilter": [ "p" ], "additionalInputs": [ { "Name": "g", "Expression": "100" } ]""", "p + g", "103")]
    public void EvaluateRule_hands_on_all_names_or_those_of_its_filter_and_additional_ones(string more, string expression, string output)
    {
        var text = $$"""
            [ { "WorkflowName": "W", "GlobalParams": [ { "Name": "g", "Expression": "27" } ],
                "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "p", "Expression": "3" } ], "Expression": "true",
                  "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "V", "ruleName": "v"{{more}} } } } } ] },
              { "WorkflowName": "V", "Rules": [ { "RuleName": "v", "Expression": "true", "Actions": { "OnSuccess": {{Output(expression)}} } } ] } ]
            """;
        var load = Plain.Load(text);

        Assert.That(load.RuleSet, Is.Not.Null, string.Join('\n', load.Diagnostics));
        Assert.That(load.RuleSet!.Decide("{}", actions: true).Results[0].Action!.Output?.ToString(), Is.EqualTo(output));
        Assert.That(load.Differences, Is.Empty);
    }

    [Test]
    public void What_the_filter_leaves_out_the_other_rule_does_not_see()
    {
        var load = Plain.Load($$"""
            [ { "WorkflowName": "W", "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "p", "Expression": "3" } ], "Expression": "true",
                  "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "workflowName": "V", "ruleName": "v", "inputFilter": [ "input1", "input2" ] } } } } ] },
              { "WorkflowName": "V", "Rules": [ { "RuleName": "v", "Expression": "p == 3" } ] } ]
            """, inputs: ["input1", "input2"]);

        Assert.That(load.Diagnostics.Single(d => d.IsError).Path, Is.EqualTo("$[1].Rules[0].Expression"));
    }

    [Test]
    public void The_other_rules_own_parameters_come_before_those_handed_on()
    {
        var load = Plain.Load($$"""
            { "WorkflowName": "W", "GlobalParams": [ { "Name": "g", "Expression": "1" } ], "Rules": [
              { "RuleName": "r", "Expression": "g == 1", "LocalParams": [ { "Name": "p", "Expression": "1" } ], "Actions": { "OnSuccess": {{Evaluate("s")}} } },
              { "RuleName": "s", "Expression": "p == 2", "LocalParams": [ { "Name": "p", "Expression": "2" } ], "Actions": { "OnSuccess": {{Output("g + p")}} } } ] }
            """);

        Assert.That(load.RuleSet!.Decide("{}", actions: true).Results[0].Action!.Output, Is.EqualTo(3));
        Assert.That(load.Differences, Is.EqualTo(new[] { "DIF119" }));
    }

    [TestCase("RUL033", """{ "Name": "OutputExpression", "Context": { "Expression": "1", "expression": "2" } }""")]
    [TestCase("RUL034", """{ "Name": "OutputExpresion" }""")]
    [TestCase("RUL034", """{ "Context": {} }""")]
    [TestCase("RUL036", """{ "Name": "OutputExpression", "Context": {} }""")]
    [TestCase("RUL036", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W" } }""")]
    [TestCase("RUL037", """{ "Name": "EvaluateRule", "Context": { "workflowName": "Z", "ruleName": "r" } }""")]
    [TestCase("RUL037", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "z" } }""")]
    [TestCase("RUL037", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "child" } }""")]
    [TestCase("RUL037", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "off" } }""")]
    [TestCase("RUL035", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "r" } }""")]
    [TestCase("RUL016", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "s", "additionalInputs": [ { "Name": "input1", "Expression": "1" } ] } }""")]
    [TestCase("RUL017", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "s", "additionalInputs": [ { "Name": "n" } ] } }""")]
    [TestCase("RUL009", """{ "Name": "EvaluateRule", "Context": { "workflowName": "W", "ruleName": "s", "inputFilter": "input1" } }""")]
    [TestCase("RUL009", "5")]
    public void An_action_that_could_not_be_carried_out_is_an_error_of_the_file(string code, string action)
    {
        var load = Plain.Load($$"""
            { "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnFailure": {{action}} } }, { "RuleName": "s", "Expression": "true" },
              { "RuleName": "off", "Expression": "true", "Enabled": false }, { "RuleName": "g", "Operator": "And", "Rules": [ { "RuleName": "child", "Expression": "true" } ] } ] }
            """);

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Where(d => d.IsError).Select(d => d.Code), Is.EqualTo(new[] { code }), string.Join('\n', load.Diagnostics));
        Assert.That(load.Differences, Does.Contain("DIF101").And.Contain("DIF126"));
    }

    [Test]
    public void Rules_that_evaluate_one_another_in_a_circle_are_named()
    {
        var load = Plain.Load($$"""
            { "WorkflowName": "W", "Rules": [ { "RuleName": "a", "Expression": "true", "Actions": { "OnSuccess": {{Evaluate("b")}} } },
              { "RuleName": "b", "Expression": "true", "Actions": { "OnFailure": {{Evaluate("a")}} } } ] }
            """);

        Assert.That(load.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "RUL035", "RUL035" }));
        Assert.That(load.Diagnostics[1].Message, Does.Contain("W/a -> W/b -> W/a"));
    }

    [Test]
    public void A_rule_of_a_group_may_evaluate_that_group_for_its_action_is_not_run_again()
    {
        var run = Plain.Set($$"""
            "Rules": [ { "RuleName": "g", "Operator": "And", "Actions": { "OnSuccess": {{Output("1")}} }, "Rules": [ { "RuleName": "c", "Expression": "true", "Actions": { "OnSuccess": {{Evaluate("g")}} } } ] } ]
            """).Decide("{}", actions: true);

        Assert.That(run.Results[0].Children[0].Action!.Output, Is.EqualTo(1));
    }

    [TestCase(50, true)]
    [TestCase(51, false)]
    public void Fifty_rules_may_evaluate_one_another_in_a_chain(int rules, bool good)
    {
        var chain = string.Join(',', Enumerable.Range(1, rules).Select(i => $$"""{ "RuleName": "r{{i}}", "Expression": "true"{{(i < rules ? $$""", "Actions": { "OnSuccess": {{Evaluate($"r{i + 1}")}}, "OnFailure": {{Evaluate($"r{i + 1}")}} }""" : "")}} }"""));
        var load = Plain.Load($$"""{ "WorkflowName": "W", "Rules": [ {{chain}} ] }""");

        Assert.That(load.RuleSet is not null, Is.EqualTo(good), string.Join('\n', load.Diagnostics));
        Assert.That(load.Faults().Distinct(), Is.EqualTo(good ? [] : new[] { ("RUL038", true) }));
    }

    [Test]
    public void A_name_of_the_filter_that_the_rule_does_not_see_is_a_warning()
    {
        var load = Plain.Load($$"""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": {{Evaluate("s", ", \"inputFilter\": [ \"input2\" ]")}} } }, { "RuleName": "s", "Expression": "true" } ] }""");

        Assert.That(load.Faults(), Is.EqualTo(new[] { ("RUL037", false) }));
    }

    [Test]
    public void Only_a_rule_at_the_top_can_be_run_by_name()
    {
        var set = Plain.Set(""" "Rules": [ { "RuleName": "g", "Operator": "And", "Rules": [ { "RuleName": "c", "Expression": "true" } ] } ] """);

        Assert.That(set.RunRule("g", [null], Plain.Day, DecideOptions.Default).Results.Single().Status, Is.EqualTo(RuleStatus.Success));
        Assert.That(() => set.RunRule("c", [null], Plain.Day, DecideOptions.Default), Throws.ArgumentException.With.Message.Contains("`c`"));
    }

    private sealed class Tell : IRuleAction
    {
        public object? Run(RuleActionContext context) =>
            $"{context.Result.Rule} {context.Result.Status} {context.Context["MESSAGE"]} {context.Context["list"]} {string.Join(", ", context.Values.Keys)}={context.Values["P"]}";
    }

    private sealed class Refuse : IRuleAction
    {
        public object? Run(RuleActionContext context) => throw new InvalidOperationException("not now");
    }
}
