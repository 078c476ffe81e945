using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Emission.Loops;
using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Emission;

/// <summary>Turns a bound tree into an expression tree of the platform, adding the checks that give breakages their message.</summary>
internal sealed class Emitter
{
    private static readonly MethodInfo s_null = typeof(Guard).GetMethod(nameof(Guard.ThrowNull))!;

    private static readonly MethodInfo s_valueOf = typeof(Guard).GetMethod(nameof(Guard.ValueOf))!;

    private static readonly MethodInfo s_asText = typeof(JsonValues).GetMethod(nameof(JsonValues.AsText))!;

    private readonly string _text;
    private readonly bool _explains;
    private readonly PlainEmitter? _plain;
    private IReadOnlyList<BoundParameter> _scope = [];
    private readonly LoopEmitter _loops;
    private readonly Dictionary<BoundParameter, ParameterExpression> _parameters = [];

    private Emitter(string text, bool explains, StepCount steps, PlainPlan? plan)
    {
        _text = text;
        _plain = plan is null ? null : new PlainEmitter(plan, Emit);
        _explains = explains;
        _loops = new LoopEmitter(this, steps);
    }

    /// <param name="text">The expression, for the messages of the checks.</param>
    /// <param name="explains">Off: null before a dot breaks with whatever the platform throws, and the code is smaller.</param>
    /// <param name="plan">Tells which members of plain data are in slots; null when none are. Given only where nothing is explained.</param>
    public static LambdaExpression Lambda(string text, Bound body, IReadOnlyList<BoundParameter> parameters, bool explains = true, PlainPlan? plan = null)
    {
        var steps = StepCount.Local();
        var lambda = new Emitter(text, explains, steps, plan).Lambda(steps, body, parameters);
        if (!steps.MustBeShared)
        {
            return lambda;
        }

        var shared = StepCount.Shared();
        return new Emitter(text, explains, shared, plan).Lambda(shared, body, parameters);
    }

    private LambdaExpression Lambda(StepCount steps, Bound body, IReadOnlyList<BoundParameter> parameters)
    {
        _scope = parameters;
        var variables = parameters.Select(ParameterOf).ToArray();
        var value = Emit(body);
        return Expression.Lambda(steps.Around(_plain?.Around(value, ParameterOf) ?? value), variables);
    }

    /// <summary>Lets a variable of the expression stand for one that is there already.</summary>
    public void Alias(BoundParameter parameter, ParameterExpression variable) => _parameters[parameter] = variable;

    public Expression Emit(Bound node) => node switch
    {
        BoundConstant constant => Expression.Constant(constant.Value, constant.Type),
        BoundVariable variable => ParameterOf(variable.Parameter),
        BoundMember member => Member(member),
        BoundCall call => Call(call),
        BoundNew created => Expression.New(created.Constructor, created.Arguments.Select(Emit)),
        BoundConvert convert => Convert(convert),
        BoundUnary unary => OnVariable(Emit(unary.Operand), operand => Expression.MakeUnary(unary.Operator, operand, unary.Type, unary.Method)),
        BoundBinary binary => Binary(binary),
        BoundConditional choice => Expression.Condition(Emit(choice.Condition), Emit(choice.Then), Emit(choice.Else), choice.Type),
        BoundLambda lambda => Expression.Lambda(lambda.DelegateType, Emit(lambda.Body), ParameterOf(lambda.Parameter)),
        BoundLet let => Let(let),
        BoundArray array => Expression.NewArrayInit(array.Element, array.Items.Select(Emit)),
        BoundArrayIndex index => Expression.ArrayIndex(Reached(index.Target, "element"), Emit(index.Index)),
        _ => throw new InvalidOperationException($"A {node.GetType().Name} cannot be emitted."),
    };

    private Expression Member(BoundMember member)
    {
        if (member.Target is not { } target)
        {
            return Expression.MakeMemberAccess(null, member.Member);
        }

        if (Nullable.GetUnderlyingType(target.Type) is { } inner && member.Member.Name == nameof(Nullable<int>.Value) && target is not BoundVariable { Known: true })
        {
            return Expression.Call(s_valueOf.MakeGenericMethod(inner), Emit(target), Expression.Constant(TextOf(target)));
        }

        return target.Type.IsValueType
            ? OnVariable(Emit(target), variable => Expression.MakeMemberAccess(variable, member.Member))
            : Expression.MakeMemberAccess(Reached(target, member.Member.Name), member.Member);
    }

