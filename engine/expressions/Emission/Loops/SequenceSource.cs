using System.Linq.Expressions;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Values;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>The innermost part of a loop: where its items come from.</summary>
internal static class SequenceSource
{
    /// <summary>The sequence without the conversions that only hide its kind.</summary>
    public static Bound Bare(Bound source)
    {
        var element = Sequences.ElementOf(source.Type);
        while (source is BoundConvert { Method: null } convert && !convert.Operand.Type.IsValueType && Sequences.ElementOf(convert.Operand.Type) == element)
        {
            source = convert.Operand;
        }

        return source;
    }

    /// <returns>The call that sees a plain value as a list; null when the sequence is another one.</returns>
    public static BoundCall? PlainOf(Bound bare) => bare is BoundCall { Method.Name: nameof(JsonValues.Sequence) } call && call.Method.DeclaringType == typeof(JsonValues) ? call : null;

    /// <summary>A new cursor over a plain value.</summary>
    public static Expression Walk(Expression value) => New(typeof(PlainCursor).GetConstructors()[0], value);

    /// <summary>Runs the body for each item.</summary>
    /// <param name="items">A variable with the sequence, which is not null, or with a cursor before its first item.</param>
    /// <param name="item">A variable for the item; each turn has its own, for the delegates that may keep it.</param>
    /// <param name="end">Stands after the loop.</param>
    public static Expression Loop(ParameterExpression items, ParameterExpression item, Expression body, LabelTarget end) =>
        items.Type == typeof(PlainCursor) ? WithCursor(items, item, body, end)
        : items.Type.IsArray || items.Type == typeof(string) || IsList(items.Type)
            ? ByIndex(items, item, body, end)
        : ByCursor(items, item, body, end);

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private static BlockExpression ByIndex(ParameterExpression items, ParameterExpression item, Expression body, LabelTarget end)
    {
        var index = Variable(typeof(int), "index");
        Expression count = items.Type.IsArray ? ArrayLength(items) : Property(items, items.Type == typeof(string) ? "Length" : "Count");
        Expression read = items.Type.IsArray ? ArrayIndex(items, index) : Property(items, items.Type == typeof(string) ? "Chars" : "Item", index);
        return Block(
            [index],
            Assign(index, Constant(0)),
            Expression.Loop(
                Block(
                    [item],
                    IfThen(GreaterThanOrEqual(index, count), Goto(end)),
                    Assign(item, read),
                    Assign(index, Add(index, Constant(1))),
                    body)));
    }

    private static BlockExpression ByCursor(ParameterExpression items, ParameterExpression item, Expression body, LabelTarget end)
    {
        var type = typeof(Cursor<>).MakeGenericType(item.Type);
        var cursor = Variable(type, "cursor");
        return Block(
            [cursor],
            Assign(cursor, New(type.GetConstructors()[0], items)),
            TryFinally(
                WithCursor(cursor, item, body, end),
                Call(cursor, nameof(Cursor<int>.Dispose), null)));
    }

    private static LoopExpression WithCursor(ParameterExpression cursor, ParameterExpression item, Expression body, LabelTarget end) => Expression.Loop(
        Block(
            [item],
            IfThen(Not(Call(cursor, nameof(Cursor<int>.MoveNext), null)), Goto(end)),
            Assign(item, Property(cursor, nameof(Cursor<int>.Current))),
            body));
}
