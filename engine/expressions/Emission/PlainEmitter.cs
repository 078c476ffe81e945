using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Expressions.Values;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission;

/// <summary>
/// Writes out what expressions mostly do with plain data: read a slot, compare with a constant, take a value as the type that it has. Each with the general
/// method behind it for whatever else the value turns out to be, and no words for what breaks.
/// </summary>
internal sealed class PlainEmitter(PlainPlan plan, Func<Bound, Expression> emit)
{
    private static readonly MethodInfo s_member = typeof(JsonValues).GetMethod(nameof(JsonValues.Member))!;

    private readonly Dictionary<BoundParameter, ParameterExpression> _records = [];

    /// <summary>Looks once for all reads whether a variable of the expression holds a record of slots.</summary>
    /// <param name="body">Emitted already.</param>
    /// <param name="variables">Of the scope of the expression.</param>
    public Expression Around(Expression body, Func<BoundParameter, ParameterExpression> variables) => _records.Count == 0
        ? body
        : Block(body.Type, _records.Values, [.. _records.Select(r => Assign(r.Value, TypeAs(variables(r.Key), typeof(PlainSlot[])))), body]);

    /// <param name="scope">The variables that the expression does not make itself.</param>
    /// <returns>Null when the call is none that is written out.</returns>
    public Expression? Call(BoundCall call, IReadOnlyList<BoundParameter> scope) =>
        call.Method.DeclaringType != typeof(JsonValues) ? null
        : call.Method == s_member ? Member(call, scope)
        : Comparison(call);

    /// <returns>Null when the conversion is none that is written out.</returns>
    public Expression? Convert(BoundConvert convert)
    {
        if (convert is not { Method: { Name: nameof(JsonValues.Convert) } method, Type: { IsValueType: true } type } || method.DeclaringType != typeof(JsonValues) || Nullable.GetUnderlyingType(type) is not null)
        {
            return null;
        }

        return Named(emit(convert.Operand), value => Condition(
            TypeIs(value, type), Unbox(value, type), Expression.Call(method, value, Constant("")), type));
    }

    private Expression? Member(BoundCall call, IReadOnlyList<BoundParameter> scope)
    {
        if (call.Arguments is not [var target, BoundConstant { Value: string name }] || plan.SlotOf(call, name) is not { } slot)
        {
            return null;
        }

        if (target is BoundVariable { Parameter: var parameter } && scope.Contains(parameter))
        {
            if (!_records.TryGetValue(parameter, out var known))
            {
                _records[parameter] = known = Variable(typeof(PlainSlot[]), "record");
            }

            return Slot(known, slot, () => Expression.Call(s_member, emit(target), Constant(name)));
        }

        var (value, record) = (Variable(typeof(object), "value"), Variable(typeof(PlainSlot[]), "record"));
        return Block(
            [value, record],
            Assign(value, emit(target)),
            Assign(record, TypeAs(value, typeof(PlainSlot[]))),
            Slot(record, slot, () => Expression.Call(s_member, value, Constant(name))));
    }

    private static ConditionalExpression Slot(ParameterExpression record, int slot, Func<Expression> otherwise) => Condition(
        ReferenceNotEqual(record, Constant(null, record.Type)),
        Field(ArrayAccess(record, Constant(slot)), nameof(PlainSlot.Value)),
        otherwise());

    private BlockExpression? Comparison(BoundCall call)
    {
        if (OperatorOf(call.Method.Name) is not { } kind || call.Arguments is not [var left, var right])
        {
            return null;
        }

        return ConstantOf(right) is { } second && Fits(second, kind) ? Named(emit(left), value => Compared(kind, value, second, Expression.Call(call.Method, value, Boxed(second))))
            : ConstantOf(left) is { } first && Fits(first, kind) ? Named(emit(right), value => Compared(Mirrored(kind), value, first, Expression.Call(call.Method, Boxed(first), value)))
            : null;
    }

    private static Expression Compared(ExpressionType kind, ParameterExpression value, object constant, Expression otherwise)
    {
        if (constant is double real)
        {
            var exact = JsonConversion.AsDecimal(real);
            var otherForms = Condition(TypeIs(value, typeof(double)), Ordered(kind, value, real), otherwise);
            return exact is null ? otherForms : Condition(TypeIs(value, typeof(decimal)), Ordered(kind, value, exact.Value), otherForms);
        }

        if (constant is decimal amount)
        {
            return Condition(TypeIs(value, typeof(decimal)), Ordered(kind, value, amount), otherwise);
        }

        if (constant is not string text)
        {
            return Condition(TypeIs(value, constant.GetType()), MakeBinary(kind, Unbox(value, constant.GetType()), Constant(constant)), otherwise);
        }

        var written = Variable(typeof(string), "text");
        return Block(
            [written],
            Assign(written, TypeAs(value, typeof(string))),
            Condition(ReferenceNotEqual(written, Constant(null, typeof(string))), Equal(written, Constant(text)), otherwise));
    }

    private static BinaryExpression Ordered<T>(ExpressionType kind, Expression value, T constant) =>
        MakeBinary(kind, Expression.Call(Unbox(value, typeof(T)), nameof(IComparable.CompareTo), null, Constant(constant)), Constant(0));

    private static ConstantExpression Boxed(object constant) => Constant(constant, typeof(object));

    private static bool Fits(object constant, ExpressionType kind) => constant is int
        || (constant is string or bool && kind == ExpressionType.Equal)
        || (constant is double or decimal && kind != ExpressionType.Equal);

    private static object? ConstantOf(Bound node) => node switch
    {
        BoundConstant constant => constant.Value,
        BoundConvert { Method: null, Operand: BoundConstant constant } convert when convert.Type == typeof(object) => constant.Value,
        _ => null,
    };

    private static ExpressionType? OperatorOf(string method) => method switch
    {
        nameof(JsonValues.AreEqual) => ExpressionType.Equal,
        nameof(JsonValues.Less) => ExpressionType.LessThan,
        nameof(JsonValues.LessOrEqual) => ExpressionType.LessThanOrEqual,
        nameof(JsonValues.Greater) => ExpressionType.GreaterThan,
        nameof(JsonValues.GreaterOrEqual) => ExpressionType.GreaterThanOrEqual,
        _ => null,
    };

    private static ExpressionType Mirrored(ExpressionType kind) => kind switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => kind,
    };

    private static BlockExpression Named(Expression value, Func<ParameterExpression, Expression> use)
    {
        var named = Variable(value.Type, "value");
        return Block([named], Assign(named, value), use(named));
    }
}
