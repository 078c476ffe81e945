using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>Texts of hostile size are refused with the code that names their limit, on a stack of 1 MB.</summary>
public sealed class LimitTests
{
    private static readonly TestCaseData[] s_hostile =
    [
        Case("nested parentheses", Repeat("(", 2_000) + "1" + Repeat(")", 2_000), "EXP008"),
        Case("nested lists after in", Repeat("1 in (", 2_000) + "1" + Repeat(")", 2_000), "EXP008"),
        Case("chained sums", "1" + Repeat(" + 1", 2_000), "EXP008"),
        Case("chained ands", "true" + Repeat(" and true", 2_000), "EXP008"),
        Case("chained texts", "\"a\"" + Repeat(" & \"a\"", 2_000), "EXP008"),
        Case("chained defaults", Repeat("null ?? ", 2_000) + "1", "EXP008"),
        Case("chained minuses", Repeat("-", 2_000) + "limit", "EXP008"),
        Case("nested lambdas", Repeat("x=>", 2_000) + "1", "EXP008"),
        Case("nested calls with lambdas", Repeat("a.Any(x=>", 1_900) + "true" + Repeat(")", 1_900), "EXP008"),
        Case("nested implicit elements", Repeat("Any(", 2_000) + "true" + Repeat(")", 2_000), "EXP008"),
        Case("conditionals in their last branch", Repeat("true?1:", 2_000) + "1", "EXP008"),
        Case("conditionals in their first branch", Repeat("true?", 2_000) + "1" + Repeat(":1", 2_000), "EXP008"),
        Case("conditional functions", Repeat("iif(true,", 1_000) + "1" + Repeat(",2)", 1_000), "EXP008"),
        Case("chained members", "entry" + Repeat(".Unit", 2_000), "EXP008"),
        Case("chained indexes", "entry" + Repeat("[0]", 2_000), "EXP008"),
        Case("nested indexes", Repeat("entry[", 2_000) + "0" + Repeat("]", 2_000), "EXP008"),
        Case("nested records", Repeat("new(", 1_900) + "1 as a" + Repeat(" as a)", 1_900), "EXP008"),
        Case("nested arrays", Repeat("new []{", 2_000) + "1" + Repeat("}", 2_000), "EXP008"),
        Case("opening parentheses alone", Repeat("(", 20_000), "EXP008"),
        Case("a whole number", Repeat("9", 10_000), "EXP005"),
        Case("a negative number", "-" + Repeat("9", 10_000), "EXP005"),
        Case("a hexadecimal number", "0x" + Repeat("F", 10_000), "EXP005"),
        Case("a binary number", "0b" + Repeat("1", 10_000), "EXP005"),
        Case("a decimal number", Repeat("9", 10_000) + "m", "EXP005"),
        Case("a real number", Repeat("9", 10_000) + ".5", "EXP005"),
        Case("an exponent", "1e" + Repeat("9", 10_000), "EXP005"),
    ];

    [TestCaseSource(nameof(s_hostile))]
    public void A_text_of_hostile_size_is_refused_with_the_code_of_its_limit(string text, string code) =>
        Assert.That(OnSmallStack(() => Evaluating.Faults(text).Select(f => f.Code)), Does.Contain(code));

    [TestCase(399, true)]
    [TestCase(400, false)]
    public void A_chain_holds_up_to_399_operators(int operators, bool allowed) =>
        Assert.That(OnSmallStack(() => ExpressionCompiler.Compile("1" + Repeat(" + 1", operators), new([])).Expression is not null), Is.EqualTo(allowed));

    [TestCase("2147483647", 2147483647)]
    [TestCase("2147483648", 2147483648u)]
    [TestCase("4294967295", 4294967295u)]
    [TestCase("4294967296", 4294967296L)]
    [TestCase("9223372036854775807", 9223372036854775807L)]
    [TestCase("9223372036854775808", 9223372036854775808UL)]
    [TestCase("18446744073709551615", 18446744073709551615UL)]
    [TestCase("-2147483648", -2147483648)]
    [TestCase("-2147483649", -2147483649L)]
    [TestCase("-9223372036854775808", long.MinValue)]
    public void A_whole_number_has_the_smallest_type_that_holds_it(string text, object value) =>
        Assert.That(Evaluating.Value(text), Is.TypeOf(value.GetType()).And.EqualTo(value));

    [TestCase("18446744073709551616")]
    [TestCase("-9223372036854775809")]
    public void A_number_that_no_type_holds_is_refused(string text) =>
        Assert.That(Evaluating.Fault(text).Code, Is.EqualTo("EXP005"));

    private static T OnSmallStack<T>(Func<T> work)
    {
        T? result = default;
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception thrown)
                {
                    fault = thrown;
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.That(fault, Is.Null);
        return result!;
    }

    private static TestCaseData Case(string name, string text, string code) => new TestCaseData(text, code).SetArgDisplayNames(name, code);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
