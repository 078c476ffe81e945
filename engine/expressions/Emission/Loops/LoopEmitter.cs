using System.Linq.Expressions;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Values;
using static System.Linq.Expressions.Expression;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>
/// Turns a chain of sequence methods into one loop with the lambdas written into its body: no delegate, no enumerator, nothing on the heap.
/// The items are taken in order, one at a time, and none after the one that settles the result.
/// </summary>
/// <remarks>What needs all items at once (OrderBy, Concat, Union and the like) stays a call of LINQ, and the loop runs over what it gives.</remarks>
internal sealed class LoopEmitter(Emitter emitter, StepCount steps)
{
    /// <summary>True when the call is one that a loop carries out.</summary>
    public static bool IsLoop(BoundCall call) => End(call, null) is not null;

    public Expression Emit(BoundCall call)
    {
        var sought = call is { Name: "Contains" } ? Variable(call.Arguments[1].Type, "sought") : null;
        var end = End(call, sought)!;
        var frame = new Frame();
        var condition = call.Arguments is [_, BoundLambda lambda] ? lambda : null;
        frame.Loop = Each(call.Arguments[0], call.Name, frame, item => Conditioned(call, condition, item, body => end.Take(body, frame.Stop)));
        if (sought is not null)
        {
            frame.Variables.Add(sought);
            frame.Before.Add(Assign(sought, emitter.Emit(call.Arguments[1])));
        }

        return Block(
            call.Method.ReturnType,
            frame.Variables.Concat(end.Variables),
            [.. frame.Before, end.Begin(), frame.Loop, Label(frame.Stop), end.Result()]);
    }

    /// <summary>An argument of a method that stays with LINQ: what is drawn from a sequence counts too.</summary>
    public Expression Counted(Expression argument) =>
        argument.Type.IsGenericType && argument.Type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? steps.Counting(argument) : argument;

    /// <summary>One loop: what is evaluated before it, and where to go to leave it.</summary>
    private sealed class Frame
    {
        public List<ParameterExpression> Variables { get; } = [];

        public List<Expression> Before { get; } = [];

        public LabelTarget Stop { get; } = Label("stop");

        public Expression Loop { get; set; } = Empty();
    }

    private Expression Conditioned(BoundCall call, BoundLambda? condition, ParameterExpression item, Func<ParameterExpression, Expression> take) => condition is null
        ? take(item)
        : With(condition, item, holds => IfThen(call.Name == "All" ? Not(holds) : holds, take(item)));

    /// <summary>Evaluates a lambda of an item in place.</summary>
    private Expression With(BoundLambda lambda, ParameterExpression item, Func<Expression, Expression> use)
    {
        emitter.Alias(lambda.Parameter, item);
        return use(emitter.Emit(lambda.Body));
    }

    /// <summary>The loop over a sequence: over its source, through the methods that pass items on one by one.</summary>
    private Expression Each(Bound sequence, string reader, Frame frame, Func<ParameterExpression, Expression> use)
    {
        if (SequenceSource.Bare(sequence) is not BoundCall call || call.Method.DeclaringType != typeof(Enumerable))
        {
            return Source(sequence, reader, frame, use);
        }

        switch (call.Name)
        {
            case "Where" when call.Arguments[1] is BoundLambda lambda:
                return Each(call.Arguments[0], call.Name, frame, item => With(lambda, item, holds => IfThen(holds, use(item))));
            case "Select" when call.Arguments[1] is BoundLambda lambda:
                return Each(call.Arguments[0], call.Name, frame, item => With(lambda, item, value => Named(value, use)));
            case "SelectMany" when call.Arguments[1] is BoundLambda lambda:
                return Each(call.Arguments[0], call.Name, frame, item => Inner(lambda, item, use));
            case "TakeWhile" when call.Arguments[1] is BoundLambda lambda:
                return Each(call.Arguments[0], call.Name, frame, item => With(lambda, item, holds => IfThenElse(holds, use(item), Goto(frame.Stop))));
            case "SkipWhile" when call.Arguments[1] is BoundLambda lambda:
                return SkipWhile(call, lambda, frame, use);
            case "Take" when call.Arguments[1].Type == typeof(int):
                return Take(call, frame, use);
            case "Skip":
                return Skip(call, frame, use);
            case "Distinct":
                return Distinct(call, frame, use);
            default:
                return Source(sequence, reader, frame, use);
        }
    }

