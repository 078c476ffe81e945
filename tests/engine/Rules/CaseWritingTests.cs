using System.Text;
using System.Text.Json.Nodes;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>A case written from facts, and facts read as somebody wrote them.</summary>
[TestFixture]
internal sealed class CaseWritingTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    private const string Rules = """
        {"WorkflowName":"sitting","Rules":[
          {"RuleName":"FewEnough","Expression":"entry.Used < 3","ErrorMessage":"no more","Properties":{"severity":"refuse"}},
          {"RuleName":"Free","Expression":"entry.Used == 0","ErrorMessage":"charged","Properties":{"severity":"charge","fee":"resit"}}]}
        """;

    private static readonly RuleSet Set = RuleSetLoader.Load(
        new RuleSource("sitting", "rules.json", Encoding.UTF8.GetBytes(Rules)), new Dictionary<string, RuleSource>(), new FactsContract("entry", typeof(Sitting))).RuleSet!;

    [TestCase("", Description = "no file yet")]
    [TestCase("{\n  \"cases\": []\n}\n", Description = "no case yet")]
    [TestCase("{ \"base\": { \"Used\": 1, \"Unit\": { \"Code\": \"A\" } },\n  \"cases\": [\n    { \"name\": \"first\", \"facts\": {}, \"decisionDate\": \"2026-10-01\", \"expect\": { \"outcome\": \"Accepted\" } }\n  ]\n}\n")]
    public void A_case_added_is_the_last_holds_and_leaves_the_others_as_they_were(string text)
    {
        var facts = new Sitting { Used = 2, Unit = new Unit { Code = "B" } };
        var after = RuleCases.Append(Set, text, "A second “resit”", facts, Day);
        var report = RuleCases.Run(Set, "cases.json", Encoding.UTF8.GetBytes(after));
        Assert.That(report.Diagnostics.Where(d => d.IsError), Is.Empty, after);
        Assert.That(report.Cases.Select(c => c.Passed), Is.All.True, after);
        Assert.That(report.Cases[^1].Name, Is.EqualTo("A second “resit”"));
        Assert.That(RuleCases.Examples(Set, "cases.json", Encoding.UTF8.GetBytes(after))[^1].Facts, Is.EqualTo(facts));
        if (text.Contains("first", StringComparison.Ordinal))
        {
            var end = text.IndexOf("\n  ]", StringComparison.Ordinal);
            Assert.That(after, Does.StartWith(text[..end]).And.EndsWith(text[end..]));
        }
    }

    [Test]
    public void Only_what_differs_from_the_base_is_written()
    {
        var text = """{"base":{"Used":1,"Unit":{"Code":"A","Level":3}},"cases":[]}""";
        var one = LastOf(RuleCases.Append(Set, text, "x", new Sitting { Used = 1, Unit = new Unit { Code = "A", Level = 2 } }, Day));
        Assert.That(one["facts"]!.ToJsonString(), Is.EqualTo("""{"Unit":{"Level":2}}"""));
        Assert.That(one["decisionDate"]!.GetValue<string>(), Is.EqualTo("2026-11-02"), "these facts name no day");
        Assert.That(LastOf(RuleCases.Append(Set, text, "x", new Sitting { Used = 1 }, Day))["facts"]!.ToJsonString(), Is.EqualTo("""{"Unit":null}"""));
    }

    [Test]
    public void It_expects_the_whole_verdict()
    {
        var one = LastOf(RuleCases.Append(Set, "", "x", new Sitting { Used = 3 }, Day));
        Assert.That(one["expect"]!.ToJsonString(), Is.EqualTo("""{"outcome":"Refused","failing":["FewEnough","Free"],"fees":["resit"]}"""));
    }

    [TestCase("{}")]
    [TestCase("[")]
    [TestCase("{\"cases\": 1}")]
    public void Where_there_is_nothing_to_add_to_it_is_said(string text) =>
        Assert.That(() => RuleCases.Append(Set, text, "x", new Sitting(), Day), Throws.TypeOf<FormatException>());

    [Test]
    public void Facts_are_read_under_names_in_any_casing()
    {
        var read = RuleFacts.Read(Set.Contract, "facts.json", """{"used":2,"UNIT":{"code":"B"}}"""u8);
        Assert.That(read.Facts, Is.EqualTo(new Sitting { Used = 2, Unit = new Unit { Code = "B" } }));
    }

    [TestCase("{\n  \"Usd\": 1\n}", 2, 3, "Used")]
    [TestCase("{\"Used\": \"many\"}", 1, 10, "")]
    [TestCase("[1]", 1, 1, "")]
    [TestCase("{\"Used\": 1", 1, 11, "")]
    public void Facts_that_cannot_be_read_are_faults_with_a_place(string text, int line, int column, string suggestion)
    {
        var read = RuleFacts.Read(Set.Contract, "facts.json", Encoding.UTF8.GetBytes(text));
        Assert.That(read.Facts, Is.Null);
        Assert.That((read.Diagnostics[0].Line, read.Diagnostics[0].Column), Is.EqualTo((line, column)), read.Diagnostics[0].ToString());
        Assert.That(read.Diagnostics[0].Text, Does.Contain(suggestion));
    }

    private static JsonNode LastOf(string cases) => JsonNode.Parse(cases)!["cases"]!.AsArray()[^1]!;

    internal sealed record Sitting
    {
        public int Used { get; init; }
        public Unit? Unit { get; init; }
    }

    internal sealed record Unit
    {
        public string Code { get; init; } = "";
        public int Level { get; init; } = 3;
    }
}
