using System.Text.Json;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>
/// Facts read along the order in which members came before: the same set decides over many records one after the other, and each answer must be that of a set
/// that has seen no other record.
/// </summary>
public sealed class PlainReadingTests
{
    private const string Long = "AMemberWithANameOfMoreThanThirtyTwoLetters";

    private static readonly string s_rules = $$"""
        "Rules": [
          { "RuleName": "A", "Expression": "input1.A == \"x\"" },
          { "RuleName": "B", "Expression": "input1.B == 2" },
          { "RuleName": "Long", "Expression": "input1.{{Long}} == \"y\"" },
          { "RuleName": "Inner", "Expression": "input1.C.D == 1.5 && input1.C.E.Length > 30" },
          { "RuleName": "List", "Expression": "input1.F.Any(G == \"z\") && input1.F.Count() == 2" }]
        """;

    private static readonly string[] s_texts = [.. new[] { 0, 1, 3, 4, 7, 8, 15, 16, 29, 30, 31, 32, 33, 64 }.Select(n => new string('t', n))];

    [Test]
    public void A_record_says_the_same_whatever_records_came_before([Values(1, 2, 3, 4)] int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, 60).Select(_ => Record(random)).ToList();
        var used = Plain.Set(s_rules);
        Assert.Multiple(() =>
        {
            foreach (var json in records)
            {
                foreach (var facts in Plain.Forms(json))
                {
                    Assert.That(Answers(used, facts), Is.EqualTo(Answers(Plain.Set(s_rules), facts)), $"{facts.GetType().Name} {json}");
                }
            }
        });
        Assert.That(records.Select(r => Answers(used, JsonDocument.Parse(r).RootElement)).Distinct().Count(), Is.GreaterThan(10), "too few different answers to mean much");
    }

    [Test]
    public void Nothing_of_a_decision_is_left_for_the_next([Values] bool element)
    {
        var set = Plain.Set(s_rules);
        object Facts(string json) => element ? JsonDocument.Parse(json).RootElement : Newtonsoft.Json.Linq.JObject.Parse(json);
        var whole = Facts($$"""{ "A": "x", "B": 2, "{{Long}}": "y", "C": { "D": 1.5, "E": "{{s_texts[^1]}}" }, "F": [{ "G": "z" }, { "G": "q" }] }""");
        for (var i = 0; i < 3; i++)
        {
            Assert.That(set.Decide(whole, Plain.Day).Outcome, Is.EqualTo(OcrWorkflows.Rules.Outcome.Accepted));
            Assert.That(Answers(set, Facts("""{ "C": {}, "F": [{}, {}] }""")), Does.StartWith("Failure,Failure,Failure,").And.EndsWith(",Failure"));
        }
    }

    [Test]
    public void A_name_with_a_quote_in_it_is_not_taken_for_two_members()
    {
        var set = Plain.Set(s_rules);
        set.Decide(new Dictionary<string, object?> { ["Z\":1,\"A"] = 1, ["A"] = "n" }, Plain.Day);
        var facts = JsonDocument.Parse("""{"Z":1,"A":"x","B":2,"C":{"D":1,"E":""},"F":[{"G":"z"},{"G":"far from the end of the text"}]}""").RootElement;
        Assert.That(Answers(set, facts), Is.EqualTo("Success,Success,Failure,Failure,Success"));
    }

    [Test]
    public void Texts_of_one_beginning_are_told_apart_by_their_length_and_by_every_character()
    {
        var set = Plain.Set("""
            "Rules": [{ "RuleName": "Same", "Expression": "input1.Left == input1.Right" }]
            """);
        Assert.Multiple(() =>
        {
            foreach (var length in Enumerable.Range(0, 40))
            {
                var text = new string('a', length);
                Assert.That(Same(text, text), Is.True, text);
                Assert.That(Same(text, text + "\0"), Is.False, "a zero at the end");
                for (var i = 0; i < length; i++)
                {
                    Assert.That(Same(text, text.Remove(i, 1).Insert(i, "b")), Is.False, $"{length} at {i}");
                }
            }
        });

        bool Same(string left, string right) => set.Decide(JsonSerializer.SerializeToElement(new { Left = left, Right = right, End = new string('e', 40) }), Plain.Day).Outcome == OcrWorkflows.Rules.Outcome.Accepted;
    }

    [Test]
    public void Decisions_on_many_threads_keep_their_facts_apart()
    {
        var set = Plain.Set(s_rules);
        var accepted = JsonDocument.Parse($$"""{"A":"x","B":2,"{{Long}}":"y","C":{"D":1.5,"E":"{{s_texts[^1]}}"},"F":[{"G":"z"},{"G":"q"}]}""").RootElement;
        var refused = JsonDocument.Parse($$"""{"A":"n","B":3,"{{Long}}":"n","C":{"D":2.5,"E":"n"},"F":[{"G":"n"}]}""").RootElement;
        var wrong = 0;
        Parallel.For(0, 40_000, i =>
        {
            var expected = i % 2 == 0 ? "Success,Success,Success,Success,Success" : "Failure,Failure,Failure,Failure,Failure";
            if (Answers(set, i % 2 == 0 ? accepted : refused) != expected)
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.That(wrong, Is.Zero);
    }

    private static string Answers(RuleSet set, object facts) => string.Join(',', set.Decide(facts, Plain.Day).Results.Select(r => r.Status));

    /// <summary>The members in some order and casing, some missing, some twice, some beside others that no rule names.</summary>
    private static string Record(Random random)
    {
        T One<T>(params T[] of) => of[random.Next(of.Length)];
        var members = new List<(string Name, string Value)>
        {
            ("A", One("\"x\"", "\"xx\"", "\"\\u0078\"", "\"ü\"", "null", "1")),
            ("B", One("2", "2.0", "3", "\"2\"", "2e0", "null")),
            (Long, One("\"y\"", "\"n\"")),
            ("C", One("null", "5", $$"""{ "D": {{One("1.5", "1.50", "2")}}, "E": "{{One(s_texts)}}" }""", $$"""{"E":"{{One(s_texts)}}","x":[[1]],"D":1.5}""")),
            ("F", One("[]", """[{"G":"z"},{"G":"q"}]""", """[{"H":1,"G":"q"},{"G":"z","H":{}}]""", "null", "\"zz\"")),
            ("Other", One("true", "{\"A\":\"x\"}", $"\"{One(s_texts)}\"", "-1.5e3")),
        };
        var chosen = members.Where(_ => random.Next(8) > 0).ToList();
        if (random.Next(3) == 0)
        {
            var shuffled = chosen.ToArray();
            random.Shuffle(shuffled);
            chosen = [.. shuffled];
        }

        var written = chosen.Select(m => (Name: random.Next(6) == 0 ? m.Name.ToLowerInvariant() : m.Name, m.Value)).Select(m => $"\"{m.Name}\":{One("", " ", "\n\t")}{m.Value}");
        return $"{{{string.Join(One(",", ", "), written)}}}";
    }
}
