using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Tests.Expressions;

public sealed class SourceDocumentTests
{
    [Test]
    public void A_value_knows_its_line_column_and_path()
    {
        var document = Parse("{\n  \"Rules\": [\n    { \"RuleName\": \"é\", \"Expression\": \"x\" }\n  ]\n}");
        var diagnostic = document.Root!["Rules"]!.Items[0]["Expression"]!.At("T001", "test");
        Assert.That((diagnostic.Line, diagnostic.Column, diagnostic.Path), Is.EqualTo((3, 38, "$.Rules[0].Expression")));
    }

    [TestCase("{ \"e\": \"abc\" }", 2, 11)]
    [TestCase("{ \"e\": \"a\\\"c\" }", 2, 12)]
    [TestCase("{ \"e\": \"\\u0041\\u0042c\" }", 2, 21)]
    [TestCase("{ \"e\": \"éé\" }", 1, 10)]
    [TestCase("{ \"e\": \"😀c\" }", 2, 11)]
    [TestCase("{ \"e\": \"abc\" }", 3, 12)]
    [TestCase("{ \"e\": \"abc\" }", 99, 12)]
    public void A_place_inside_a_string_counts_its_escapes(string json, int index, int column) =>
        Assert.That(Parse(json).Root!["e"]!.Within(index, "T001", "test").Column, Is.EqualTo(column));

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_file()
    {
        var document = SourceDocument.Parse("a.json", [.. Encoding.UTF8.Preamble, .. "{ \"a\": 1 }"u8]);
        Assert.That(document.Diagnostics, Is.Empty);
        Assert.That(document.Root!["a"]!.At("T001", "test").Column, Is.EqualTo(8));
    }

    [Test]
    public void Lines_may_end_in_carriage_return_and_line_feed()
    {
        var diagnostic = Parse("{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}").Root!["b"]!.At("T001", "test");
        Assert.That((diagnostic.Line, diagnostic.Column), Is.EqualTo((3, 8)));
    }

    [Test]
    public void A_member_that_stands_twice_is_a_diagnostic_at_the_second()
    {
        var document = Parse("{ \"a\": 1,\n \"a\": 2 }");
        var diagnostic = document.Diagnostics.Single();
        Assert.That((diagnostic.Code, diagnostic.Line, diagnostic.Column), Is.EqualTo(("JSN004", 2, 2)));
        Assert.That(document.Root!["a"]!.Text, Is.EqualTo("1"));
    }

    [TestCase("")]
    [TestCase(" \n ")]
    [TestCase("{")]
    [TestCase("{ \"a\": }")]
    [TestCase("{} {}")]
    [TestCase("{ \"a\": 1, }")]
    [TestCase("// comment\n{}")]
    [TestCase("{ \"a\": 01 }")]
    [TestCase("\"open")]
    public void A_file_that_is_not_JSON_is_one_diagnostic(string json)
    {
        var document = Parse(json);
        Assert.That(document.Root, Is.Null);
        Assert.That(document.Diagnostics.Single().Code, Is.EqualTo("JSN001"));
    }

    [Test]
    public void A_fault_of_syntax_stands_at_its_place()
    {
        var diagnostic = Parse("{\n  \"a\": 1,\n  \"b\" 2\n}").Diagnostics.Single();
        Assert.That((diagnostic.Line, diagnostic.Column), Is.EqualTo((3, 7)));
    }

    [TestCase(128, 0)]
    [TestCase(129, 1)]
    public void Values_nest_up_to_128_deep(int depth, int diagnostics) =>
        Assert.That(Parse(new string('[', depth) + new string(']', depth)).Diagnostics, Has.Count.EqualTo(diagnostics));

    [Test]
    public void A_lone_byte_that_is_not_UTF8_is_a_diagnostic_at_the_string()
    {
        var document = SourceDocument.Parse("a.json", [.. "{\n \"a\": \"x"u8, 0xE9, .. "\" }"u8]);
        var diagnostic = document.Diagnostics.Single();
        Assert.That(document.Root, Is.Null);
        Assert.That((diagnostic.Code, diagnostic.Line, diagnostic.Column), Is.EqualTo(("JSN003", 2, 7)));
    }

    [Test]
    public void A_name_that_is_not_UTF8_is_a_diagnostic() =>
        Assert.That(SourceDocument.Parse("a.json", [.. "{\"x"u8, 0xE9, .. "\": 1 }"u8]).Diagnostics.Single().Code, Is.EqualTo("JSN003"));

    [Test]
    public void Half_a_surrogate_pair_is_a_diagnostic() =>
        Assert.That(Parse("{ \"a\": \"\\uD800\" }").Diagnostics.Single().Code, Is.EqualTo("JSN003"));

    [Test]
    public void A_file_saved_as_UTF16_is_a_diagnostic_that_says_so() =>
        Assert.That(SourceDocument.Parse("a.json", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray()).Diagnostics.Single().ToString(), Does.Contain("UTF-8"));

    [Test]
    public void A_member_name_with_dots_stays_one_step_of_the_path() =>
        Assert.That(Parse("{ \"a.b\": { \"c\": 1 } }").Root!["a.b"]!["c"]!.Path, Is.EqualTo("$['a.b'].c"));

    [Test]
    public void The_raw_text_is_what_stands_in_the_file() =>
        Assert.That(Parse("{ \"a\" : [ 1,  \"\\u0041\" ] }").Root!["a"]!.RawText, Is.EqualTo("[ 1,  \"\\u0041\" ]"));

    [Test]
    public void A_diagnostic_prints_as_compilers_do() =>
        Assert.That(new Diagnostic("T001", DiagnosticSeverity.Error, "a.json", 3, 7, "$", "wrong.", "Do right.").ToString(), Is.EqualTo("a.json(3,7): error T001: wrong. Do right."));

    private static SourceDocument Parse(string json) => SourceDocument.Parse("a.json", Encoding.UTF8.GetBytes(json));
}
