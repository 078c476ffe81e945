using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>What a sequence method makes of the items of a loop.</summary>
internal abstract class LoopEnd
{
    /// <summary>Variables of the result in the making.</summary>
    public abstract IReadOnlyList<ParameterExpression> Variables { get; }

    /// <summary>Sets the variables before the first item.</summary>
    public abstract Expression Begin();

    /// <summary>Takes one item.</summary>
    /// <param name="item">A variable.</param>
    /// <param name="stop">Where to go when no further item matters.</param>
    public abstract Expression Take(ParameterExpression item, LabelTarget stop);

    /// <summary>The value after the last item.</summary>
    public abstract Expression Result();
}

/// <summary>Any and All, after their condition: the first item that arrives settles it.</summary>
internal sealed class SettlingEnd(bool settled) : LoopEnd
{
    private readonly ParameterExpression _result = Variable(typeof(bool), "result");

    public override IReadOnlyList<ParameterExpression> Variables => [_result];

    public override Expression Begin() => Assign(_result, Constant(!settled));

    public override Expression Take(ParameterExpression item, LabelTarget stop) => Block(Assign(_result, Constant(settled)), Goto(stop));

    public override Expression Result() => _result;
}

/// <summary>Contains, by the default equality of the items.</summary>
internal sealed class ContainsEnd(ParameterExpression sought) : LoopEnd
{
    private readonly ParameterExpression _result = Variable(typeof(bool), "result");

    public override IReadOnlyList<ParameterExpression> Variables => [_result];

    public override Expression Begin() => Assign(_result, Constant(false));

    public override Expression Take(ParameterExpression item, LabelTarget stop) =>
        IfThen(AreEqual(item, sought), Block(Assign(_result, Constant(true)), Goto(stop)));

    public override Expression Result() => _result;

    private static Expression AreEqual(Expression left, Expression right)
    {
        if (left.Type == typeof(string) || (left.Type.IsPrimitive && left.Type != typeof(double) && left.Type != typeof(float)))
        {
            return Equal(left, right);
        }

        var comparer = typeof(EqualityComparer<>).MakeGenericType(left.Type);
        return Call(Property(null, comparer, "Default"), comparer.GetMethod("Equals", [left.Type, left.Type])!, left, right);
    }
}

/// <summary>Count and LongCount.</summary>
internal sealed class CountEnd(Type type) : LoopEnd
{
    private readonly ParameterExpression _count = Variable(type, "count");

    public override IReadOnlyList<ParameterExpression> Variables => [_count];

    public override Expression Begin() => Assign(_count, Default(type));

    public override Expression Take(ParameterExpression item, LabelTarget stop) => Assign(_count, AddChecked(_count, Convert(Constant(1), type)));

    public override Expression Result() => _count;
}

/// <summary>ToList, ToArray, and the list that a lazy sequence becomes when it is the result of an expression.</summary>
internal sealed class ListEnd(Type item, Type result) : LoopEnd
{
    private readonly ParameterExpression _list = Variable(typeof(List<>).MakeGenericType(item), "list");

    public override IReadOnlyList<ParameterExpression> Variables => [_list];

    public override Expression Begin() => Assign(_list, New(_list.Type));

    public override Expression Take(ParameterExpression item, LabelTarget stop) => Call(_list, "Add", null, item);

    public override Expression Result() => result.IsArray ? Call(_list, "ToArray", null) : _list;
}
