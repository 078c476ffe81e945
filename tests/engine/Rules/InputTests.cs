using Newtonsoft.Json.Linq;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class InputTests
{
    private const string Data = """{ "a": 1, "big": 3000000000, "r": 1.5, "s": "x", "o": { "p": { "q": "leaf" } }, "l": [ { "id": 1 }, { "id": 2 } ], "n": null, "empty": [], "t": true }""";

    private static IEnumerable<object> Forms() => Plain.Forms(Data);

    [TestCaseSource(nameof(Forms))]
    public void Plain_data_is_looked_into_whatever_tree_it_comes_in(object given)
    {
        var set = Plain.Set("""
            "Rules": [ { "RuleName": "members", "Expression": "input1.a == 1 and input1.big == 3000000000 and input1.r == 1.5 and input1.s == \"x\" and input1.t" },
              { "RuleName": "nested", "Expression": "input1.o.p.q == \"leaf\"" },
              { "RuleName": "list", "Expression": "input1.l.Any(e => e.id == 2) and input1.l.Count() == 2" },
              { "RuleName": "nothing", "Expression": "input1.n == null and input1.missing == null" } ]
            """);

        Assert.That(set.Decide([given], Plain.Day, DecideOptions.Default).Results.Select(r => (r.Rule, r.Status)), Is.EqualTo(set.Rules.Select(r => (r.Name, RuleStatus.Success))));
    }

    [Test]
    public void Whole_numbers_are_long_in_a_Newtonsoft_tree_and_int_where_they_fit_in_the_other()
    {
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "expression": "input1.a" } } } } ] """);

        Assert.That(
            Forms().Select(f => set.RunRule("r", [f], Plain.Day, DecideOptions.Default).Output),
            Is.EqualTo(new object[] { 1L, 1L, 1, 1, 1 }).And.Exactly(2).InstanceOf<long>());
    }

    [Test]
    public void Each_kind_of_value_of_a_Newtonsoft_tree_is_read_as_what_it_is()
    {
        var moment = new DateTime(2024, 3, 1, 10, 0, 0, DateTimeKind.Utc);
        var tree = new JObject { ["l"] = 1L, ["d"] = 1.5, ["m"] = 1.10m, ["s"] = "t", ["b"] = true, ["n"] = null, ["w"] = moment, ["a"] = new JArray(1L, new JObject { ["x"] = 2L }), ["g"] = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) };
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "input1.a[1].x == 2" } ] """);
        var result = set.Decide([tree], Plain.Day, new DecideOptions { Trace = true }).Results[0];
        var read = (IReadOnlyDictionary<string, object?>)result.Values!["input1"]!;

        Assert.That(result.Status, Is.EqualTo(RuleStatus.Success));
        Assert.That(tree.Properties().Take(7).Select(p => read[p.Name]), Is.EqualTo(new object?[] { 1L, 1.5, 1.10m, "t", true, null, moment }));
        Assert.That(read["g"], Is.EqualTo("00000001-0002-0003-0405-060708090a0b"));
    }

    [Test]
    public void Several_inputs_are_given_in_the_order_of_the_contract_and_named_in_any_casing()
    {
        var load = Plain.Load("""{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "order.a == 1 && CUST.b == 2" } ] }""", inputs: ["order", "cust"]);

        Assert.That(load.RuleSet!.Decide([Plain.Expando("""{ "a": 1 }"""), Plain.Expando("""{ "b": 2 }""")], Plain.Day, DecideOptions.Default).Results[0].Status, Is.EqualTo(RuleStatus.Success));
    }

    [Test]
    public void Typed_facts_and_plain_data_may_stand_side_by_side()
    {
        var contract = new FactsContract([new FactsInput("x", typeof(Things)), new FactsInput("y", typeof(object))]);
        var load = RuleSetLoader.Load(Given.Source("set", """{ "WorkflowName": "set", "Rules": [ { "RuleName": "r", "Expression": "x.Count == y.count" } ] }"""), new Dictionary<string, RuleSource>(), contract);

        Assert.That(load.RuleSet!.Decide([new Things { Count = 3 }, Plain.Expando("""{ "count": 3 }""")], Plain.Day, DecideOptions.Default).Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(() => load.RuleSet.Decide([new Things()], Plain.Day, DecideOptions.Default), Throws.ArgumentException.With.Message.Contains("2 inputs (x, y)"));
        Assert.That(() => load.RuleSet.Decide([new Things(), null, null], Plain.Day, DecideOptions.Default), Throws.ArgumentException);
        Assert.That(() => load.RuleSet.Decide(["text", null], Plain.Day, DecideOptions.Default), Throws.ArgumentException.With.Message.Contains("Things"));
    }

    [Test]
    public void Two_inputs_of_one_name_are_an_error_unless_casing_tells_them_apart()
    {
        const string Text = """{ "WorkflowName": "W", "Rules": [ { "RuleName": "r", "Expression": "x.a == 1" } ] }""";

        Assert.That(Plain.Load(Text, inputs: ["x", "X"]).Diagnostics.Select(d => d.Code), Does.Contain("RUL041"));
        Assert.That(Plain.Load(Text, new RuleSetOptions { IsExpressionCaseSensitive = true }, inputs: ["x", "X"]).Diagnostics.Select(d => d.Code), Has.None.EqualTo("RUL041"));
    }

    [Test]
    public void A_set_may_be_told_nothing()
    {
        var contract = new FactsContract([]);
        var load = RuleSetLoader.Load(Given.Source("set", """{ "WorkflowName": "set", "Rules": [ { "RuleName": "r", "Expression": "1 == 1" } ] }"""), new Dictionary<string, RuleSource>(), contract);

        Assert.That(load.RuleSet!.Decide([], Plain.Day, DecideOptions.Default).Outcome, Is.EqualTo(Outcome.Accepted));
    }

    [Test]
    public void Data_that_holds_itself_is_refused_and_not_followed_for_ever()
    {
        var circle = new Dictionary<string, object?>();
        circle["me"] = circle;
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "true" } ] """);

        Assert.That(() => set.Decide([circle], Plain.Day, DecideOptions.Default), Throws.ArgumentException.With.Message.Contains("hold themselves"));
    }

    [TestCase("second + 1", true)]
    [TestCase("input1.second + 1", false)]
    [TestCase("1 + \\\"second\\\".Length", false)]
    public void A_parameter_that_names_a_later_one_is_an_error_though_any_name_could_be_a_member(string expression, bool fault)
    {
        var load = Plain.Load($$"""{ "WorkflowName": "W", "GlobalParams": [ { "Name": "first", "Expression": "{{expression}}" }, { "Name": "second", "Expression": "1" } ], "Rules": [ { "RuleName": "r", "Expression": "second == 1" } ] }""");

        Assert.That(load.Diagnostics.Where(d => d.IsError).Select(d => d.Code), Is.EqualTo(fault ? new[] { "RUL045" } : []), string.Join('\n', load.Diagnostics));
    }

    [Test]
    public void A_thousand_shapes_are_decided_by_one_set()
    {
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "input1.a == 1" } ] """);

        for (var i = 0; i < 1_000; i++)
        {
            Assert.That(set.Decide($$"""{ "m{{i}}": null, "a": {{i % 2}} }""").Outcome, Is.EqualTo(i % 2 == 1 ? Outcome.Accepted : Outcome.Refused));
        }
    }

    [TestCase("""{ "a": 1, "n": null }""", null)]
    [TestCase("""{ "l": [ { "a": 1 }, { "b": 2 } ] }""", "DIF123")]
    [TestCase("""{ "l": [ 1, 2.5 ] }""", "DIF124")]
    [TestCase("""{ "l": [ 1, null ] }""", "DIF124")]
    [TestCase("""{ "l": [ 1, 2 ], "o": [ { "a": 1 }, { "a": 2 } ] }""", null)]
    public void Data_that_RulesEngine_reads_otherwise_is_said_so_with_a_trace(string json, string? code)
    {
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "true" } ] """);

        Assert.That(set.Decide(json, trace: true).Differences, Is.EqualTo(code is null ? [] : new[] { code }));
        Assert.That(set.Decide(json).Differences, Is.Empty, "looked for only with a trace");
    }

    [Test]
    public void A_list_as_input_and_the_trees_of_the_platform_are_differences()
    {
        var set = Plain.Set(""" "Rules": [ { "RuleName": "r", "Expression": "true" } ] """);
        IEnumerable<string> Differences(object given) => set.Decide([given], Plain.Day, new DecideOptions { Trace = true }).Differences;

        Assert.That(Differences(new List<object> { Plain.Expando("""{ "a": 1 }""") }), Is.EqualTo(new[] { "DIF127" }));
        Assert.That(Differences(System.Text.Json.JsonDocument.Parse("{}").RootElement), Is.EqualTo(new[] { "DIF128" }));
    }
}
