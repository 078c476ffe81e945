using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Arithmetic, joining of texts, bits and shifts.</summary>
internal sealed partial class Binder
{
    private static readonly MethodInfo s_concat = typeof(TextMethods).GetMethod(nameof(TextMethods.Concat))!;

    private Bound? Arithmetic(BinaryOperator op, Bound left, Bound right)
    {
        if (op == BinaryOperator.Add && (left.Type == typeof(string) || right.Type == typeof(string)))
        {
            return Join(left, right);
        }

        if ((left.IsNull || right.IsNull) && (op != BinaryOperator.Add || (left.Type != typeof(object) && right.Type != typeof(object))))
        {
            return null;
        }

        if (left.Type == typeof(object) || right.Type == typeof(object))
        {
            return JsonCall(op.ToString(), AsPlain(left), AsPlain(right));
        }

        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        var kind = op switch
        {
            BinaryOperator.Add => ExpressionType.AddChecked,
            BinaryOperator.Subtract => ExpressionType.SubtractChecked,
            BinaryOperator.Multiply => ExpressionType.MultiplyChecked,
            BinaryOperator.Divide => ExpressionType.Divide,
            _ => ExpressionType.Modulo,
        };
        if (Numbers.IsNumeric(a) && Numbers.IsNumeric(b))
        {
            (left, right) = Unsigned(left, right);
            return Literally(left, right) is { } pair && PromoteNumbers(pair.Left, pair.Right) is { } promoted
                ? new BoundBinary(kind, promoted.Left, promoted.Right, promoted.Left.Type)
                : null;
        }

        return Declared(op, kind, left, right, a, b);
    }

    /// <summary>Lets a real literal become the decimal of its text, and a whole one the type of the other side.</summary>
    private static (Bound Left, Bound Right)? Literally(Bound left, Bound right)
    {
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        if (right is BoundConstant && left is not BoundConstant && Numbers.Promote(a, b) is null && Conversions.Implicit(right, a) is { } asLeft)
        {
            return (left, asLeft.Value);
        }

        return left is BoundConstant && Numbers.Promote(a, b) is null && Conversions.Implicit(left, b) is { } asRight ? (asRight.Value, right) : (left, right);
    }

    private static BoundBinary? Declared(BinaryOperator op, ExpressionType kind, Bound left, Bound right, Type a, Type b)
    {
        var name = op switch
        {
            BinaryOperator.Add => "op_Addition",
            BinaryOperator.Subtract => "op_Subtraction",
            BinaryOperator.Multiply => "op_Multiply",
            BinaryOperator.Divide => "op_Division",
            _ => "op_Modulus",
        };
        if (!KnownTypes.IsOurs(a) || !KnownTypes.IsOurs(b))
        {
            return null;
        }

        var plainKind = kind switch { ExpressionType.AddChecked => ExpressionType.Add, ExpressionType.SubtractChecked => ExpressionType.Subtract, ExpressionType.MultiplyChecked => ExpressionType.Multiply, _ => kind };
        foreach (var method in new[] { a, b }.Distinct().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(m => m.Name == name))
        {
            var parameters = method.GetParameters();
            var (first, second) = (parameters[0].ParameterType, parameters[1].ParameterType);
            if ((first != a && !Numbers.Widens(a, first)) || (second != b && !Numbers.Widens(b, second)))
            {
                continue;
            }

            var lifted = a != left.Type || b != right.Type;
            Type Wanted(Type type) => lifted ? typeof(Nullable<>).MakeGenericType(type) : type;
            return new BoundBinary(plainKind, Conversions.Convert(left, Wanted(first)), Conversions.Convert(right, Wanted(second)), Wanted(method.ReturnType), method);
        }

        return null;
    }

    private static BoundCall Join(Bound left, Bound right) => new(null, s_concat, [AsText(left), AsText(right)]);

    private static Bound AsText(Bound value) =>
        value.IsNull ? new BoundConstant("", typeof(string)) : Conversions.Explicit(value, typeof(string))!;

    private static Bound AsPlain(Bound value) => value.IsNull ? new BoundConstant(null, typeof(object)) : Conversions.Convert(value, typeof(object));

    /// <summary>A whole literal takes the unsigned type of the other side where it fits; otherwise both become long, which RulesEngine does not do.</summary>
    private (Bound Left, Bound Right) Unsigned(Bound left, Bound right)
    {
        if (left.Type == typeof(uint) && right.Type == typeof(int))
        {
            if (right is BoundConstant && Conversions.Implicit(right, typeof(uint)) is { } same)
            {
                return (left, same.Value);
            }

            _faults.Differs(DifferenceCodes.CheckedArithmetic);
        }

        return (left, right);
    }

    private Bound? Shift(BinaryOperator op, Bound left, Bound right)
    {
        if (left.Type == typeof(object) || right.Type == typeof(object))
        {
            return left.IsNull || right.IsNull ? null : JsonCall(op.ToString(), left, right);
        }

        if (!Numbers.IsInteger(left.Type) || Conversions.Implicit(right, typeof(int)) is not { } count || PromoteNumbers(left, new BoundConstant(0, typeof(int))) is not { } promoted)
        {
            return null;
        }

        return new BoundBinary(op == BinaryOperator.ShiftLeft ? ExpressionType.LeftShift : ExpressionType.RightShift, promoted.Left, count.Value, promoted.Left.Type);
    }

    private Bound? Bits(BinaryOperator op, Bound left, Bound right)
    {
        if (left.Type == typeof(object) || right.Type == typeof(object))
        {
            return left.IsNull || right.IsNull ? null : JsonCall(op.ToString(), left, right);
        }

        (left, right) = (OfEnum(left), OfEnum(right));
        (left, right) = (AsBit(left, right), AsBit(right, left));
        var kind = op == BinaryOperator.BitAnd ? ExpressionType.And : ExpressionType.Or;
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        var pair = a == typeof(bool) && b == typeof(bool) ? Unify(left, right)
            : Numbers.IsInteger(a) && Numbers.IsInteger(b) ? PromoteNumbers(left, right) : null;
        return pair is { } both ? new BoundBinary(kind, both.Left, both.Right, both.Left.Type) : null;
    }

    private static Bound OfEnum(Bound value) => (Nullable.GetUnderlyingType(value.Type) ?? value.Type).IsEnum ? Underlying(value) : value;

    /// <summary>Beside a whole number, true is 1 and false is 0.</summary>
    private static Bound AsBit(Bound value, Bound other) => value.Type == typeof(bool) && Numbers.IsInteger(other.Type)
        ? new BoundConditional(value, new BoundConstant(1, typeof(int)), new BoundConstant(0, typeof(int))) { Span = value.Span }
        : value;
}
