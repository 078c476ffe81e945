using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>What goes wrong while an expression runs, in words for an administrator.</summary>
public sealed class BreakageTests
{
    [Test]
    public void A_member_of_null_is_named_with_its_path_and_the_remedy() =>
        Assert.That(Evaluating.Breakage("entry.Unit.Code == \"F200\"").Message,
            Does.StartWith("`entry.Unit` is null, so its `Code` cannot be read. Guard it: np(entry.Unit.Code, default)"));

    [TestCase("1 / (entry.Level - 3)", "division by zero")]
    [TestCase("1m / (entry.Level - 3)", "division by zero")]
    [TestCase("2147483647 + entry.Level", "too large")]
    [TestCase("entry.Number * 9223372036854775807", "too large")]
    [TestCase("int(entry.Weight * 1e300)", "too large")]
    [TestCase("entry.Mark.Value", "`entry.Mark` is null")]
    [TestCase("entry.Marks[9]", "outside")]
    [TestCase("entry.Marks.ToArray()[9]", "outside")]
    [TestCase("entry.Credits[\"none\"]", "no such key")]
    [TestCase("entry.Units.First(u => u.Credits == 99).Code", "no matching element")]
    [TestCase("entry.Title.Substring(99)", "out of range")]
    [TestCase("DateOnly(2026, entry.Level - 3, 1)", "out of range")]
    [TestCase("int.Parse(entry.Title)", "cannot be read")]
    public void A_breakage_says_what_broke_and_where(string text, string reason)
    {
        var message = Evaluating.Breakage(text).Message;
        Assert.That(message, Does.Contain(reason));
        Assert.That(message, Does.EndWith("In: " + text));
    }

    [Test]
    public void A_double_divided_by_zero_is_infinite() =>
        Assert.That(Evaluating.Value("1.0 / (entry.Level - 3)"), Is.EqualTo(double.PositiveInfinity));

    [Test]
    public void A_value_of_another_type_than_the_scope_promised_is_named()
    {
        var expression = Evaluating.Compiled("limit + 1", new([new("limit", typeof(int))]));
        Assert.That(() => expression.Evaluate("ten"), Throws.TypeOf<ExpressionException>().With.Message.Contains("`limit` is a string, not an int"));
    }

    [Test]
    public void The_lambda_alone_stands_for_the_whole_expression()
    {
        var expression = Evaluating.Compiled("entry.Level < limit", new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]), typeof(bool));
        var run = (Func<EntryForTests, int, bool>)expression.Lambda.Compile();
        Assert.That((run(new() { Level = 4 }, 5), run(new() { Level = 5 }, 5)), Is.EqualTo((true, false)));
    }

    [Test]
    public void What_the_lambda_throws_is_explained_for_its_caller()
    {
        var run = (Func<int, int>)Evaluating.Compiled("1 / limit", new([new("limit", typeof(int))])).Lambda.Compile();
        var thrown = Assert.Throws<DivideByZeroException>(() => run(0))!;
        Assert.That(ExpressionException.From(thrown)!.Message, Is.EqualTo("A division by zero."));
    }

    [Test]
    public void One_compiled_expression_serves_many_threads()
    {
        var expression = Evaluating.Compiled("entry.Units.Where(u => u.Credits > limit).Sum(Credits)", new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]));
        var sums = new int[200];
        Parallel.For(0, sums.Length, i => sums[i] = (int)expression.Evaluate(new EntryForTests(), i % 2 == 0 ? 5 : 15)!);
        Assert.That(sums.Select((sum, i) => (sum, i)).All(s => s.sum == (s.i % 2 == 0 ? 30 : 20)), Is.True);
    }
}
