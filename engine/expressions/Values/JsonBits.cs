using System.Globalization;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Bits and shifts of values typed only at run time; null in, null out.</summary>
internal static class JsonBits
{
    public static object? Apply(BinaryOperator op, object? left, object? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (left is bool a && right is bool b)
        {
            return op switch { BinaryOperator.BitAnd => a & b, BinaryOperator.BitOr => a | b, _ => throw Refused(left, right) };
        }

        if (!Numbers.IsInteger(left.GetType()) || !Numbers.IsInteger(right.GetType()))
        {
            throw Refused(left, right);
        }

        if (op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight)
        {
            var count = System.Convert.ToInt32(right, CultureInfo.InvariantCulture);
            return left is long or uint or ulong ? Shift(op, System.Convert.ToInt64(left, CultureInfo.InvariantCulture), count) : Shift(op, System.Convert.ToInt32(left, CultureInfo.InvariantCulture), count);
        }

        return JsonConversion.MeetNumbers(left, right) switch
        {
            (int x, int y) => op == BinaryOperator.BitAnd ? x & y : x | y,
            (long x, long y) => op == BinaryOperator.BitAnd ? x & y : x | y,
            (uint x, uint y) => op == BinaryOperator.BitAnd ? x & y : x | y,
            (ulong x, ulong y) => op == BinaryOperator.BitAnd ? x & y : x | y,
            _ => throw Refused(left, right),
        };
    }

    private static object Shift(BinaryOperator op, long value, int count) => op == BinaryOperator.ShiftLeft ? value << count : value >> count;

    private static object Shift(BinaryOperator op, int value, int count) => op == BinaryOperator.ShiftLeft ? value << count : value >> count;

    private static ExpressionException Refused(object left, object right) => new($"{JsonValues.Capital(left)} and {JsonValues.A(right)} have no bits in common.");
}
