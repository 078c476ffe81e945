using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>The language of RulesEngine's expressions over plain data, feature beside feature: values, their types, what is refused, and what breaks.</summary>
public sealed class Section10Tests
{
    private const string Broken = "broke";
    private const string Refused = "refused";

    private static readonly Dictionary<string, object?> s_facts = new()
    {
        ["a"] = 1L,
        ["b"] = 2.5,
        ["s"] = "Hello",
        ["t"] = true,
        ["n"] = null,
        ["d"] = new DateTime(2024, 3, 1, 10, 0, 0),
        ["guid"] = "x",
        ["list"] = new List<object?> { 1L, 2L, 3L },
        ["strs"] = new List<object?> { "a", "b" },
        ["objs"] = new List<object?> { Record(1L, "x", 5L), Record(2L, "y", 7L) },
    };

    private static Dictionary<string, object?> Record(long id, string name, long k) => new() { ["id"] = id, ["name"] = name, ["m"] = new Dictionary<string, object?> { ["k"] = k } };

    [TestCase("2 + 3 * 4 - 1", 13)]
    [TestCase("16 >> 1 << 2", 32)]
    [TestCase("1 | 2 == 2", 1)]
    [TestCase("5 | 3 & 1", 1)]
    [TestCase("1 == 1 == true", true)]
    [TestCase("true or true and false", true)]
    [TestCase("1 + 1 in (2, 3)", true)]
    [TestCase("true ? false ? 1 : 2 : 3", 2)]
    [TestCase("null ?? null ?? \"z\"", "z")]
    [TestCase("not (1 == 2)", true)]
    [TestCase("not input1.t or input1.b > 2", true)]
    [TestCase("not input1.a == 1", Refused)]
    [TestCase("input1.t & input1.a == 1", true)]
    public void Operators_bind_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("2147483648", 2147483648u)]
    [TestCase("1.5f + 1.5", 3.0)]
    [TestCase("-7 / 2", -3)]
    [TestCase("0xFF", 255)]
    [TestCase("input1.a + 1", 2L)]
    [TestCase("input1.a + input1.b", 3.5)]
    [TestCase("input1.a / 2", 0L)]
    [TestCase("input1.a % 2 == 1", true)]
    [TestCase("input1.a - 3U", -2L)]
    [TestCase("input1.b / 0", double.PositiveInfinity)]
    [TestCase("input1.a / 0", Broken)]
    [TestCase("1.5m + 1.5", Refused)]
    [TestCase("'a' + 'b'", Refused)]
    [TestCase("1 == '1'", Refused)]
    [TestCase("DayOfWeek.Monday | DayOfWeek.Tuesday", 3)]
    public void Numbers_meet_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected).And.TypeOf(expected.GetType()));

    [TestCase("int(input1.b)", 2)]
    [TestCase("int(2.9)", 2)]
    [TestCase("long(input1.b * 2)", 5L)]
    [TestCase("cast(input1.b, \"System.Int64\")", 2L)]
    [TestCase("int?(5) + 1", 6)]
    [TestCase("byte(300)", Broken)]
    [TestCase("int(\"x\")", Refused)]
    [TestCase("is(input1.a, \"System.Int64\")", true)]
    [TestCase("as(input1.a, \"System.String\") == null", true)]
    public void Conversions_are_made_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("input1.d > \"2024-01-01\"", true)]
    [TestCase("(input1.d - DateTime(2024, 3, 1)).TotalHours", 10.0)]
    [TestCase("(input1.d - DateTime(2024, 2, 1)).Days", 29)]
    [TestCase("input1.d - TimeSpan(1, 0, 0) < input1.d", true)]
    [TestCase("input1.d + TimeSpan(0, 0, 1) > input1.d", true)]
    [TestCase("input1.d.AddMonths(1).Month", 4)]
    [TestCase("input1.d.DayOfWeek == \"Friday\"", true)]
    [TestCase("input1.d + 1", Broken)]
    [TestCase("TimeSpan(1, 30, 0) * 2 == \"03:00:00\"", true)]
    [TestCase("DateTime(2024, 2, 30)", Broken)]
    [TestCase("DateTime(\"nonsense\")", Refused)]
    public void Dates_are_calculated_with_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("input1.s.Contains('e')", true)]
    [TestCase("input1.s.Contains(\"ELL\")", false)]
    [TestCase("input1.s.Contains(\"ELL\", StringComparison.OrdinalIgnoreCase)", true)]
    [TestCase("input1.s.Split('l').Length", 3)]
    [TestCase("input1.s + input1.a + input1.t", "Hello1True")]
    [TestCase("1 + 2 + \"a\"", "3a")]
    [TestCase("\"x\" & 1 & 2", "x12")]
    [TestCase("\"a\" < \"A\"", true)]
    [TestCase("\"Z\" > \"a\"", true)]
    [TestCase("input1.a.ToString(\"000\")", "001")]
    [TestCase("input1.a.ToString(\"D999\")", Broken)]
    [TestCase("input1.s.Substring(10)", Broken)]
    public void Texts_are_handled_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("input1.objs.Any(x => x.name.Contains(\"x\") and x.m.k in (5, 6))", true)]
    [TestCase("input1.objs.Where(id == parent.a).First().name", "x")]
    [TestCase("input1.objs.GroupBy(x => x.m.k > 5).Select(g => g.Sum(y => y.id)).Max()", 2L)]
    [TestCase("input1.objs.Select(x => new (x.id as I, x.m.k as K)).Where(I == 2).Select(K).First()", 7L)]
    [TestCase("input1.objs.OrderByDescending(id).ThenBy(name).First().id", 2L)]
    [TestCase("np(input1.objs.FirstOrDefault(x => x.id == 9).name, \"none\")", "none")]
    [TestCase("np(input1.objs.First().m.k, 0) > 4", true)]
    [TestCase("np(input1.a + 1)", Refused)]
    [TestCase("input1.list.Any(x => x > 1 && input1.list.Any(y => y > x))", true)]
    [TestCase("input1.list.Where(x => x > 1).OrderByDescending(it).Select(x => x * 10).First()", 30L)]
    [TestCase("input1.list.Any(x => input1.list.Any(x => x == 1))", Refused)]
    [TestCase("input1.list.First(x => x > 9)", Broken)]
    [TestCase("input1.list[9]", Broken)]
    [TestCase("string.Join(\"|\", input1.strs)", "a|b")]
    public void Sequences_are_read_as_there(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("guid == \"x\"", true)]
    [TestCase("a == 1 and list.Count == 3", true)]
    [TestCase("$.s == root.s", true)]
    [TestCase("DateTime == null", Broken)]
    [TestCase("DayOfWeek.Nope", Refused)]
    [TestCase("UriKind.Absolute == 1", true)]
    public void The_members_of_the_one_input_are_bare_names_and_hide_types_where_these_cannot_stand(string text, object expected) => Assert.That(Outcome(text), Is.EqualTo(expected));

    [TestCase("new Holder().Count", 0)]
    [TestCase("holder == other", false)]
    [TestCase("holder == holder", true)]
    [TestCase("is(holder, \"Sub\")", Refused)]
    [TestCase("holder.Names.Count", 1)]
    [TestCase("Mood.Glad == holder.Mood", true)]
    public void Objects_of_the_facts_are_made_compared_and_read(string text, object expected)
    {
        var compiled = ExpressionCompiler.Compile(text, new ExpressionScope([new("holder", typeof(Holder)), new("other", typeof(Holder))]));
        var outcome = compiled.Expression is { } ready ? ready.Evaluate(new Holder { Names = new() { ["k"] = 1 }, Mood = Mood.Glad }, new Holder()) : Refused;
        Assert.That(outcome, Is.EqualTo(expected));
        Assert.That(compiled.Differences.Contains("DIF030"), Is.EqualTo(text.StartsWith("Mood", StringComparison.Ordinal)), "an enumeration named bare");
    }

    [TestCase("\"é\" > \"f\"", "DIF035")]
    [TestCase("input1.list.Where(x => x > 5).Max()", "DIF026")]
    [TestCase("input1.t ? input1.a : \"x\"", "DIF024")]
    [TestCase("string.Join(\"|\", input1.objs.Select(x => x.id))", "DIF023")]
    [TestCase("\"a\" < \"b\"", null)]
    [TestCase("string.Join(\"|\", input1.objs.Select(x => x.name))", null)]
    [TestCase("input1.t ? input1.s : null", null)]
    public void What_may_come_out_otherwise_says_so(string text, string? code)
    {
        var compiled = ExpressionCompiler.Compile(text, new ExpressionScope([new("input1", typeof(object))]));
        Assert.That(compiled.Differences.Concat(compiled.Expression!.Trace(s_facts).Differences), Is.EqualTo(code is null ? [] : new[] { code }));
    }

    private static object? Outcome(string text)
    {
        if (ExpressionCompiler.Compile(text, new ExpressionScope([new("input1", typeof(object))])).Expression is not { } compiled)
        {
            return Refused;
        }

        try
        {
            return compiled.Evaluate(s_facts);
        }
        catch (ExpressionException)
        {
            return Broken;
        }
    }

    public enum Mood
    {
        Sad,
        Glad,
    }

    public sealed class Holder
    {
        public int Count { get; init; }

        public Mood Mood { get; init; }

        public Dictionary<string, object?> Names { get; init; } = [];
    }
}
