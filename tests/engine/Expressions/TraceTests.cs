using System.Collections;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>The trace of an expression: what each part came to, and nothing left to guess.</summary>
public sealed class TraceTests
{
    private static readonly ExpressionScope s_scope = new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]);

    private static ExpressionTrace Trace(string text, EntryForTests? entry = null) =>
        Evaluating.Compiled(text, s_scope).Trace(entry ?? new EntryForTests(), 10);

    private static TracedPart Part(TracedPart root, string text) => All(root).First(p => p.Text == text);

    private static IEnumerable<TracedPart> All(TracedPart root) => root.Parts.SelectMany(All).Prepend(root);

    [Test]
    public void Each_part_has_its_text_its_place_and_its_value()
    {
        var trace = Trace("entry.Level + 2 < limit");
        Assert.Multiple(() =>
        {
            Assert.That(trace.Value, Is.True);
            Assert.That(trace.Root.Text, Is.EqualTo("entry.Level + 2 < limit"));
            Assert.That(Part(trace.Root, "entry.Level + 2").Value, Is.EqualTo(5));
            Assert.That(Part(trace.Root, "entry.Level").Value, Is.EqualTo(3));
            Assert.That((Part(trace.Root, "limit").Start, Part(trace.Root, "limit").Value), Is.EqualTo((18, 10)));
        });
    }

    [Test]
    public void What_a_settled_and_never_reached_is_marked()
    {
        var trace = Trace("entry.Level > 5 and limit > 1");
        Assert.That(Part(trace.Root, "entry.Level > 5"), Has.Property("Evaluated").True.And.Property("Value").EqualTo(false));
        Assert.That(Part(trace.Root, "limit > 1"), Has.Property("Evaluated").False.And.Property("Value").Null.And.Property("Type").EqualTo(typeof(bool)));
    }

    [Test]
    public void The_element_that_decided_is_shown_and_no_other()
    {
        var trace = Trace("entry.Units.Any(u => u.Credits > 15)");
        var conditions = All(trace.Root).Where(p => p.Text == "u.Credits > 15").ToList();
        Assert.That(conditions, Has.Count.EqualTo(1));
        Assert.That((conditions[0].Value, conditions[0].Element), Is.EqualTo((true, (int?)1)), "the second has 20 credits, the first 10");
    }

    [Test]
    public void Where_no_element_decides_the_first_three_are_shown()
    {
        var trace = Trace("entry.Marks.All(m => m < 1000)");
        Assert.That(All(trace.Root).Where(p => p.Text == "m < 1000").Select(p => p.Element), Is.EqualTo(new int?[] { 0, 1, 2 }));
    }

    [Test]
    public void A_lambda_that_no_element_reaches_is_shown_unreached() =>
        Assert.That(Part(Trace("entry.Marks.All(m => m < 1000)", new() { Marks = [] }).Root, "m < 1000"), Has.Property("Evaluated").False.And.Property("Element").Null);

    [TestCase("(entry.Level + 1) * (limit - 1) > 3", "(entry.Level + 1) * (limit - 1)")]
    [TestCase("entry.Level + (limit - (1 + 1) ) > 3", "entry.Level + (limit - (1 + 1) )")]
    [TestCase("entry.Title.Replace(\"(\", \")\") == \"\" or (limit) > 3", "entry.Title.Replace(\"(\", \")\")")]
    public void Parts_keep_their_parentheses(string text, string part) =>
        Assert.That(All(Trace(text).Root).Select(p => p.Text), Has.Member(part));

    [Test]
    public void A_breakage_is_told_as_the_compiled_code_tells_it_and_kept_at_its_part()
    {
        var trace = Trace("limit > 1 and 1 / (entry.Level - 3) > 0");
        Assert.That(trace.Broke, Is.EqualTo(Evaluating.Breakage("limit > 1 and 1 / (entry.Level - 3) > 0").Message));
        Assert.That(Part(trace.Root, "limit > 1").Broke, Is.Null);
        Assert.That(Part(trace.Root, "1 / (entry.Level - 3)").Broke, Is.EqualTo("A division by zero."));
        Assert.That(trace.Root.Broke, Is.EqualTo("A division by zero."));
    }

    [Test]
    public void A_sequence_shows_what_was_drawn_from_it()
    {
        var trace = Trace("entry.Units.Select(u => u.Code).First() == \"none\"");
        Assert.That((IEnumerable)Part(trace.Root, "entry.Units.Select(u => u.Code)").Value!, Has.Exactly(1).Items);
    }

    [Test]
    public void Every_condition_is_listed_with_the_answers_of_all_elements()
    {
        var trace = Trace("entry.Level > 5 or entry.Units.Count(u => u.Credits > 5) == 99 and limit == 0");
        Assert.That(trace.Conditions.Select(c => (c.Text, c.True, c.False)), Is.EqualTo(new[]
        {
            ("entry.Level > 5 or entry.Units.Count(u => u.Credits > 5) == 99 and limit == 0", false, true),
            ("entry.Level > 5", false, true),
            ("entry.Units.Count(u => u.Credits > 5) == 99 and limit == 0", false, true),
            ("entry.Units.Count(u => u.Credits > 5) == 99", false, true),
            ("u.Credits > 5", true, true),
            ("limit == 0", false, false),
        }));
    }

    [Test]
    public void A_path_that_null_cuts_short_is_traced_too()
    {
        var trace = Trace("np(entry.Unit.Code, \"none\") == \"none\"");
        Assert.That((trace.Value, Part(trace.Root, "entry.Unit.Code").Value), Is.EqualTo(((object?)true, (object?)null)));
    }

    [Test]
    public void A_value_that_was_not_given_is_a_breakage_and_not_an_exception() =>
        Assert.That(Evaluating.Compiled("limit + 1", s_scope).Trace(new EntryForTests()).Broke, Does.Contain("No value was given for `limit`"));

    [Test]
    public void A_long_trace_is_cut_and_says_so()
    {
        var trace = Trace(string.Join(" + ", Enumerable.Range(0, 300).Select(i => $"(entry.Marks.Sum(m => m * {i} + m * limit + entry.Level * m))")));
        Assert.That((trace.IsCut, All(trace.Root).Count()), Is.EqualTo((true, 2_001)));
    }
}
