using OcrWorkflows.Expressions;
using OcrWorkflows.Tests.Rules;

namespace OcrWorkflows.Tests.Expressions;

public sealed class WarningTests
{
    private static IReadOnlyList<ExpressionFault> Warnings(string text)
    {
        var result = ExpressionCompiler.Compile(text, new ExpressionScope([new ScopeVariable("x", typeof(Things))]), typeof(bool));
        Assert.That(result.Faults, Is.Empty);
        return result.Warnings;
    }

    [TestCase("EXP060", 0, "x.Count > 5 && x.Count < 3")]
    [TestCase("EXP060", 0, "x.Count > 5 && x.Count < 6")]
    [TestCase("EXP060", 0, "x.Count != 1 || x.Count != 2")]
    [TestCase("EXP060", 0, "x.Count < 5 || x.Count >= 5")]
    [TestCase("EXP060", 0, "x.Name == \"a\" && x.Name == \"b\"")]
    [TestCase("EXP060", 0, "x.Name in (\"a\", \"b\") && x.Name == \"c\"")]
    [TestCase("EXP060", 0, "x.Name.StartsWith(\"a\") && !x.Name.StartsWith( \"a\")")]
    [TestCase("EXP060", 0, "x.Count > 3 && (1 == 2)")]
    [TestCase("EXP060", 0, "x.Count > 3 || true")]
    [TestCase("EXP061", 0, "x.Count == x.Count")]
    [TestCase("EXP061", 15, "x.Count > 3 || x.Count>3")]
    [TestCase("EXP062", 2, "x.count > 3")]
    [TestCase("EXP062", 0, "X.Count > 3")]
    [TestCase("EXP063", 14, "x.Numbers.Any(n => x.Count > 3)")]
    public void What_was_probably_meant_otherwise_is_a_warning_at_its_place(string code, int start, string text)
    {
        Assert.That(Warnings(text).Select(w => (w.Code, w.Start)), Is.EqualTo(new[] { (code, start) }), string.Join('\n', Warnings(text)));
    }

    [TestCase("x.Count > 5 && x.Count < 7")]
    [TestCase("x.Count > 5 && x.Count <= 6")]
    [TestCase("x.Count < 5 || x.Count > 5")]
    [TestCase("x.Count != 1 && x.Count != 2")]
    [TestCase("x.Name in (\"a\", \"b\") && x.Name != \"a\"")]
    [TestCase("x.Inner == null || x.Inner.Level < 3")]
    [TestCase("x.Numbers.Any(n => n > 3) && x.Numbers.Any(n => n < 3)")]
    [TestCase("x.Price > 1.5 && x.Price < 1.6")]
    [TestCase("np(x.Inner.Level) < 5 || np(x.Inner.Level) >= 5")]
    [TestCase("true")]
    public void What_may_be_meant_is_let_through(string text)
    {
        Assert.That(Warnings(text), Is.Empty);
    }
}
