using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>No text may cost more than a fault.</summary>
public sealed class BoundsTests
{
    private static readonly string[] s_deep =
    [
        new string('(', 2_000) + "1" + new string(')', 2_000),
        new string('!', 5_000) + "true",
        string.Concat(Enumerable.Repeat("- ", 5_000)) + "1",
        string.Join(" + ", Enumerable.Repeat("1", 4_000)),
        string.Concat(Enumerable.Repeat("true ? 1 : ", 1_500)) + "1",
        string.Concat(Enumerable.Repeat("null ?? ", 2_000)) + "1",
        "entry.Title" + string.Concat(Enumerable.Repeat(".Trim()", 2_000)),
        string.Concat(Enumerable.Repeat("iif(true, ", 800)) + "1" + string.Concat(Enumerable.Repeat(", 2)", 800)),
    ];

    [TestCaseSource(nameof(s_deep))]
    public void An_expression_nested_too_deeply_is_a_fault(string text) =>
        Assert.That(Evaluating.Fault(text).Code, Is.EqualTo("EXP008"));

    [Test]
    public void The_deepest_expression_allowed_compiles_and_runs_on_a_small_stack()
    {
        object? chained = null;
        object? nested = null;
        var thread = new Thread(() =>
        {
            chained = Evaluating.Value(string.Join(" + ", Enumerable.Repeat("entry.Level", 399)));
            nested = Evaluating.Value(new string('(', 127) + "1" + new string(')', 127));
        }, maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.That((chained, nested), Is.EqualTo((1197, 1)));
    }

    [TestCase(127, true)]
    [TestCase(128, false)]
    public void Parentheses_nest_up_to_127_deep(int depth, bool allowed) =>
        Assert.That(ExpressionCompiler.Compile(new string('(', depth) + "1" + new string(')', depth), new([])).Faults.Count == 0, Is.EqualTo(allowed));

    [Test]
    public void A_list_may_be_longer_than_a_chain() =>
        Assert.That(Evaluating.Value($"4999 in ({string.Join(",", Enumerable.Range(1, 4_000))})"), Is.False);

    [Test]
    public void An_expression_of_more_than_20_000_characters_is_a_fault() =>
        Assert.That(Evaluating.Fault(new string(' ', 20_000) + "1").Code, Is.EqualTo("EXP009"));

    [Test]
    public void At_most_twenty_faults_are_reported() =>
        Assert.That(Evaluating.Faults(string.Join(" + ", Enumerable.Repeat("x", 50))), Has.Count.EqualTo(20));

    [TestCase("\"a\".PadLeft(2000000000)")]
    [TestCase("5.ToString(\"D999999999\")")]
    public void A_text_of_any_size_cannot_be_asked_for(string text) =>
        Assert.That(() => Evaluating.Value(text), Throws.TypeOf<ExpressionException>());

    [Test]
    public void Replacing_over_and_over_ends_in_a_breakage() =>
        Assert.That(() => Evaluating.Value("\"a\"" + string.Concat(Enumerable.Repeat(".Replace(\"a\", \"aaaaaaaaaa\")", 12))), Throws.TypeOf<ExpressionException>());
}
