using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>Each difference from RulesEngine in files and running: it is reported where it shows, and only there. docs/rules/differences.md.</summary>
public sealed class FormatDifferenceTests
{
    private const string Good = """{ "RuleName": "good", "Expression": "true" }""";
    private const string Facts = """{ "a": 1, "s": "it's", "zero": 0, "o": { "p": 1 }, "l": [ 1, 2 ], "d": "2024-03-01T10:00:00Z" }""";

    [TestCase(null, """ "Rules": [ { "RuleName": "r", "Expression": "true" } ] """)]
    [TestCase("DIF114", """ "Rules": [ { "RuleName": "g", "Operator": "and", "Rules": [ { "RuleName": "r", "Expression": "true" } ] } ] """)]
    [TestCase(null, """ "Rules": [ { "RuleName": "g", "Operator": "AndAlso", "Rules": [ { "RuleName": "r", "Expression": "true" } ] } ] """)]
    [TestCase("DIF118", """ "Rules": [ { "RuleName": "r", "Expression": "true", "Properties": { "severity": "warn" } } ] """)]
    [TestCase(null, """ "Rules": [ { "RuleName": "r", "Expression": "true", "Properties": { "owner": "me" } } ] """)]
    [TestCase("DIF121", """ "RuleExpressionType": "LambdaExpression", "Rules": [ { "RuleName": "r", "Expression": "true" } ] """)]
    [TestCase(null, """ "RuleExpressionType": 0, "Rules": [ { "RuleName": "r", "Expression": "true", "RuleExpressionType": "LambdaExpression" } ] """)]
    public void A_file_that_relies_on_a_difference_says_so(string? code, string members)
    {
        var load = Plain.Load($$"""{ "WorkflowName": "W", {{members}} }""");

        Assert.That(load.RuleSet, Is.Not.Null, string.Join('\n', load.Diagnostics));
        Assert.That(load.Differences, Is.EqualTo(code is null ? [] : new[] { code }));
    }

