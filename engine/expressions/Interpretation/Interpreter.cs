using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Emission.Loops;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>
/// Runs a bound tree node by node: slow, obvious, and writing down what each part came to. It is the yardstick of the compiled code,
/// with which it shares the methods of <see cref="Values"/> and nothing else.
/// </summary>
/// <param name="text">The expression, for the messages of the checks.</param>
internal sealed class Interpreter(string text, Trace trace)
{
    private static readonly MethodInfo s_each = typeof(StepCounter).GetMethod(nameof(StepCounter.Each))!;

    private readonly StepCounter _steps = new();

    public object? Value(Bound node, Surroundings? around, PartBuilder above)
    {
        var part = above.For(node);
        try
        {
            var value = Plain(node, around, part);
            part.Came(value);
            trace.Saw(node, value);
            return value;
        }
        catch (Exception fault) when (ExpressionException.From(fault) is { } broken)
        {
            part.Break(broken.Message);
            throw;
        }
    }

    private object? Plain(Bound node, Surroundings? around, PartBuilder part)
    {
        switch (node)
        {
            case BoundConstant constant:
                return constant.Value;
            case BoundVariable variable:
                return around![variable.Parameter];
            case BoundMember member:
                return Member(member, around, part);
            case BoundCall call:
                return Call(call, around, part);
            case BoundNew created:
                return created.Constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Values(created.Arguments, around, part), null);
            case BoundConvert convert:
                return Convert(convert, Value(convert.Operand, around, part));
            case BoundUnary unary:
                return Unary(unary, Value(unary.Operand, around, part));
            case BoundBinary binary:
                return Binary(binary, around, part);
            case BoundConditional choice:
                return Conditional(choice, around, part);
            case BoundLet let:
                return Value(let.Body, new Surroundings(let.Variable, Value(let.Value, around, part), around), part);
            case BoundArray array:
                return ArrayOf(array, around, part);
            case BoundArrayIndex index:
                return ((Array)NotNull(index.Target, "element", around, part)!).GetValue((int)Value(index.Index, around, part)!);
            default:
                throw new InvalidOperationException($"A {node.GetType().Name} cannot be interpreted.");
        }
    }

    private object?[] Values(IEnumerable<Bound> nodes, Surroundings? around, PartBuilder part) => [.. nodes.Select(n => Value(n, around, part))];

    private object? Member(BoundMember member, Surroundings? around, PartBuilder part)
    {
        var target = member.Target is null ? null : NotNull(member.Target, member.Member.Name, around, part);
        if (member.Target is { } nullable && Nullable.GetUnderlyingType(nullable.Type) is not null)
        {
            return member.Member.Name == nameof(Nullable<int>.HasValue) ? target is not null
                : target ?? throw Guard.Null(TextOf(nullable), member.Member.Name);
        }

        return member.Member is PropertyInfo property
            ? property.GetMethod!.Invoke(target, BindingFlags.DoNotWrapExceptions, null, null, null)
            : ((FieldInfo)member.Member).GetValue(target);
    }

    private object? Call(BoundCall call, Surroundings? around, PartBuilder part)
    {
        var target = call.Target is null ? null : NotNull(call.Target, call.Name, around, part);
        if (call.Target is { } nullable && Nullable.GetUnderlyingType(nullable.Type) is { } inner && call.Name == nameof(Nullable<int>.GetValueOrDefault))
        {
            return target ?? Activator.CreateInstance(inner);
        }

        var arguments = call.Arguments.Select((argument, i) =>
            argument is BoundLambda lambda ? Lambda(lambda, call.Name, around, part)
            : i == 0 && call.OnFirst ? NotNull(argument, call.Name, around, part)
            : Value(argument, around, part)).ToArray();
        var value = call.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, OneByOne(call.Method, arguments), null);
        if (value is null && call.Method.DeclaringType == typeof(Enumerable) && call.Method.Name is "Min" or "Max")
        {
            DifferencesMet.Note(DifferenceCodes.EmptyList);
        }

        return DrawnSequence.Of(call.Method, value);
    }

    /// <summary>Hides from LINQ what its sequences are, so that it takes no short cut: items come in order and one at a time, and each counts.</summary>
    private object?[] OneByOne(MethodInfo method, object?[] arguments)
    {
        var parameters = method.GetParameters();
        for (var i = 0; i < arguments.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (arguments[i] is not (null or IDrawn) && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            {
                arguments[i] = s_each.MakeGenericMethod(type.GetGenericArguments()).Invoke(_steps, [arguments[i]]);
            }
        }

        return arguments;
    }

    private Delegate Lambda(BoundLambda lambda, string method, Surroundings? around, PartBuilder part)
    {
        var index = 0;
        part.Expect(lambda);
        return LambdaValue.Of(lambda.DelegateType, item =>
        {
            var run = part.Element(index++);
            var decided = true;
            try
            {
                var value = Value(lambda.Body, new Surroundings(lambda.Parameter, item, around), run);
                decided = Decides(method, value);
                return value;
            }
            finally
            {
                part.Keep(run, decided);
            }
        });
    }

    /// <summary>True when this answer of its lambda settles the method, or is the one it will take if no later one is.</summary>
    private static bool Decides(string method, object? value) => method switch
    {
        "Any" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" => value is true,
        "All" => value is false,
        _ => false,
    };

    private object? Convert(BoundConvert convert, object? value)
    {
        if (convert.Method is { } method)
        {
            object?[] arguments = method.GetParameters().Length == 2 ? [value, TextOf(convert.Operand)] : [value];
            return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }

        var bare = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        if (value is null)
        {
            return bare != convert.Type || !bare.IsValueType ? null
                : convert.Operand.Type.IsValueType ? throw new InvalidOperationException("A nullable has no value.") : throw new ArgumentNullException(nameof(value));
        }

        return bare.IsInstanceOfType(value) ? value
            : convert.Operand.Type.IsValueType ? NumberOperations.Convert(value, bare)
            : throw new InvalidCastException($"{value.GetType().Name} is no {bare.Name}.");
    }

    private static object? Unary(BoundUnary unary, object? value) => value switch
    {
        null => null,
        bool truth => !truth,
        _ => NumberOperations.Negate(value),
    };

    private object? Binary(BoundBinary binary, Surroundings? around, PartBuilder part)
    {
        var left = Value(binary.Left, around, part);
        var settled = binary.Operator switch
        {
            ExpressionType.AndAlso => left is false,
            ExpressionType.OrElse => left is true,
            ExpressionType.Coalesce => left is not null,
            _ => false,
        };
        if (settled)
        {
            part.Skip(binary.Right);
            return left;
        }

        if (left is null && binary.EndsAtNull)
        {
            part.Skip(binary.Right);
            return binary.Type == typeof(bool) ? false : null;
        }

        var right = Value(binary.Right, around, part);
        return binary.Operator == ExpressionType.Coalesce ? right : BinaryOperations.Apply(binary, left, right);
    }

    private object? Conditional(BoundConditional choice, Surroundings? around, PartBuilder part)
    {
        var (taken, other) = (bool)Value(choice.Condition, around, part)! ? (choice.Then, choice.Else) : (choice.Else, choice.Then);
        var value = Value(taken, around, part);
        part.Skip(other);
        return value;
    }

    private Array ArrayOf(BoundArray array, Surroundings? around, PartBuilder part)
    {
        var made = Array.CreateInstance(array.Element, array.Items.Count);
        for (var i = 0; i < array.Items.Count; i++)
        {
            made.SetValue(Value(array.Items[i], around, part), i);
        }

        return made;
    }

    /// <summary>The value before a dot, which must be there unless its type says that null is fine.</summary>
    private object? NotNull(Bound target, string member, Surroundings? around, PartBuilder part)
    {
        var value = Value(target, around, part);
        return target.Type.IsValueType || value is not null ? value : throw Guard.Null(TextOf(target), member);
    }

    private string TextOf(Bound node) => text[node.Span.Start..node.Span.End];
}
