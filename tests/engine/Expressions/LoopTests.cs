using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>Sequence methods run as loops: bounded, and without anything on the heap.</summary>
public sealed class LoopTests
{
    private static readonly ExpressionScope s_scope = new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]);

    [Test]
    public void Lists_inside_of_lists_end_in_bounded_time()
    {
        var entry = new EntryForTests { Marks = [.. Enumerable.Range(0, 400)] };
        const string Deep = "entry.Marks.Sum(a => entry.Marks.Sum(b => entry.Marks.Count(c => a + b + c == -1)))";
        Assert.That(Evaluating.Breakage(Deep, entry).Message, Does.Contain("10,000,000 steps").And.Contain("EXP050"));
    }

    [Test]
    public void What_stays_with_linq_counts_too()
    {
        var entry = new EntryForTests { Marks = [.. Enumerable.Range(0, 4_000)] };
        Assert.That(Evaluating.Breakage("entry.Marks.Count(a => entry.Marks.OrderBy(b => b - a).First() == -1)", entry).Message, Does.Contain("EXP050"));
    }

    [Test]
    public void Nine_million_steps_are_fine()
    {
        var entry = new EntryForTests { Marks = [.. Enumerable.Range(0, 3_000)] };
        Assert.That(Evaluating.Value("entry.Marks.Count(a => entry.Marks.Any(b => b < 0))", entry), Is.Zero);
    }

    [TestCase("entry.Units.Any(u => u.Credits > 100)")]
    [TestCase("entry.Units.Where(u => u.Mark != null).All(u => u.Mark > 0)")]
    [TestCase("entry.Units.Sum(u => u.Fee) > 1000")]
    [TestCase("entry.Units.Select(u => u.Credits).Max() > limit and entry.Units.Average(u => u.Credits) > 99")]
    [TestCase("entry.Marks.Skip(1).Take(2).Contains(9)")]
    [TestCase("entry.Title.All(char.IsDigit(it))")]
    public void A_loop_makes_nothing_on_the_heap(string text)
    {
        var run = (Func<EntryForTests, int, bool>)Evaluating.Compiled(text, s_scope, typeof(bool)).Lambda.Compile();
        var entry = new EntryForTests();
        run(entry, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            run(entry, 10);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void A_lazy_sequence_is_a_list_as_a_result()
    {
        Assert.That(Evaluating.Value("entry.Units.Select(u => u.Code)"), Is.EqualTo(new List<string> { "F200", "F201", "F202" }));
        Assert.That(Evaluating.Breakage("entry.Marks.Select(m => limit / (m - 2))").Message, Does.Contain("division by zero"));
    }
}
