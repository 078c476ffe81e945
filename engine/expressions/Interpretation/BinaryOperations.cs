using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>Binary operators over boxed values whose both sides are known; null stands for a nullable without a value.</summary>
internal static class BinaryOperations
{
    public static object? Apply(BoundBinary node, object? left, object? right) => node.Operator switch
    {
        ExpressionType.Equal => AreEqual(node, left, right),
        ExpressionType.NotEqual => !AreEqual(node, left, right),
        ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual =>
            left is not null && right is not null && Holds(node.Operator, left, right),
        ExpressionType.And or ExpressionType.AndAlso when node.Left.Type == typeof(bool) || node.Left.Type == typeof(bool?) => And((bool?)left, (bool?)right),
        ExpressionType.Or or ExpressionType.OrElse when node.Left.Type == typeof(bool) || node.Left.Type == typeof(bool?) => Or((bool?)left, (bool?)right),
        _ when left is null || right is null => null,
        _ when node.Method is { } method => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [left, right], null),
        ExpressionType.LeftShift or ExpressionType.RightShift => NumberOperations.Shift(node.Operator, left, (int)right),
        _ => NumberOperations.Apply(node.Operator, left, right),
    };

    private static bool? And(bool? a, bool? b) => a & b;

    private static bool? Or(bool? a, bool? b) => a | b;

    private static bool AreEqual(BoundBinary node, object? left, object? right)
    {
        var type = Nullable.GetUnderlyingType(node.Left.Type) ?? node.Left.Type;
        if (type.IsValueType && (left is null || right is null))
        {
            return left is null && right is null;
        }

        if (left is not null && right is not null && NumberOperations.Compare(ExpressionType.Equal, left, right) is { } same)
        {
            return same;
        }

        return type.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static, [type, type]) is { } declared
            ? (bool)declared.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [left, right], null)!
            : type.IsValueType ? left!.Equals(right) : ReferenceEquals(left, right);
    }

    private static bool Holds(ExpressionType op, object left, object right)
    {
        if (NumberOperations.Compare(op, left, right) is { } numbers)
        {
            return numbers;
        }

        var order = ((IComparable)left).CompareTo(right);
        return op switch
        {
            ExpressionType.LessThan => order < 0,
            ExpressionType.LessThanOrEqual => order <= 0,
            ExpressionType.GreaterThan => order > 0,
            _ => order >= 0,
        };
    }
}
