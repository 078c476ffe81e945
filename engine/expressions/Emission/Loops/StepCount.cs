using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>
/// Counts the items that one run of an expression looks at, so that lists read inside of lists end in bounded time.
/// A plain variable where the whole expression is loops; an object where a delegate of LINQ counts as well.
/// </summary>
internal sealed class StepCount
{
    private readonly ParameterExpression _counter;
    private bool _used;

    private StepCount(Type type)
    {
        _counter = Variable(type, "steps");
    }

    /// <summary>True when a plain variable does not do.</summary>
    public bool MustBeShared { get; private set; }

    public static StepCount Local() => new(typeof(int));

    public static StepCount Shared() => new(typeof(StepCounter));

    /// <summary>Counts one item.</summary>
    public Expression Take()
    {
        _used = true;
        return IsShared
            ? Call(_counter, nameof(StepCounter.Take), null)
            : IfThen(GreaterThan(PreIncrementAssign(_counter), Constant(LoopFaults.MaximumSteps)), Faults.Throw(nameof(LoopFaults.TooManySteps), typeof(void)));
    }

    /// <summary>The same sequence, whose items count when they are drawn.</summary>
    public Expression Counting(Expression sequence)
    {
        _used = MustBeShared = true;
        return IsShared ? Call(_counter, nameof(StepCounter.Each), [sequence.Type.GetGenericArguments()[0]], sequence) : sequence;
    }

    /// <summary>Declares the counter around the body of the expression.</summary>
    public Expression Around(Expression body) => _used
        ? Block(body.Type, [_counter], Assign(_counter, IsShared ? New(typeof(StepCounter)) : Constant(0)), body)
        : body;

    private bool IsShared => _counter.Type == typeof(StepCounter);
}

internal sealed class StepCounter
{
    private int _steps;

    public void Take()
    {
        if (++_steps > LoopFaults.MaximumSteps)
        {
            throw LoopFaults.TooManySteps();
        }
    }

    public IEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            Take();
            yield return item;
        }
    }
}
