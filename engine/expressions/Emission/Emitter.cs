using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Emission;

/// <summary>Turns a bound tree into an expression tree of the platform, adding the checks that give breakages their message.</summary>
/// <param name="text">The expression, for the messages of the checks.</param>
internal sealed class Emitter(string text)
{
    private static readonly MethodInfo s_notNull = typeof(Guard).GetMethod(nameof(Guard.NotNull))!;

    private static readonly MethodInfo s_valueOf = typeof(Guard).GetMethod(nameof(Guard.ValueOf))!;

    private readonly Dictionary<BoundParameter, ParameterExpression> _parameters = [];

    public LambdaExpression Lambda(Bound body, IReadOnlyList<BoundParameter> parameters)
    {
        var variables = parameters.Select(ParameterOf).ToArray();
        return Expression.Lambda(Emit(body), variables);
    }

    private Expression Emit(Bound node) => node switch
    {
        BoundConstant constant => Expression.Constant(constant.Value, constant.Type),
        BoundVariable variable => ParameterOf(variable.Parameter),
        BoundMember member => Member(member),
        BoundCall call => Call(call),
        BoundNew created => Expression.New(created.Constructor, created.Arguments.Select(Emit)),
        BoundConvert convert => Convert(convert),
        BoundUnary unary => Expression.MakeUnary(unary.Operator, Emit(unary.Operand), unary.Type, unary.Method),
        BoundBinary binary => Expression.MakeBinary(binary.Operator, Emit(binary.Left), Emit(binary.Right), false, binary.Method),
        BoundConditional choice => Expression.Condition(Emit(choice.Condition), Emit(choice.Then), Emit(choice.Else), choice.Type),
        BoundLambda lambda => Expression.Lambda(lambda.Type, Emit(lambda.Body), ParameterOf(lambda.Parameter)),
        BoundLet let => Let(let),
        BoundArray array => Expression.NewArrayInit(array.Element, array.Items.Select(Emit)),
        BoundArrayIndex index => Expression.ArrayIndex(Guarded(index.Target, "element"), Emit(index.Index)),
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

        return Expression.MakeMemberAccess(Guarded(target, member.Member.Name), member.Member);
    }

    private MethodCallExpression Call(BoundCall call)
    {
        if (call.Target is { } target)
        {
            return Expression.Call(Guarded(target, call.Name), call.Method, call.Arguments.Select(Emit));
        }

        var arguments = call.Arguments.Select((a, i) => i == 0 && call.OnFirst ? Guarded(a, call.Name) : Emit(a));
        return Expression.Call(call.Method, arguments);
    }

    private Expression Convert(BoundConvert convert)
    {
        var operand = Emit(convert.Operand);
        return convert.Method switch
        {
            null => Expression.ConvertChecked(operand, convert.Type),
            { } withPlace when withPlace.GetParameters().Length == 2 => Expression.Call(withPlace, operand, Expression.Constant(TextOf(convert.Operand))),
            { } plain => Expression.Call(plain, operand),
        };
    }

    private BlockExpression Let(BoundLet let)
    {
        var variable = ParameterOf(let.Variable);
        return Expression.Block(let.Body.Type, [variable], Expression.Assign(variable, Emit(let.Value)), Emit(let.Body));
    }

    private Expression Guarded(Bound target, string member)
    {
        var emitted = Emit(target);
        return target.Type.IsValueType || target is BoundVariable { Known: true } or BoundConstant { Value: not null }
            ? emitted
            : Expression.Call(s_notNull.MakeGenericMethod(target.Type), emitted, Expression.Constant(TextOf(target)), Expression.Constant(member));
    }

    private string TextOf(Bound node) => text[node.Span.Start..node.Span.End];

    private ParameterExpression ParameterOf(BoundParameter parameter)
    {
        if (!_parameters.TryGetValue(parameter, out var found))
        {
            _parameters[parameter] = found = Expression.Parameter(parameter.Type, parameter.Name);
        }

        return found;
    }
}
