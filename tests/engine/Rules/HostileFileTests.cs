using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>Files that are made to hurt: each ends as diagnostics or as a set, never as an exception.</summary>
public sealed class HostileFileTests
{
    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    [TestCase(50 * 1024 * 1024, "JSN001")]
    [TestCase(50 * 1024 * 1024 + 1, "JSN002")]
    public void A_file_of_fifty_megabytes_is_read_and_a_larger_one_is_not(int bytes, string code)
    {
        var text = new byte[bytes];
        Array.Fill(text, (byte)' ');
        var load = RuleSetLoader.Load(new RuleSource("set", "f", text), new Dictionary<string, RuleSource>(), Given.Contract);

        Assert.That(load.Diagnostics.Single().Code, Is.EqualTo(code));
    }

    [TestCase("[")]
    [TestCase("{\"Rules\":")]
    [TestCase("{\"Rules\":[")]
    public void Two_thousand_levels_of_JSON_are_a_diagnostic_at_the_level_that_is_too_deep(string level)
    {
        var fault = Given.Load(Repeat(level, 2_000)).Diagnostics.Single();

        Assert.That((fault.Code, fault.Line), Is.EqualTo(("JSN001", 1)));
        Assert.That(fault.Column, Is.EqualTo(level.Length * 128 / level.Count(c => c is '[' or '{')).Within(level.Length + 1));
    }

    [Test]
    public void More_values_than_memory_is_given_to_are_a_diagnostic()
    {
        var fault = Given.Load("[" + Repeat("1,", 3_000_000) + "1]").Diagnostics.Single();

        Assert.That(fault.Code, Is.EqualTo("JSN005"));
        Assert.That(fault.Column, Is.GreaterThan(1));
    }

    [Test]
    public void A_message_of_a_million_characters_is_written_as_it_is()
    {
        var message = Repeat("$(x.Typo) $(", 100_000);
        var set = Given.Set($$""" "Rules": [ { "RuleName": "A", "Expression": "false", "ErrorMessage": "{{message}}" } ] """);

        Assert.That(set.Decide(new Things()).Results[0].Message, Is.EqualTo(message));
    }

    [Test]
    public void A_message_warns_of_twenty_placeholders_and_no_more()
    {
        var faults = Given.Diagnostics($$""" "Rules": [ { "RuleName": "A", "Expression": "false", "ErrorMessage": "{{Repeat("$(x.Typo)", 1_000)}}" } ] """);

        Assert.That(faults.Count(f => f.Code == "RUL030"), Is.EqualTo(20));
    }

    [Test]
    public void Every_one_of_thousands_of_faults_on_one_line_has_its_column()
    {
        var rules = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $$"""{"RuleName":"é{{i:D5}}"}"""));
        var faults = Given.Load($$"""{"WorkflowName":"set","Rules":[{{rules}}]}""").Diagnostics;

        Assert.That(faults, Has.Count.EqualTo(5_000));
        Assert.That(faults.Select(f => f.Line), Is.All.EqualTo(1));
        Assert.That(faults.Select((f, i) => f.Column - i * """{"RuleName":"é00000"},""".Length), Is.All.EqualTo("""{"WorkflowName":"set","Rules":[""".Length + 1));
    }

    [Test]
    public void Faults_are_listed_up_to_a_limit_and_the_last_says_so()
    {
        var load = Given.Load($$"""{"WorkflowName":"set","Rules":[{{Repeat("7,", 100_001)}}7]}""");

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Count(d => d.Code == "RUL009"), Is.EqualTo(100_000));
        Assert.That(load.Diagnostics.Single(d => d.Code != "RUL009").Code, Is.EqualTo("RUL043"));
    }

    [Test]
    public void Members_standing_twice_are_listed_up_to_a_limit()
    {
        var load = Given.Load("{" + Repeat("\"a\":1,", 5_000) + "\"a\":1}");

        Assert.That(load.Diagnostics.Count(d => d.Code == "JSN004"), Is.EqualTo(1_000));
    }

    [TestCase(199, true)]
    [TestCase(200, false)]
    public void An_expression_sees_two_hundred_names_and_no_more(int parameters, bool good)
    {
        var globals = string.Join(',', Enumerable.Range(0, parameters).Select(i => $$"""{ "Name": "g{{i}}", "Expression": "{{i}}" }"""));
        var load = Given.Load($$"""{ "WorkflowName": "set", "GlobalParams": [ {{globals}} ], "Rules": [ { "RuleName": "A", "Expression": "g{{parameters - 1}} == {{parameters - 1}}" } ] }""");

        Assert.That(load.RuleSet is not null, Is.EqualTo(good));
        Assert.That(load.Diagnostics.Select(d => d.Code), Is.EqualTo(good ? [] : new[] { "RUL044" }));
    }

    [Test]
    public void A_long_name_is_quoted_by_its_beginning()
    {
        var name = new string('n', 100_000);
        var faults = Given.Diagnostics($$""" "Rules": [ { "RuleName": "{{name}}" }, { "RuleName": "{{name}}", "Expression": "true" }, { "RuleName": "B", "Expression": "true", "Actions": { "OnSuccess": { "Name": "{{name}}" } } } ] """);

        Assert.That(faults.Select(f => f.Text.Length), Is.All.LessThan(500));
        Assert.That(faults.Select(f => f.Code), Is.EquivalentTo(new[] { "RUL011", "RUL006", "RUL034" }));
    }

    [Test]
    public void A_chain_of_a_hundred_sets_is_injected_and_a_longer_one_is_a_diagnostic()
    {
        static RuleSetLoad Chain(int sets)
        {
            var others = Enumerable.Range(1, sets - 1).Select(i => Given.Source($"s{i}", i == sets - 1
                ? $$"""{ "WorkflowName": "s{{i}}", "Rules": [ { "RuleName": "R", "Expression": "true" } ] }"""
                : $$"""{ "WorkflowName": "s{{i}}", "WorkflowsToInject": [ "s{{i + 1}}" ] }"""));
            return Given.Load("""{ "WorkflowName": "set", "WorkflowsToInject": [ "s1" ] }""", [.. others]);
        }

        Assert.That(Chain(100).RuleSet, Is.Not.Null);
        Assert.That(Chain(101).Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "RUL020" }));
    }
}
