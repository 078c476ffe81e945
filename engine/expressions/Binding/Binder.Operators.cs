using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Operators and membership.</summary>
internal sealed partial class Binder
{
    private static readonly MethodInfo s_concat = typeof(TextMethods).GetMethod(nameof(TextMethods.Concat))!;

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

    private Bound Operate(BinaryOperator op, Bound left, Bound right, Node node, string symbol) => (op switch
    {
        BinaryOperator.Coalesce => Coalesce(left, right),
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(op, left, right),
        <= BinaryOperator.GreaterOrEqual and >= BinaryOperator.Less => Order(op, left, right),
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => Shift(op, left, right),
        BinaryOperator.BitAnd when left.Type == typeof(string) || right.Type == typeof(string) => Join(left, right),
        BinaryOperator.BitAnd or BinaryOperator.BitOr => Bits(op, left, right),
        _ => Arithmetic(op, left, right),
    }) ?? OperandFault(node, symbol, left, right);

    private BoundError OperandFault(Node node, string symbol, Bound left, Bound right)
    {
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        var (text, other) = left is BoundConstant { Value: string } ? (left, b) : (right, a);
        if (text is BoundConstant { Value: string value } && LiteralText.CanRead(other))
        {
            var known = other.IsEnum ? Spelling.DidYouMeanOrList(value, Enum.GetNames(other)) : Example(other);
            return Fault(FaultCodes.LiteralConversion, text.Span.Start, text.Span.End, $"The text \"{value}\" cannot be read as {TypeNames.Of(other)}.", known);
        }

        return Fault(FaultCodes.Operands, node, $"`{symbol}` does not work between {TypeNames.Of(left.Type)} and {TypeNames.Of(right.Type)}.", Remedy(symbol, a, b));
    }

    private static string? Example(Type type) =>
        type == typeof(DateOnly) ? "write a date as \"2027-06-30\"."
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "write an instant as \"2027-06-30T09:00:00Z\"."
        : type == typeof(TimeSpan) ? "write a span as \"1.12:00:00\" (days.hours:minutes:seconds)."
        : null;

    private static string? Remedy(string symbol, Type left, Type right)
    {
        if (symbol is "??" or "isnull" or "np" && left.IsValueType)
        {
            return "the left side is never null: leave the default out.";
        }

        if (left == typeof(DateOnly) && right == typeof(DateOnly))
        {
            return "subtract their day numbers: a.DayNumber - b.DayNumber.";
        }

        if ((left == typeof(DateTime) && right == typeof(DateOnly)) || (left == typeof(DateOnly) && right == typeof(DateTime)))
        {
            return "write DateOnly.FromDateTime(…) around the date and time.";
        }

        if (left == typeof(string) && LiteralText.CanRead(right))
        {
            return $"convert the text: {TypeNames.Of(right)}(…).";
        }

        if (right == typeof(string) && LiteralText.CanRead(left))
        {
            return $"convert the text: {TypeNames.Of(left)}(…).";
        }

        return left == typeof(bool) && symbol is "<" or "<=" or ">" or ">=" ? "comparisons do not chain: write a < b and b < c."
            : (left == typeof(decimal) && right == typeof(double)) || (left == typeof(double) && right == typeof(decimal)) ? "convert one side: decimal(…)." : null;
    }

