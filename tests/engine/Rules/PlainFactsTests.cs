using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Expressions;

namespace OcrWorkflows.Tests.Rules;

/// <summary>
/// Rules over plain data asked at once, where members are read into slots, against the same rules asked one by one over the whole data, and against the
/// interpreter behind traces: for random conditions, facts and forms of facts.
/// </summary>
public sealed class PlainFactsTests
{
    private static readonly ExpressionScope s_scope = new([new("entry", typeof(object)), new("limit", typeof(int))]);

    private static readonly JsonSerializerOptions s_options = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <remarks>A failure prints the seeds; a case is made from them alone.</remarks>
    [Test]
    public void In_every_form_of_facts_all_ways_to_decide_say_the_same()
    {
        var (sets, decided) = (0, 0);
        var seeds = Gen.Choose(0, int.MaxValue - 1).Two().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(250), Prop.ForAll(seeds, pair =>
        {
            var conditions = Enumerable.Range(0, 8).Select(i => new RandomExpression(pair.Item1 ^ i * 7919).Condition())
                .Where(c => ExpressionCompiler.Compile(c, s_scope, typeof(bool)).Expression is not null).ToList();
            if (conditions.Count == 0)
            {
                return true.ToProperty();
            }

            sets++;
            var set = Set(conditions);
            var random = new Random(pair.Item2);
            foreach (var seed in new[] { pair.Item2, pair.Item2 / 2, pair.Item2 / 3 })
            {
                var json = JsonSerializer.Serialize(Recast(RandomFacts.Plain(new RandomFacts(seed).Entry()), random), s_options);
                foreach (var facts in Plain.Forms(json).Append(JsonSerializer.SerializeToElement(JsonDocument.Parse(json).RootElement, s_indented)))
                {
                    decided++;
                    var (atOnce, traced) = (set.Decide(facts, Plain.Day), set.Decide([facts], Plain.Day, new DecideOptions { Trace = true }));
                    var (quick, slow) = (Written(atOnce), Written(traced));
                    if (quick != slow)
                    {
                        return false.Label($"{facts.GetType().Name} {json}\n{string.Join('\n', conditions)}\n  at once:    {quick}\n  one by one: {slow}");
                    }

                    if (traced.Results.FirstOrDefault(r => r.Trace is { } trace && !Agrees(r.Status, trace)) is { } odd)
                    {
                        return false.Label($"{facts.GetType().Name} {json}\n{conditions[int.Parse(odd.Rule, null)]}\n  {odd.Status}, but traced {odd.Trace!.Value} {odd.Trace.Broke}");
                    }
                }
            }

            return true.ToProperty();
        }));
        Assert.That((sets, decided), Is.GreaterThan((200, 3_000)), "too few of the random conditions compile for this to mean much");
    }

    [TestCase("""{ "level": 3, "unit": { "code": "A" } }""", ExpectedResult = "Success,Success", TestName = "Members_are_found_whatever_their_casing")]
    [TestCase("""{ "level": 9, "Level": 3, "unit": { "code": "A" }, "Unit": { "Code": "B" } }""", ExpectedResult = "Success,Failure", TestName = "A_member_written_as_in_the_rule_goes_before_another_casing")]
    [TestCase("""{ "level": 3, "LEVEL": 9, "Unit": { "Code": "A" } }""", ExpectedResult = "Success,Success", TestName = "Of_two_other_casings_the_first_counts")]
    [TestCase("""{ "Level": null, "level": 3, "Unit": { "Code": "A" } }""", ExpectedResult = "Failure,Success", TestName = "A_null_written_as_in_the_rule_goes_before_another_casing")]
    [TestCase("""{ "Level": 3.0, "Ünit": 1, "Unit": { "Code": "\u0041", "Rest": [{ "x": "]}\"" }, -1e5] } }""", ExpectedResult = "Success,Success", TestName = "What_no_rule_names_is_passed_over")]
    public string Of_plain_facts(string json)
    {
        var set = Plain.Set("""
            "Rules": [{ "RuleName": "Level", "Expression": "input1.Level == 3" }, { "RuleName": "Code", "Expression": "input1.Unit.Code == \"A\"" }]
            """);
        var answers = Plain.Forms(json).Where(f => f is not Newtonsoft.Json.Linq.JObject || !json.Contains("\"level\": 9")).Select(f => string.Join(',', set.Decide(f, Plain.Day).Results.Select(r => r.Status))).Distinct().ToList();
        Assert.That(answers, Has.Count.EqualTo(1));
        return answers[0];
    }

    [TestCase("-0", -0.0)]
    [TestCase("0.1", 0.1)]
    [TestCase("123456789012.345", 123456789012.345)]
    [TestCase("0.000000000000001", 0.000000000000001)]
    [TestCase("2147483648", 2147483648)]
    [TestCase("-2147483649", -2147483649)]
    [TestCase("9007199254740993.0", 9007199254740993.0)]
    [TestCase("1.7976931348623157e308", 1.7976931348623157e308)]
    [TestCase("18446744073709551616", 18446744073709551616.0)]
    public void Numbers_of_json_are_read_as_the_platform_reads_them(string written, double value)
    {
        var set = Plain.Set("""
            "Rules": [{ "RuleName": "Same", "Expression": "input1.Some.Number == input1.Other.Number" }]
            """);
        var facts = JsonDocument.Parse($$"""{ "Some": { "Number": {{written}} } }""").RootElement;
        var both = new Dictionary<string, object?> { ["Some"] = facts.GetProperty("Some"), ["Other"] = new Dictionary<string, object?> { ["Number"] = value } };
        Assert.That(set.Decide(both, Plain.Day).Outcome, Is.EqualTo(OcrWorkflows.Rules.Outcome.Accepted));
    }

    [Test]
    public void Facts_that_hold_themselves_are_refused_before_any_rule_is_asked()
    {
        var set = Plain.Set("""
            "Rules": [{ "RuleName": "Level", "Expression": "input1.Level == 3" }]
            """);
        var circle = new Dictionary<string, object?> { ["Level"] = 3 };
        circle["Unread"] = circle;
        Assert.That(() => set.Decide(circle, Plain.Day), Throws.ArgumentException.With.Message.Contains("hold themselves"));
    }

    private static RuleSet Set(List<string> conditions)
    {
        var rules = conditions.Select((c, i) => $$"""{ "RuleName": "{{i}}", "Expression": {{JsonSerializer.Serialize(c)}}, "ErrorMessage": "{{i}} $(entry.Title)" }""");
        var text = $$"""{ "WorkflowName": "W", "GlobalParams": [{ "Name": "limit", "Expression": "3" }], "Rules": [{{string.Join(",", rules)}}] }""";
        var load = Plain.Load(text, inputs: ["entry"]);
        return load.RuleSet ?? throw new InvalidOperationException(string.Join('\n', load.Diagnostics));
    }

    /// <summary>Some members under other casings, some twice, some beside members that no rule names.</summary>
    private static object? Recast(object? value, Random random)
    {
        switch (value)
        {
            case Dictionary<string, object?> record:
                var recast = new Dictionary<string, object?>();
                foreach (var (name, member) in record)
                {
                    var kind = random.Next(30);
                    if (kind == 0)
                    {
                        recast[$"Ä{name}"] = new object?[] { 1, new Dictionary<string, object?> { [name] = "\\\"]}" } };
                    }

                    recast[kind switch { 1 => name.ToLowerInvariant(), 2 => name.ToUpperInvariant(), _ => name }] = Recast(member, random);
                    if (kind == 3)
                    {
                        recast[name.ToUpperInvariant()] = random.Next(2) == 0 ? null : 1;
                    }
                }

                return recast;
            case List<object?> items:
                return items.ConvertAll(i => Recast(i, random));
            default:
                return value;
        }
    }

    private static string Written(Verdict verdict) => $"{verdict.Outcome}: {string.Join("; ", verdict.Results.Select(r => $"{r.Status} {r.Message}"))}";

    private static bool Agrees(RuleStatus status, ExpressionTrace trace) => status switch
    {
        RuleStatus.Success => trace.Value is true,
        RuleStatus.Failure => trace.Value is false,
        _ => trace.Broke is not null,
    };
}
