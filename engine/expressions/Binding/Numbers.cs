namespace OcrWorkflows.Expressions.Binding;

/// <summary>Numeric types and the conversions between them that C# makes by itself.</summary>
internal static class Numbers
{
    public static bool IsNumeric(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    public static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    /// <summary>True when every value of the one type is a value of the other, as C# sees it.</summary>
    public static bool Widens(Type from, Type to)
    {
        var (source, target) = (Type.GetTypeCode(from), Type.GetTypeCode(to));
        if (from.IsEnum || to.IsEnum)
        {
            return false;
        }

        return source switch
        {
            TypeCode.Char => target is TypeCode.UInt16 or (>= TypeCode.Int32 and <= TypeCode.Decimal),
            TypeCode.SByte => target is TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or (>= TypeCode.Single and <= TypeCode.Decimal),
            TypeCode.Byte => target is >= TypeCode.Int16 and <= TypeCode.Decimal,
            TypeCode.Int16 => target is TypeCode.Int32 or TypeCode.Int64 or (>= TypeCode.Single and <= TypeCode.Decimal),
            TypeCode.UInt16 => target is >= TypeCode.Int32 and <= TypeCode.Decimal,
            TypeCode.Int32 => target is TypeCode.Int64 or (>= TypeCode.Single and <= TypeCode.Decimal),
            TypeCode.UInt32 => target is >= TypeCode.Int64 and <= TypeCode.Decimal,
            TypeCode.Int64 or TypeCode.UInt64 => target is >= TypeCode.Single and <= TypeCode.Decimal,
            TypeCode.Single => target is TypeCode.Double,
            _ => false,
        };
    }

    /// <summary>The type in which two numbers meet; null when there is none (decimal with double, ulong with a signed type).</summary>
    public static Type? Promote(Type left, Type right)
    {
        if (!IsNumeric(left) || !IsNumeric(right))
        {
            return null;
        }

        foreach (var candidate in (Type[])[typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal)])
        {
            if ((left == candidate || Widens(left, candidate)) && (right == candidate || Widens(right, candidate)))
            {
                var signedWithUnsigned = candidate == typeof(float) && (left == typeof(ulong) || right == typeof(ulong)) && IsInteger(left) && IsInteger(right);
                return signedWithUnsigned ? null : candidate;
            }
        }

        return null;
    }
}
