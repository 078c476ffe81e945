using System.Linq.Expressions;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Operators: which rule applies to which operands.</summary>
internal sealed partial class Binder
{
    private Bound Unary(UnaryNode node)
    {
        var operand = Value(node.Operand);
        if (operand.IsError)
        {
            return operand;
        }

        var bare = Nullable.GetUnderlyingType(operand.Type) ?? operand.Type;
        if (node.Operator == UnaryOperator.Not)
        {
            return bare == typeof(bool) ? new BoundUnary(ExpressionType.Not, operand, operand.Type)
                : bare == typeof(object) ? new BoundUnary(ExpressionType.Not, Conversions.FromJson(operand, typeof(bool)), typeof(bool))
                : Fault(FaultCodes.Operands, node, $"`not` needs a bool and stands before {TypeNames.A(operand.Type)}.", "`not` binds tighter than a comparison: write not (x == 1).");
        }

        if (bare == typeof(object))
        {
            return JsonCall(nameof(JsonValues.Negate), operand);
        }

        if (bare == typeof(TimeSpan))
        {
            _faults.Differs(DifferenceCodes.SignedOperand);
            return new BoundUnary(ExpressionType.Negate, operand, operand.Type);
        }

        return PromoteNumbers(operand, new BoundConstant(bare == typeof(uint) ? 0L : 0, bare == typeof(uint) ? typeof(long) : typeof(int))) is { } promoted && bare != typeof(ulong)
            ? new BoundUnary(ExpressionType.NegateChecked, promoted.Left, promoted.Left.Type)
            : Fault(FaultCodes.Operands, node, $"`-` cannot stand before {TypeNames.A(operand.Type)}.");
    }

    private Bound Binary(BinaryNode node)
    {
        if (node.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            return Logical(node);
        }

        var (left, right) = (Value(node.Left), Value(node.Right));
        return left.IsError || right.IsError ? new BoundError() : Operate(node.Operator, left, right, node, node.Symbol);
    }

    private Bound Logical(BinaryNode node)
    {
        var (left, right) = (Side(node.Left), Side(node.Right));
        if (left.IsError || right.IsError)
        {
            return new BoundError();
        }

        var type = left.Type == typeof(bool) && right.Type == typeof(bool) ? typeof(bool) : typeof(bool?);
        var op = node.Operator == BinaryOperator.And ? ExpressionType.AndAlso : ExpressionType.OrElse;
        return new BoundBinary(op, Conversions.Convert(left, type), Conversions.Convert(right, type), type);

        Bound Side(Node side)
        {
            var bound = Value(side);
            return bound.Type == typeof(bool?) ? bound
                : bound.Type == typeof(bool) || bound.Type == typeof(object) || bound.IsError ? Truth(bound, side, "")
                : Fault(FaultCodes.Operands, side, $"`{node.Symbol}` joins bools, and this side is {TypeNames.A(bound.Type)}.");
        }
    }

    private Bound Operate(BinaryOperator op, Bound left, Bound right, Node node, string symbol)
    {
        NoteRadix(left, right);
        NoteRadix(right, left);
        return Operated(op, left, right) ?? OperandFault(node, symbol, left, right);
    }

    private void NoteRadix(Bound operand, Bound other)
    {
        if (operand is BoundConstant { Radix: true } && (Nullable.GetUnderlyingType(other.Type) ?? other.Type) is var type && type != operand.Type && type != typeof(string) && !other.IsNull)
        {
            _faults.Differs(DifferenceCodes.RadixLiteral);
        }
    }

    private Bound? Operated(BinaryOperator op, Bound left, Bound right) => op switch
    {
        BinaryOperator.Coalesce => Coalesce(left, right),
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(op, left, right),
        <= BinaryOperator.GreaterOrEqual and >= BinaryOperator.Less => Order(op, left, right),
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => Shift(op, left, right),
        BinaryOperator.BitAnd when left.Type == typeof(string) || right.Type == typeof(string) => Join(left, right),
        BinaryOperator.BitAnd or BinaryOperator.BitOr => Bits(op, left, right),
        _ => Arithmetic(op, left, right),
    };

    private static BoundCall JsonCall(string method, params Bound[] arguments) =>
        new(null, typeof(JsonValues).GetMethod(method)!, [.. arguments.Select(a => Conversions.Convert(a, typeof(object)))]);
}
