using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>The compiled code against the interpreter, which is slow and obvious: the same value or the same breakage, whatever the expression and the facts.</summary>
public sealed class CompiledAgainstInterpretedTests
{
    private static readonly ExpressionScope s_typed = new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]);

    private static readonly ExpressionScope s_plain = new([new("entry", typeof(object)), new("limit", typeof(object))]);

    [Test]
    public void Over_typed_facts_both_say_the_same() => Agree(s_typed, entry => entry, compilesAtLeast: 0.4);

    [Test]
    public void Over_plain_facts_both_say_the_same() => Agree(s_plain, RandomFacts.Plain, compilesAtLeast: 0.4);

    [TestCase("entry.Fee > 1 / (limit - limit)", "False")]
    [TestCase("entry.Fee + 1 / (limit - limit)", null)]
    [TestCase("entry.Mark > 1 / (limit - limit)", "broke")]
    public void A_decimal_that_is_null_ends_its_operator_and_a_whole_number_does_not(string text, string? expected)
    {
        var scope = new ExpressionScope([new("entry", typeof(Open)), new("limit", typeof(int))]);
        var ready = Evaluating.Compiled(text, scope);
        object?[] values = [new Open(), 3];

        Assert.That(Run(ready, values), Is.EqualTo(Traced(ready, values)));
        Assert.That(ready.Trace(values).Broke is null ? ready.Evaluate(values)?.ToString() : "broke", Is.EqualTo(expected));
    }

    public sealed class Open
    {
        public decimal? Fee { get; init; }

        public int? Mark { get; init; }
    }

    /// <remarks>A failure prints the seeds; a case is made from them alone. <c>./test --soak</c> tries twenty times as many.</remarks>
    private static void Agree(ExpressionScope scope, Func<EntryForTests, object> facts, double compilesAtLeast)
    {
        var cases = Environment.GetEnvironmentVariable("OCR_SOAK_MINUTES") is null ? 1_000 : 20_000;
        var (seen, compiled) = (0, 0);
        var seeds = Gen.Choose(0, int.MaxValue - 1).Two().ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(seeds, pair =>
        {
            var (expression, entry) = pair;
            var text = new RandomExpression(expression).Any();
            seen++;
            if (ExpressionCompiler.Compile(text, scope).Expression is not { } ready)
            {
                return true.ToProperty();
            }

            compiled++;
            object?[] values = [facts(new RandomFacts(entry).Entry()), entry % 7];
            var (run, trace) = (Run(ready, values), Traced(ready, values));
            return (run == trace).Label($"{text}\n  compiled:    {run}\n  interpreted: {trace}");
        }));
        Assert.That((double)compiled / seen, Is.GreaterThan(compilesAtLeast), "too few of the random expressions compile for this to mean much");
    }

    private static string Run(CompiledExpression expression, object?[] values)
    {
        try
        {
            return Written(expression.Evaluate(values));
        }
        catch (ExpressionException broken)
        {
            return "broke: " + broken.Message;
        }
    }

    private static string Traced(CompiledExpression expression, object?[] values)
    {
        var trace = expression.Trace(values);
        return trace.Broke is { } broke ? "broke: " + broke : Written(trace.Value);
    }

    private static string Written(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Written))}]",
        double number => $"double {number:R}",
        _ => $"{value.GetType().Name} {value}",
    };
}