    private Expression Call(BoundCall call)
    {
        if (LoopEmitter.IsLoop(call))
        {
            return _loops.Emit(call);
        }

        if (call.Target is { } target)
        {
            return target.Type.IsValueType
                ? OnVariable(Emit(target), variable => Expression.Call(variable, call.Method, call.Arguments.Select(Emit)))
                : Expression.Call(Reached(target, call.Name), call.Method, call.Arguments.Select(Emit));
        }

        if (_plain?.Call(call, _scope) is { } plain)
        {
            return plain;
        }

        var arguments = call.Arguments.Select((a, i) => i == 0 && call.OnFirst ? Guarded(a, call.Name) : Emit(a));
        return Expression.Call(call.Method, call.Method.DeclaringType == typeof(Enumerable) ? arguments.Select(_loops.Counted) : arguments);
    }

    /// <summary>Some places of the platform's compiler take no loop inside of an operand: negation, and whatever needs the address of a value.</summary>
    private static Expression OnVariable(Expression value, Func<ParameterExpression, Expression> use)
    {
        if (value is ParameterExpression ready)
        {
            return use(ready);
        }

        var variable = Expression.Variable(value.Type);
        return Expression.Block([variable], Expression.Assign(variable, value), use(variable));
    }

    /// <summary>Says itself that null on the left ends such an operator: left to the platform, it depends on what stands on the right.</summary>
    private Expression Binary(BoundBinary binary)
    {
        var (left, right) = (Emit(binary.Left), Emit(binary.Right));
        if (!binary.EndsAtNull || binary.Left is BoundConvert { Method: null, Operand.Type: { IsValueType: true } operand } && Nullable.GetUnderlyingType(operand) is null)
        {
            return Expression.MakeBinary(binary.Operator, left, right, false, binary.Method);
        }

        var first = Expression.Variable(left.Type, "left");
        var both = Expression.MakeBinary(binary.Operator, first, right, false, binary.Method);
        return Expression.Block([first], Expression.Assign(first, left), Expression.Condition(Expression.Property(first, "HasValue"), both, Expression.Default(both.Type)));
    }

    private Expression Convert(BoundConvert convert)
    {
        if (_plain?.Convert(convert) is { } written)
        {
            return written;
        }

        var operand = Emit(convert.Operand);
        return convert.Method switch
        {
            null when convert is { Type: var to, Operand: BoundConstant boxed } && to == typeof(object) => Expression.Constant(boxed.Value, to),
            null => Expression.ConvertChecked(operand, convert.Type),
            { Name: nameof(JsonValues.Convert) } when convert.Type == typeof(string) => Expression.Call(s_asText, operand, Expression.Constant(TextOf(convert.Operand))),
            { } withPlace when withPlace.GetParameters().Length == 2 => Expression.Call(withPlace, operand, Expression.Constant(TextOf(convert.Operand))),
            { } plain => Expression.Call(plain, operand),
        };
    }

    private BlockExpression Let(BoundLet let)
    {
        var variable = ParameterOf(let.Variable);
        return Expression.Block(let.Body.Type, [variable], Expression.Assign(variable, Emit(let.Value)), Emit(let.Body));
    }

    /// <summary>The value before a dot; null there breaks the expression.</summary>
    public Expression Guarded(Bound target, string member)
    {
        var emitted = Emit(target);
        return target.Type.IsValueType || target is BoundVariable { Known: true } or BoundConstant { Value: not null } or BoundNew or BoundArray
            ? emitted
            : OnVariable(emitted, value => Expression.Condition(
                Expression.ReferenceEqual(value, Expression.Constant(null)),
                Expression.Call(s_null.MakeGenericMethod(value.Type), Expression.Constant(TextOf(target)), Expression.Constant(member)),
                value));
    }

    /// <summary>The same where the platform itself throws for null: members and methods of the value, and loops over it.</summary>
    public Expression Reached(Bound target, string member) => _explains ? Guarded(target, member) : Emit(target);

    private string TextOf(Bound node) => _text[node.Span.Start..node.Span.End];

    private ParameterExpression ParameterOf(BoundParameter parameter)
    {
        if (!_parameters.TryGetValue(parameter, out var found))
        {
            _parameters[parameter] = found = Expression.Parameter(parameter.Type, parameter.Name);
        }

        return found;
    }
}