    private static Bound? Coalesce(Bound left, Bound right)
    {
        if (left.IsNull)
        {
            return right;
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

    private static Bound? Equality(BinaryOperator op, Bound left, Bound right)
    {
        var kind = op == BinaryOperator.Equal ? ExpressionType.Equal : ExpressionType.NotEqual;
        if (Meet(left, right) is not { } pair)
        {
            return null;
        }

        if (pair.Left.Type == typeof(object) && !left.IsNull && !right.IsNull)
        {
            Bound equal = JsonCall(nameof(JsonValues.AreEqual), pair.Left, pair.Right);
            return op == BinaryOperator.Equal ? equal : new BoundUnary(ExpressionType.Not, equal, typeof(bool));
        }

        var bare = Nullable.GetUnderlyingType(pair.Left.Type) ?? pair.Left.Type;
        var comparable = left.IsNull || right.IsNull || bare.IsPrimitive || bare.IsEnum || bare == typeof(string) || bare.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static, [bare, bare]) is not null;
        return comparable ? new BoundBinary(kind, pair.Left, pair.Right, typeof(bool)) : null;
    }

    private static Bound? Order(BinaryOperator op, Bound left, Bound right)
    {
        if (left.IsNull || right.IsNull || Meet(left, right) is not { } pair)
        {
            return null;
        }

        var bare = Nullable.GetUnderlyingType(pair.Left.Type) ?? pair.Left.Type;
        if (bare == typeof(object) || bare == typeof(string))
        {
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
    private static (Bound Left, Bound Right)? Meet(Bound left, Bound right)
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

    private static Bound? Arithmetic(BinaryOperator op, Bound left, Bound right)
    {
        if (op == BinaryOperator.Add && (left.Type == typeof(string) || right.Type == typeof(string)))
        {
            return Join(left, right);
        }

        if (left.IsNull || right.IsNull)
        {
            return null;
        }

        if (left.Type == typeof(object) || right.Type == typeof(object))
        {
            return JsonCall(op.ToString(), Conversions.Convert(left, typeof(object)), Conversions.Convert(right, typeof(object)));
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

    private static BoundBinary? Shift(BinaryOperator op, Bound left, Bound right)
    {
        if (!Numbers.IsInteger(left.Type) || Conversions.Implicit(right, typeof(int)) is not { } count || PromoteNumbers(left, new BoundConstant(0, typeof(int))) is not { } promoted)
        {
            return null;
        }

        return new BoundBinary(op == BinaryOperator.ShiftLeft ? ExpressionType.LeftShift : ExpressionType.RightShift, promoted.Left, count.Value, promoted.Left.Type);
    }

    private static BoundBinary? Bits(BinaryOperator op, Bound left, Bound right)
    {
        var kind = op == BinaryOperator.BitAnd ? ExpressionType.And : ExpressionType.Or;
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        var pair = a == typeof(bool) && b == typeof(bool) ? Unify(left, right)
            : Numbers.IsInteger(a) && Numbers.IsInteger(b) ? PromoteNumbers(left, right) : null;
        return pair is { } both ? new BoundBinary(kind, both.Left, both.Right, both.Left.Type) : null;
    }

    private Bound In(InNode node)
    {
        var value = Value(node.Value);
        var items = node.Items.Select(Value).ToList();
        if (value.IsError || items.Any(i => i.IsError))
        {
            return new BoundError();
        }

        if (items.Count == 1 && (!node.Listed || Sequences.IsSequence(items[0].Type)))
        {
            return Sequences.IsSequence(items[0].Type) || items[0].Type == typeof(object)
                ? Contains(items[0], value, node)
                : Fault(FaultCodes.NotSequence, node.Items[0], $"After `in` stands a list or a sequence, not {TypeNames.A(items[0].Type)}.", "Write x in (a, b).");
        }

        var once = value is BoundVariable or BoundConstant ? null : new BoundParameter("value", value.Type);
        var subject = once is null ? value : new BoundVariable(once) { Span = value.Span };
        var tests = items.Select((item, i) => Operate(BinaryOperator.Equal, subject, item, node.Items[i], "in")).ToList();
        if (tests.Any(t => t.IsError))
        {
            return new BoundError();
        }

        var any = AnyOf(tests, 0, tests.Count);
        return once is null ? any : new BoundLet(once, value, any);
    }

    /// <summary>Joins tests by `or` as a balanced tree, so that a long list is not a deep one.</summary>
    private static Bound AnyOf(List<Bound> tests, int from, int to) => to - from == 1
        ? tests[from]
        : new BoundBinary(ExpressionType.OrElse, AnyOf(tests, from, (from + to) / 2), AnyOf(tests, (from + to) / 2, to), typeof(bool));

    private static BoundCall JsonCall(string method, params Bound[] arguments) =>
        new(null, typeof(JsonValues).GetMethod(method)!, [.. arguments.Select(a => Conversions.Convert(a, typeof(object)))]);
}
