using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>Each documented difference from RulesEngine is reported by the text or the values that show it, and by no others.</summary>
public sealed class DifferenceTests
{
    private static readonly Dictionary<string, object?> s_facts = new()
    {
        ["a"] = 1L,
        ["b"] = 2.5,
        ["s"] = "x",
        ["n"] = null,
        ["guid"] = "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        ["list"] = new List<object?> { 1L, 2L, 3L },
        ["empty"] = new List<object?>(),
    };

    [TestCase("+1", "DIF029")]
    [TestCase("-TimeSpan(1, 0, 0)", "DIF029")]
    [TestCase("\"on \" + DateOnly(2026, 1, 31)", "DIF031")]
    [TestCase("new [] { 1, 2.5 }", "DIF032")]
    [TestCase("np(new [] { \"a\" }[0])", "DIF033")]
    [TestCase("decimal(1.10)", "DIF034")]
    [TestCase("input1.list.contains(1L)", "DIF007")]
    [TestCase("input1.not", "DIF027")]
    [TestCase("new [] { 1 }[0L]", "DIF020")]
    [TestCase("2147483647 + 1", "DIF001")]
    [TestCase("-3000000000", "DIF002")]
    [TestCase("input1.a == 0b1", "DIF003")]
    [TestCase("2 in (1 + 1)", "DIF004")]
    [TestCase("2 in (1 2 3)", "DIF004")]
    [TestCase("true in (false)", "DIF004")]
    [TestCase("\"a\" \"b\"", "DIF005")]
    [TestCase("input1.list.Contains(2)", "DIF006")]
    [TestCase("input1.list.skip(1)", "DIF007")]
    [TestCase("math.Max(1, 2)", "DIF008")]
    [TestCase("input1.list.Sum()", "DIF009")]
    [TestCase("input1.n > 1", "DIF010")]
    [TestCase("input1.s == 'x'", "DIF011")]
    [TestCase("input1.b == 2.5m", "DIF012")]
    [TestCase("input1.list.Any(@x => @x == 2L)", "DIF014")]
    [TestCase("input1.a.GetType()", "DIF015")]
    [TestCase("DateTime.Now", "DIF016")]
    [TestCase("1l", "DIF018")]
    [TestCase("\"a b\".Split(\" \").Length", "DIF019")]
    [TestCase("input1.list[input1.a]", "DIF020")]
    [TestCase("Guid.Parse(input1.guid)", "DIF021")]
    [TestCase("string.Join(\",\", input1.list)", "DIF023")]
    [TestCase("input1.s ?? 1", "DIF024")]
    [TestCase("input1.empty.FirstOrDefault()", "DIF025")]
    [TestCase("input1.empty.Sum(x => x)", "DIF026")]
    [TestCase("input1.and", "DIF027")]
    [TestCase("input1[\"a\"] == 1", "DIF028")]
    public void A_difference_from_RulesEngine_is_reported_where_it_shows(string text, string code) => Assert.That(DifferencesOf(text), Does.Contain(code));

    [TestCase("1 + 1")]
    [TestCase("0xFF == 255")]
    [TestCase("input1.s.contains(\"x\")")]
    [TestCase("decimal(1.5)")]
    [TestCase("new [] { 1, 2 }[0]")]
    [TestCase("-1")]
    [TestCase("-2147483648")]
    [TestCase("2 in (1, 2)")]
    [TestCase("input1.list.Contains(2L)")]
    [TestCase("input1.list.Where(x => x > 1L).Sum()")]
    [TestCase("Math.Max(input1.a, 2L)")]
    [TestCase("input1.s == \"x\"")]
    [TestCase("\"a b\".Split(' ').Length")]
    public void What_comes_out_as_in_RulesEngine_reports_no_difference(string text) => Assert.That(DifferencesOf(text), Is.Empty);

    [Test]
    public void A_member_declared_as_object_is_compared_by_its_value()
    {
        var compiled = ExpressionCompiler.Compile("holder.Held == 1", new ExpressionScope([new ScopeVariable("holder", typeof(Holder))]));
        Assert.That(compiled.Differences, Is.EqualTo(new[] { "DIF013" }));
        Assert.That(compiled.Expression!.Evaluate(new Holder { Held = 1 }), Is.True);
    }

    [Test]
    public void A_method_of_facts_is_refused_and_one_of_a_custom_type_is_called()
    {
        var scope = new ExpressionScope([new ScopeVariable("holder", typeof(Holder))]);
        Assert.That(ExpressionCompiler.Compile("holder.Twice(2)", scope).Differences, Is.EqualTo(new[] { "DIF017" }));
        var custom = scope with { Options = new ExpressionOptions { CustomTypes = [typeof(Holder)] } };
        Assert.That(ExpressionCompiler.Compile("holder.Twice(2)", custom).Expression!.Evaluate(new Holder()), Is.EqualTo(4));
    }

    private static IReadOnlyList<string> DifferencesOf(string text)
    {
        var compiled = ExpressionCompiler.Compile(text, new ExpressionScope([new ScopeVariable("input1", typeof(object))]));
        return compiled.Expression is { } expression ? [.. compiled.Differences, .. expression.Trace(s_facts).Differences] : compiled.Differences;
    }

    public sealed class Holder
    {
        public object? Held { get; init; }

        public int Twice(int number) => 2 * number;
    }
}
