using System.Linq.Expressions;
using System.Numerics;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>Arithmetic, order and conversion of boxed numbers of one type, always checked.</summary>
internal static class NumberOperations
{
    public static object Apply(ExpressionType op, object left, object right) => (left, right) switch
    {
        (int a, int b) => Whole(op, a, b),
        (long a, long b) => Whole(op, a, b),
        (uint a, uint b) => Whole(op, a, b),
        (ulong a, ulong b) => Whole(op, a, b),
        (short a, short b) => Whole(op, a, b),
        (ushort a, ushort b) => Whole(op, a, b),
        (byte a, byte b) => Whole(op, a, b),
        (sbyte a, sbyte b) => Whole(op, a, b),
        (decimal a, decimal b) => Any(op, a, b),
        (double a, double b) => Any(op, a, b),
        (float a, float b) => Any(op, a, b),
        _ => throw new InvalidOperationException($"{op} of {left.GetType().Name} and {right.GetType().Name}."),
    };

    /// <returns>Null when the two are no numbers of one type.</returns>
    public static bool? Compare(ExpressionType op, object left, object right) => (left, right) switch
    {
        (int a, int b) => Holds(op, a, b),
        (long a, long b) => Holds(op, a, b),
        (uint a, uint b) => Holds(op, a, b),
        (ulong a, ulong b) => Holds(op, a, b),
        (short a, short b) => Holds(op, a, b),
        (ushort a, ushort b) => Holds(op, a, b),
        (byte a, byte b) => Holds(op, a, b),
        (sbyte a, sbyte b) => Holds(op, a, b),
        (char a, char b) => Holds(op, a, b),
        (decimal a, decimal b) => Holds(op, a, b),
        (double a, double b) => Holds(op, a, b),
        (float a, float b) => Holds(op, a, b),
        _ => null,
    };

    public static object Negate(object value) => value switch
    {
        int a => checked(-a),
        long a => checked(-a),
        short a => checked((short)-a),
        decimal a => -a,
        double a => -a,
        float a => -a,
        TimeSpan a => -a,
        _ => throw new InvalidOperationException($"- of {value.GetType().Name}."),
    };

    public static object Shift(ExpressionType op, object value, int count) => value switch
    {
        int a => op == ExpressionType.LeftShift ? a << count : a >> count,
        long a => op == ExpressionType.LeftShift ? a << count : a >> count,
        uint a => op == ExpressionType.LeftShift ? a << count : a >> count,
        ulong a => op == ExpressionType.LeftShift ? a << count : a >> count,
        _ => throw new InvalidOperationException($"{op} of {value.GetType().Name}."),
    };

    /// <param name="to">A number, char or enum.</param>
    public static object Convert(object value, Type to)
    {
        if (to.IsEnum)
        {
            return Enum.ToObject(to, Convert(value, Enum.GetUnderlyingType(to)));
        }

        return value switch
        {
            Enum member => Convert(System.Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), null), to),
            int a => From(a, to),
            long a => From(a, to),
            uint a => From(a, to),
            ulong a => From(a, to),
            short a => From(a, to),
            ushort a => From(a, to),
            byte a => From(a, to),
            sbyte a => From(a, to),
            char a => From(a, to),
            decimal a => From(a, to),
            double a => From(a, to),
            float a => From(a, to),
            _ => throw new InvalidCastException($"{value.GetType().Name} is no number."),
        };
    }

    private static object From<T>(T value, Type to)
        where T : INumberBase<T> => Type.GetTypeCode(to) switch
        {
            TypeCode.Int32 => int.CreateChecked(value),
            TypeCode.Int64 => long.CreateChecked(value),
            TypeCode.UInt32 => uint.CreateChecked(value),
            TypeCode.UInt64 => ulong.CreateChecked(value),
            TypeCode.Int16 => short.CreateChecked(value),
            TypeCode.UInt16 => ushort.CreateChecked(value),
            TypeCode.Byte => byte.CreateChecked(value),
            TypeCode.SByte => sbyte.CreateChecked(value),
            TypeCode.Char => Checked<char, T>(value),
            TypeCode.Decimal => decimal.CreateChecked(value),
            TypeCode.Double => double.CreateChecked(value),
            TypeCode.Single => float.CreateChecked(value),
            _ => throw new InvalidCastException($"{to.Name} is no number."),
        };

    private static TTo Checked<TTo, T>(T value)
        where TTo : INumberBase<TTo>
        where T : INumberBase<T> => TTo.CreateChecked(value);

    private static T Whole<T>(ExpressionType op, T a, T b)
        where T : IBinaryInteger<T> => op switch
        {
            ExpressionType.And => a & b,
            ExpressionType.Or => a | b,
            _ => Any(op, a, b),
        };

    private static T Any<T>(ExpressionType op, T a, T b)
        where T : INumber<T> => op switch
        {
            ExpressionType.AddChecked => checked(a + b),
            ExpressionType.SubtractChecked => checked(a - b),
            ExpressionType.MultiplyChecked => checked(a * b),
            ExpressionType.Divide => a / b,
            ExpressionType.Modulo => a % b,
            _ => throw new InvalidOperationException(op.ToString()),
        };

    private static bool Holds<T>(ExpressionType op, T a, T b)
        where T : INumber<T> => op switch
        {
            ExpressionType.Equal => a == b,
            ExpressionType.NotEqual => a != b,
            ExpressionType.LessThan => a < b,
            ExpressionType.LessThanOrEqual => a <= b,
            ExpressionType.GreaterThan => a > b,
            _ => a >= b,
        };
}
