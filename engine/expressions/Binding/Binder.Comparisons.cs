using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Equality, order, and what stands in for null.</summary>
internal sealed partial class Binder
{
    private Bound? Coalesce(Bound left, Bound right)
    {
        if (left.IsNull)
        {
            return right;
        }

        if (left.Type == typeof(object) && right.Type != typeof(object) && !right.IsNull)
        {
            _faults.Differs(DifferenceCodes.PlainCoalesce);
        }

        if (Nullable.GetUnderlyingType(left.Type) is { } inner)
        {
            var plain = Conversions.Implicit(right, inner)?.Value ?? Conversions.Implicit(right, left.Type)?.Value;
            if (plain is not null)
            {
                return new BoundBinary(ExpressionType.Coalesce, left, plain, plain.Type);
            }

            return PromoteNumbers(left, right) is { } promoted ? new BoundBinary(ExpressionType.Coalesce, promoted.Left, right.Type == Nullable.GetUnderlyingType(promoted.Left.Type) ? right : promoted.Right, right.Type == Nullable.GetUnderlyingType(promoted.Left.Type) ? right.Type : promoted.Right.Type) : null;
        }

        if (left.Type.IsValueType || Unify(left, right) is not { } branches || branches.Left.Type.IsValueType)
        {
            return null;
        }

        return new BoundBinary(ExpressionType.Coalesce, branches.Left, branches.Right, branches.Left.Type) { Shape = left.Shape };
    }

    private Bound? Equality(BinaryOperator op, Bound left, Bound right)
    {
        var kind = op == BinaryOperator.Equal ? ExpressionType.Equal : ExpressionType.NotEqual;
        if (Meet(left, right) is not { } pair)
        {
            return null;
        }

        if (pair.Left.Type == typeof(object) && !left.IsNull && !right.IsNull)
        {
            Note(left);
            Note(right);
            Bound equal = JsonCall(nameof(JsonValues.AreEqual), pair.Left, pair.Right);
            return op == BinaryOperator.Equal ? equal : new BoundUnary(ExpressionType.Not, equal, typeof(bool));
        }

        var bare = Nullable.GetUnderlyingType(pair.Left.Type) ?? pair.Left.Type;
        var comparable = left.IsNull || right.IsNull || (MemberTable.IsFacts(bare) && bare.IsClass && !Sequences.IsSequence(bare)) || bare.IsPrimitive || bare.IsEnum || bare == typeof(string) || bare.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static, [bare, bare]) is not null;
        return comparable ? new BoundBinary(kind, pair.Left, pair.Right, typeof(bool)) : null;
    }

    /// <summary>Notes a member of typed facts whose own type is object: RulesEngine compares references there, or refuses.</summary>
    private void Note(Bound operand)
    {
        if (operand.Type == typeof(object) && Root(operand) is { } root && MemberTable.IsFacts(root.Type))
        {
            _faults.Differs(DifferenceCodes.ObjectMember);
        }
    }

    /// <summary>The variable that a path begins with.</summary>
    private static BoundVariable? Root(Bound? path)
    {
        while (path is not (null or BoundVariable))
        {
            path = path switch
            {
                BoundConvert convert => convert.Operand,
                BoundMember member => member.Target,
                BoundCall { Target: { } target } => target,
                BoundCall { OnFirst: true } call => call.Arguments[0],
                BoundArrayIndex index => index.Target,
                _ => null,
            };
        }

        return (BoundVariable?)path;
    }

    private Bound? Order(BinaryOperator op, Bound left, Bound right)
    {
        if (left.IsNull || right.IsNull || Meet(left, right) is not { } pair)
        {
            return null;
        }

        var bare = Nullable.GetUnderlyingType(pair.Left.Type) ?? pair.Left.Type;
        if (bare == typeof(object) || bare == typeof(string))
        {
            Note(left);
            Note(right);
            return JsonCall(op.ToString(), pair.Left, pair.Right);
        }

        if (bare.IsEnum)
        {
            return Order(op, Underlying(pair.Left), Underlying(pair.Right));
        }

        var kind = op switch
        {
            BinaryOperator.Less => ExpressionType.LessThan,
            BinaryOperator.LessOrEqual => ExpressionType.LessThanOrEqual,
            BinaryOperator.Greater => ExpressionType.GreaterThan,
            _ => ExpressionType.GreaterThanOrEqual,
        };
        var ordered = Numbers.IsNumeric(bare) || bare == typeof(char) || bare.GetMethod("op_LessThan", [bare, bare]) is not null;
        return ordered ? new BoundBinary(kind, pair.Left, pair.Right, typeof(bool)) : null;
    }

    /// <summary>Two operands in the type in which they are compared; null when there is none.</summary>
    private (Bound Left, Bound Right)? Meet(Bound left, Bound right)
    {
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        if (left is BoundConstant { Value: string } text && b != typeof(string) && LiteralText.CanRead(b))
        {
            return Conversions.FromText(text, b) is { } read ? Unify(read, right) : null;
        }

        if (right is BoundConstant { Value: string } other && a != typeof(string) && LiteralText.CanRead(a))
        {
            return Conversions.FromText(other, a) is { } read ? Unify(left, read) : null;
        }

        if (a.IsEnum != b.IsEnum && (Numbers.IsNumeric(a) || Numbers.IsNumeric(b)))
        {
            return Meet(a.IsEnum ? Underlying(left) : left, b.IsEnum ? Underlying(right) : right);
        }

        return Unify(left, right);
    }

    private static Bound Underlying(Bound value)
    {
        var bare = Nullable.GetUnderlyingType(value.Type);
        var number = Enum.GetUnderlyingType(bare ?? value.Type);
        return Conversions.Convert(value, bare is null ? number : typeof(Nullable<>).MakeGenericType(number));
    }
}
