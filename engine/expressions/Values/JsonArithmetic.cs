using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Arithmetic on values typed only at run time; null in, null out, as with nullable numbers.</summary>
internal static class JsonArithmetic
{
    public static object? Apply(BinaryOperator op, object? left, object? right)
    {
        switch (left)
        {
            case null:
                return null;
            case int a when right is int b:
                return Narrowed(Whole(op, a, b));
            case long a when right is long b:
                return Whole(op, a, b);
            case long a when right is int b:
                return Whole(op, a, b);
            case int a when right is long b:
                return Whole(op, a, b);
            case decimal a when right is decimal b:
                return Exact(op, a, b);
            case double a when right is decimal b && JsonConversion.AsDecimal(a) is { } exact:
                return Exact(op, exact, b);
            case decimal a when right is double b && JsonConversion.AsDecimal(b) is { } exact:
                return Exact(op, a, exact);
            case double a when right is double b:
                return Real(op, a, b);
            case int a when right is double b:
                return Real(op, a, b);
            case double a when right is int b:
                return Real(op, a, b);
            case int a when right is decimal b:
                return Exact(op, a, b);
            case decimal a when right is int b:
                return Exact(op, a, b);
        }

        if (right is null)
        {
            return null;
        }

        if (Moved(op, left, right) is { } moved)
        {
            return moved;
        }

        if (!Numbers.IsNumeric(left.GetType()) || !Numbers.IsNumeric(right.GetType()))
        {
            throw new ExpressionException($"{JsonValues.Capital(left)} and {JsonValues.A(right)} cannot be calculated with.");
        }

        return JsonConversion.MeetNumbers(left, right) switch
        {
            (int a, int b) => Narrowed(Whole(op, a, b)),
            (uint a, uint b) => Whole(op, a, b),
            (long a, long b) => Whole(op, a, b),
            (decimal a, decimal b) => Exact(op, a, b),
            var (a, b) => Real(op, Convert.ToDouble(a, null), Convert.ToDouble(b, null)),
        };
    }

    private static int Narrowed(long result) => result is >= int.MinValue and <= int.MaxValue ? (int)result : throw new OverflowException();

    /// <summary>Dates and spans of time, of which one or both come from plain data; null for any other operands.</summary>
    private static object? Moved(BinaryOperator op, object left, object right) => (op, left, right) switch
    {
        (BinaryOperator.Subtract, DateTime a, DateTime b) => a - b,
        (BinaryOperator.Subtract, DateTimeOffset a, DateTimeOffset b) => a - b,
        (BinaryOperator.Add, DateTime a, TimeSpan b) => a + b,
        (BinaryOperator.Subtract, DateTime a, TimeSpan b) => a - b,
        (BinaryOperator.Add, DateTimeOffset a, TimeSpan b) => a + b,
        (BinaryOperator.Subtract, DateTimeOffset a, TimeSpan b) => a - b,
        (BinaryOperator.Add, TimeSpan a, TimeSpan b) => a + b,
        (BinaryOperator.Subtract, TimeSpan a, TimeSpan b) => a - b,
        _ => null,
    };

    private static long Whole(BinaryOperator op, long a, long b) => checked(op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        _ => a % b,
    });

    private static decimal Exact(BinaryOperator op, decimal a, decimal b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        _ => a % b,
    };

    private static double Real(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        _ => a % b,
    };
}
