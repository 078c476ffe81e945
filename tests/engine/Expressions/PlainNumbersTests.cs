using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>Quick ways of plain values against what the platform does.</summary>
public sealed class PlainNumbersTests
{
    private static readonly ExpressionScope s_scope = new([new("left", typeof(object)), new("right", typeof(object))]);

    [Test]
    public void A_real_number_becomes_the_decimal_that_the_platform_makes_of_it()
    {
        var sum = Evaluating.Compiled("left + right", s_scope);
        var random = new Random(7);
        var numbers = Enumerable.Range(0, 40_000).SelectMany(_ =>
        {
            var amount = random.Next(-2_000_000_000, 2_000_000_000) / (double)(int)Math.Pow(10, random.Next(0, 6));
            return new[] { amount, Math.BitIncrement(amount), Math.BitDecrement(amount), amount * Math.Pow(10, random.Next(-12, 12)) };
        }).Concat([0.0, -0.0, 1e9, 999_999_999.999, 1e9 + 0.5, 0.1 + 0.2, 1e-28, 79228162514264337593543950335.0]);
        foreach (var number in numbers.Where(n => Math.Abs(n) < 1e28))
        {
            var made = (decimal)sum.Evaluate(number, 0m)!;
            Assert.That(decimal.GetBits(made), Is.EqualTo(decimal.GetBits((decimal)number + 0m)), $"{number:R}");
        }
    }

    [Test]
    public void Texts_are_ordered_by_their_letters_and_then_by_their_case()
    {
        var (less, lessOrEqual) = (Evaluating.Compiled("left < right", s_scope), Evaluating.Compiled("left <= right", s_scope));
        string[] pieces = ["a", "A", "b", "B", "z", "_", "1", "É", "é", "ſ", "K", "𐐀", "𐐨", "", "[", "`", "{", "@"];
        var random = new Random(11);
        for (var i = 0; i < 60_000; i++)
        {
            var (a, b) = (Text(), Text());
            var letters = string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
            var order = letters != 0 ? letters : string.CompareOrdinal(b, a);
            Assert.That((less.Evaluate(a, b), lessOrEqual.Evaluate(a, b)), Is.EqualTo(((object)(order < 0), (object)(order <= 0))), $"`{a}` and `{b}`");
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    [TestCase("left.Sum() == 3", ExpectedResult = true)]
    [TestCase("left.Sum() + 0.5m == 3.5m", ExpectedResult = true)]
    public object? Of_whole_numbers_and_decimals(string text) => Evaluating.Compiled(text, s_scope).Evaluate(new List<object?> { 1, 2 }, null);

    [Test]
    public void A_sum_over_mixed_numbers_is_that_of_adding_them_one_by_one()
    {
        var sum = Evaluating.Compiled("left.Sum()", s_scope);
        var plus = Evaluating.Compiled("left + right", s_scope);
        var random = new Random(13);
        for (var i = 0; i < 5_000; i++)
        {
            var items = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(6) switch
            {
                0 => (object?)random.Next(-5, 5),
                1 => random.Next(100) / 4m,
                2 => random.Next(100) / 8.0,
                3 => (long)random.Next(1000),
                4 => null,
                _ => -0.0,
            }).ToList();
            var expected = items.Where(n => n is not null).Aggregate((object?)0, (a, b) => plus.Evaluate(a, b));
            var made = sum.Evaluate(items, null);
            Assert.That((made, made!.GetType()), Is.EqualTo((expected, expected!.GetType())), string.Join(' ', items));
        }
    }
}