    [TestCase(new[] { "DIF101" }, """ "Rules": [ { "RuleName": "r", "Expression": "(" } ] """)]
    [TestCase(new[] { "DIF101", "DIF115" }, """ "Rules": [ { "RuleName": "g", "Operator": "And", "Rules": [ { "RuleName": "r", "Expression": "true", "Enabled": false } ] } ] """)]
    [TestCase(new[] { "DIF101", "DIF117" }, """ "Rules": [ { "RuleName": "r", "Expression": "true", "errorMessage": "m" } ] """)]
    [TestCase(new[] { "DIF101", "DIF117" }, """ "Rules": [ { "RuleName": "r", "Expression": "true", "Expression": "true" } ] """)]
    [TestCase(new[] { "DIF101", "DIF118" }, """ "Rules": [ { "RuleName": "r", "Expression": "true", "Properties": { "severity": "high" } } ] """)]
    public void A_file_that_is_refused_says_by_which_difference(string[] codes, string members)
    {
        var load = Plain.Load($$"""{ "WorkflowName": "W", {{members}} }""");

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Differences, Is.EqualTo(codes));
    }

    [TestCase(true, false, false)]
    [TestCase(false, false, true)]
    [TestCase(true, true, true)]
    public void A_rule_that_cannot_be_read_is_refused_whatever_the_settings(bool reported, bool ignored, bool difference)
    {
        var load = Plain.Load("""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "(" } ] }""",
            new RuleSetOptions { EnableExceptionAsErrorMessageForRuleExpressionParsing = reported, IgnoreException = ignored });

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Differences.Contains("DIF120"), Is.EqualTo(difference));
    }

    private const string Injecting = """{ "WorkflowName": "W", "WorkflowsToInject": [ "Y" ], "Rules": [ { "RuleName": "r", "Expression": "true" } ] }""";

    private static string Injected(string members) => $$"""[ {{Injecting}}, { "WorkflowName": "Y", {{members}} } ]""";

    [Test]
    public void Injecting_changes_nothing_and_brings_the_parameters_along()
    {
        var plain = Plain.Load(Injected(""" "Rules": [ { "RuleName": "y", "Expression": "true" } ] """));
        var withGlobals = Plain.Load(Injected(""" "GlobalParams": [ { "Name": "g", "Expression": "1" } ], "Rules": [ { "RuleName": "y", "Expression": "g == 1" } ] """));

        Assert.That(plain.Differences, Is.Empty, "the first run is as there");
        Assert.That(withGlobals.Differences, Is.EqualTo(new[] { "DIF103" }));
        Assert.That(Plain.Load(Injected(""" "Rules": [ { "RuleName": "y", "Expression": "true" } ] """), replaces: plain.RuleSet).Differences, Is.EqualTo(new[] { "DIF104" }));
        Assert.That(Enumerable.Range(0, 3).Select(_ => withGlobals.RuleSet!.Decide("{}").Results.Count), Is.All.EqualTo(2));
    }

    [Test]
    public void The_old_name_of_WorkflowsToInject_injects_with_a_warning()
    {
        var load = Plain.Load(Injected(""" "Rules": [ { "RuleName": "y", "Expression": "true" } ] """).Replace("WorkflowsToInject", "WorkflowRulesToInject"));

        Assert.That(load.RuleSet!.Rules.Select(r => r.Name), Is.EqualTo(new[] { "r", "y" }));
        Assert.That(load.Faults(), Is.EqualTo(new[] { ("RUL042", false) }));
        Assert.That(load.Differences, Does.Contain("DIF116"));
    }

    [Test]
    public void What_a_new_version_changes_is_in_force_with_it()
    {
        var first = Plain.Load("""{ "WorkflowName": "W", "GlobalParams": [ { "Name": "g", "Expression": "1" } ], "Rules": [ { "RuleName": "r", "Expression": "g == 1" } ] }""").RuleSet!;
        var second = Plain.Load("""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "g", "Expression": "2" } ], "Expression": "g == 2" } ] }""", replaces: first);

        Assert.That(second.Differences, Is.EqualTo(new[] { "DIF106" }));
        Assert.That(second.RuleSet!.Decide("{}").Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(Plain.Load("""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "true" } ] }""", replaces: second.RuleSet).Differences, Is.Empty);
    }

    [Test]
    public void A_changed_injected_workflow_is_seen_by_those_that_inject_it()
    {
        var first = Plain.Load(Injected(""" "Rules": [ { "RuleName": "y", "Expression": "true" } ] """)).RuleSet!;
        var second = Plain.Load(Injected(""" "Rules": [ { "RuleName": "y", "Expression": "false" } ] """), replaces: first);

        Assert.That(second.Differences, Is.EqualTo(new[] { "DIF104", "DIF105" }));
        Assert.That(second.RuleSet!.Decide("{}").Outcome, Is.EqualTo(Outcome.Refused));
        Assert.That(first.Decide("{}").Outcome, Is.EqualTo(Outcome.Accepted), "the old version decides as it did");
    }

    private static RuleSetLoad Typed(Type type, RuleSet? replaces) => RuleSetLoader.Load(
        Given.Source("set", """{ "WorkflowName": "set", "Rules": [ { "RuleName": "r", "Expression": "x.V == 1" } ] }"""), new Dictionary<string, RuleSource>(), new FactsContract("x", type), RuleSetOptions.Default, replaces);

    [Test]
    public void A_type_of_the_same_short_name_is_another_type()
    {
        var one = Typed(typeof(One.Facts), null);
        var two = Typed(typeof(Two.Facts), one.RuleSet);

        Assert.That((one.Differences, two.Differences), Is.EqualTo((Array.Empty<string>(), new[] { "DIF125" })));
        Assert.That(two.RuleSet!.Decide(new Two.Facts { V = 1 }, Plain.Day).Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(Typed(typeof(One.Facts), one.RuleSet).Differences, Is.Empty);
    }

    [TestCase("m $(input1.s) $(input1.a) $(input1.missing) $(input1.o.x) $(zz) $(input1.s.Length)", "m it's 1 $(input1.missing) $(input1.o.x) $(zz) $(input1.s.Length)")]
    [TestCase("$(p) $(g)", "1 11")]
    [TestCase("$(t)", "it's", "DIF108")]
    [TestCase("$(input1.l)", "1, 2", "DIF110")]
    [TestCase("$(input1.o)", """{"p":1}""", "DIF110")]
    [TestCase("$(q)", """{"p":1}""")]
    [TestCase("$(INPUT1.a)", "1", "DIF112")]
    [TestCase("$(input1.A)", "1", "DIF112")]
    [TestCase("$( p )", "1", "DIF112")]
    [TestCase("$(input1.d)", "2024-03-01T10:00:00Z")]
    [TestCase("$(input1.l[0])", "$(input1.l[0])")]
    public void A_message_over_plain_data_is_filled_as_there_unless_it_says_so(string template, string text, params string[] codes)
    {
        var result = Plain.Set($$"""
            "GlobalParams": [ { "Name": "g", "Expression": "input1.a + 10" } ],
            "Rules": [ { "RuleName": "r", "LocalParams": [ { "Name": "p", "Expression": "input1.a" }, { "Name": "q", "Expression": "input1.o" }, { "Name": "t", "Expression": "input1.s" } ], "Expression": "false", "ErrorMessage": "{{template}}" } ]
            """).Decide(Facts, trace: true).Results[0];

        Assert.That(result.ErrorMessage, Is.EqualTo(text));
        Assert.That(result.Differences, Is.EqualTo(codes));
    }

    [TestCase("$(x.Boom)", "(not available)", "DIF113")]
    [TestCase("$(x.Name)", "Alpha", "DIF113")]
    [TestCase("$(y.Name)", "Beta")]
    [TestCase("$(y.Inner.Name)", "(none)", "DIF111")]
    [TestCase("$(y.Colour)", "Green", "DIF109")]
    [TestCase("$(y.Dict.k)", "1")]
    [TestCase("$(y.Dict.K)", "1", "DIF112")]
    [TestCase("$(y.Name.Length)", "$(y.Name.Length)")]
    public void A_message_over_typed_facts_is_filled_as_there_unless_it_says_so(string template, string text, params string[] codes)
    {
        var contract = new FactsContract([new FactsInput("x", typeof(Throwing)), new FactsInput("y", typeof(Kept))]);
        var load = RuleSetLoader.Load(Given.Source("set", $$"""{ "WorkflowName": "set", "Rules": [ { "RuleName": "r", "Expression": "false", "ErrorMessage": "{{template}}" } ] }"""), new Dictionary<string, RuleSource>(), contract);
        var result = load.RuleSet!.Decide([new Throwing(), new Kept()], Plain.Day, new DecideOptions { Trace = true }).Results[0];

        Assert.That(result.ErrorMessage, Is.EqualTo(text));
        Assert.That(result.Differences, Is.EqualTo(codes));
    }

    [Test]
    public void The_message_of_a_child_and_a_group_broken_by_a_child_are_said_with_a_trace()
    {
        var set = Plain.Set($$"""
            "Rules": [ { "RuleName": "g", "Operator": "And", "Rules": [ {{Good}}, { "RuleName": "c", "Expression": "false", "ErrorMessage": "m" } ] },
              { "RuleName": "h", "Operator": "And", "Rules": [ { "RuleName": "b", "Expression": "10 / input1.zero > 1" } ] } ]
            """);
        var results = set.Decide(Facts, trace: true).Results;

        Assert.That(results[0].Children[1].Differences, Is.EqualTo(new[] { "DIF107" }));
        Assert.That((results[1].Status, results[1].Differences), Is.EqualTo((RuleStatus.Error, new[] { "DIF102" })));
        Assert.That(set.Decide(Facts).Results.SelectMany(r => r.Children.Append(r)).SelectMany(r => r.Differences), Is.Empty, "looked for only with a trace");
    }

    public sealed record Throwing
    {
        public string Name => "Alpha";
        public string Boom => throw new InvalidOperationException("boom");
    }

    public sealed record Kept
    {
        public string Name => "Beta";
        public Kept? Inner => null;
        public Hue Colour => Hue.Green;
        public Dictionary<string, int> Dict => new() { ["k"] = 1 };
    }

    public enum Hue
    {
        Red,
        Green,
    }
}