    private Expression Source(Bound sequence, string reader, Frame frame, Func<ParameterExpression, Expression> use)
    {
        var bare = SequenceSource.Bare(sequence);
        var plain = SequenceSource.PlainOf(bare);
        var items = Variable(plain is null ? bare.Type : typeof(PlainCursor), "items");
        var item = Variable(Sequences.ElementOf(bare.Type)!, "item");
        frame.Variables.Add(items);
        frame.Before.Add(Assign(items, plain is null ? emitter.Reached(bare, reader) : SequenceSource.Walk(emitter.Guarded(plain.Arguments[0], plain.Name))));
        return SequenceSource.Loop(items, item, Block(steps.Take(), use(item)), frame.Stop);
    }

    private BlockExpression Inner(BoundLambda lambda, ParameterExpression item, Func<ParameterExpression, Expression> use)
    {
        emitter.Alias(lambda.Parameter, item);
        var inner = new Frame();
        inner.Loop = Each(lambda.Body, "SelectMany", inner, use);
        return Block(inner.Variables, [.. inner.Before, inner.Loop, Label(inner.Stop)]);
    }

    private Expression SkipWhile(BoundCall call, BoundLambda lambda, Frame frame, Func<ParameterExpression, Expression> use)
    {
        var skipping = Variable(typeof(bool), "skipping");
        frame.Variables.Add(skipping);
        frame.Before.Add(Assign(skipping, Constant(true)));
        return Each(call.Arguments[0], call.Name, frame, item => With(lambda, item, holds =>
            IfThen(Not(AndAlso(skipping, holds)), Block(Assign(skipping, Constant(false)), use(item)))));
    }

    private ConditionalExpression Take(BoundCall call, Frame frame, Func<ParameterExpression, Expression> use)
    {
        var left = Variable(typeof(int), "left");
        var loop = Each(call.Arguments[0], call.Name, frame, item => Block(
            use(item),
            IfThen(LessThanOrEqual(PreDecrementAssign(left), Constant(0)), Goto(frame.Stop))));
        frame.Variables.Add(left);
        frame.Before.Add(Assign(left, emitter.Emit(call.Arguments[1])));
        return IfThen(GreaterThan(left, Constant(0)), loop);
    }

    private Expression Skip(BoundCall call, Frame frame, Func<ParameterExpression, Expression> use)
    {
        var left = Variable(typeof(int), "left");
        var loop = Each(call.Arguments[0], call.Name, frame, item =>
            IfThenElse(GreaterThan(left, Constant(0)), Assign(left, Subtract(left, Constant(1))), use(item)));
        frame.Variables.Add(left);
        frame.Before.Add(Assign(left, emitter.Emit(call.Arguments[1])));
        return loop;
    }

    private Expression Distinct(BoundCall call, Frame frame, Func<ParameterExpression, Expression> use)
    {
        var element = Sequences.ElementOf(call.Type)!;
        var seen = Variable(element == typeof(object) ? typeof(Seen) : typeof(HashSet<>).MakeGenericType(element), "seen");
        frame.Variables.Add(seen);
        var loop = Each(call.Arguments[0], call.Name, frame, item => IfThen(Call(seen, "Add", null, item), use(item)));
        frame.Before.Add(Assign(seen, seen.Type.IsValueType ? Default(seen.Type) : New(seen.Type)));
        return loop;
    }

    private static BlockExpression Named(Expression value, Func<ParameterExpression, Expression> use)
    {
        var named = Variable(value.Type, "value");
        return Block([named], Assign(named, value), use(named));
    }

    /// <returns>Null when the call is no method that a loop can carry out.</returns>
    private static LoopEnd? End(BoundCall call, ParameterExpression? sought)
    {
        if (call.Method.DeclaringType == typeof(JsonSums) && call.Name == "Sum")
        {
            return new JsonSumEnd();
        }

        if (call.Method.DeclaringType != typeof(Enumerable) || Sequences.ElementOf(call.Arguments[0].Type) is not { } item)
        {
            return null;
        }

        var conditioned = call.Arguments is [_, BoundLambda];
        return call.Name switch
        {
            "Any" => new SettlingEnd(true),
            "All" => new SettlingEnd(false),
            "Count" or "LongCount" => new CountEnd(call.Type),
            "Sum" => new SumEnd(item),
            "Average" => new AverageEnd(item, call.Type),
            "Min" or "Max" => new ExtremeEnd(item, call.Name == "Min"),
            "First" or "Last" or "Single" => new ElementEnd(call.Name, item, orDefault: false, conditioned),
            "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" => new ElementEnd(call.Name[..^9], item, orDefault: true, conditioned),
            "Contains" => new ContainsEnd(sought ?? Variable(item)),
            "ToList" or "ToArray" => new ListEnd(item, call.Type),
            _ => null,
        };
    }
}
