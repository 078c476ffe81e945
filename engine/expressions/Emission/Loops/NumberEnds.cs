using System.Linq.Expressions;
using OcrWorkflows.Expressions.Values;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>Sum: items that are null are passed over, overflow of whole numbers and decimals breaks, and a float adds up as a double.</summary>
internal sealed class SumEnd : LoopEnd
{
    private readonly Type _result;
    private readonly ParameterExpression _sum;

    public SumEnd(Type item)
    {
        _result = item;
        var bare = Nullable.GetUnderlyingType(item) ?? item;
        _sum = Variable(bare == typeof(float) ? typeof(double) : bare, "sum");
    }

    public override IReadOnlyList<ParameterExpression> Variables => [_sum];

    public override Expression Begin() => Assign(_sum, Default(_sum.Type));

    public override Expression Take(ParameterExpression item, LabelTarget stop) =>
        Present.If(item, value => Assign(_sum, AddChecked(_sum, Convert(value, _sum.Type))));

    public override Expression Result() => Convert(Convert(_sum, Nullable.GetUnderlyingType(_result) ?? _result), _result);
}

/// <summary>Average: of whole numbers a double; of nothing a breakage, or null where the items may be null.</summary>
internal sealed class AverageEnd : LoopEnd
{
    private readonly Type _result;
    private readonly ParameterExpression _sum;
    private readonly ParameterExpression _count = Variable(typeof(long), "count");

    public AverageEnd(Type item, Type result)
    {
        _result = result;
        var bare = Nullable.GetUnderlyingType(item) ?? item;
        _sum = Variable(bare == typeof(int) ? typeof(long) : bare == typeof(float) ? typeof(double) : bare, "sum");
    }

    public override IReadOnlyList<ParameterExpression> Variables => [_sum, _count];

    /// <remarks>Minus zero is what leaves the first item as it is, be it minus zero itself.</remarks>
    public override Expression Begin() => Block(
        Assign(_sum, _sum.Type == typeof(double) ? Constant(-0.0) : Default(_sum.Type)),
        Assign(_count, Constant(0L)));

    public override Expression Take(ParameterExpression item, LabelTarget stop) => Present.If(item, value => Block(
        Assign(_sum, AddChecked(_sum, Convert(value, _sum.Type))),
        Assign(_count, Add(_count, Constant(1L)))));

    public override Expression Result()
    {
        var wide = _sum.Type == typeof(decimal) ? typeof(decimal) : typeof(double);
        var bare = Nullable.GetUnderlyingType(_result);
        var average = Convert(Convert(Divide(Convert(_sum, wide), Convert(_count, wide)), bare ?? _result), _result);
        return Condition(Equal(_count, Constant(0L)), bare is null ? Faults.Throw(nameof(LoopFaults.Empty), _result) : Default(_result), average);
    }
}

/// <summary>Min and Max: of nothing a breakage, or null where the items may be null.</summary>
internal sealed class ExtremeEnd(Type item, bool least) : LoopEnd
{
    private readonly ParameterExpression _best = Variable(item, "best");
    private readonly ParameterExpression _any = Variable(typeof(bool), "any");

    public override IReadOnlyList<ParameterExpression> Variables => [_best, _any];

    public override Expression Begin() => Block(Assign(_best, Default(item)), Assign(_any, Constant(false)));

    public override Expression Take(ParameterExpression candidate, LabelTarget stop)
    {
        var order = typeof(KeyOrder<>).MakeGenericType(item);
        var compared = Call(Property(null, order, nameof(KeyOrder<int>.Default)), typeof(IComparer<>).MakeGenericType(item).GetMethod("Compare")!, candidate, _best);
        var better = least ? LessThan(compared, Constant(0)) : GreaterThan(compared, Constant(0));
        var take = IfThen(OrElse(Not(_any), better), Block(Assign(_best, candidate), Assign(_any, Constant(true))));
        return MayBeNull ? IfThen(NotEqual(candidate, Constant(null, item)), take) : take;
    }

    public override Expression Result() => MayBeNull ? _best : Condition(_any, _best, Faults.Throw(nameof(LoopFaults.Empty), item));

    private bool MayBeNull => !item.IsValueType || Nullable.GetUnderlyingType(item) is not null;
}

/// <summary>Sum of values typed when they are there.</summary>
internal sealed class JsonSumEnd : LoopEnd
{
    private readonly ParameterExpression _sum = Variable(typeof(PlainSum), "sum");

    public override IReadOnlyList<ParameterExpression> Variables => [_sum];

    public override Expression Begin() => Assign(_sum, Default(typeof(PlainSum)));

    public override Expression Take(ParameterExpression item, LabelTarget stop) => IfThen(
        NotEqual(item, Constant(null)),
        Call(_sum, nameof(PlainSum.Add), null, item));

    public override Expression Result() => Property(_sum, nameof(PlainSum.Value));
}

internal static class Present
{
    /// <summary>Does something with an item's value, unless it is a nullable without one.</summary>
    public static Expression If(ParameterExpression item, Func<Expression, Expression> then) => Nullable.GetUnderlyingType(item.Type) is null
        ? then(item)
        : IfThen(Property(item, "HasValue"), then(Call(item, "GetValueOrDefault", null)));
}
