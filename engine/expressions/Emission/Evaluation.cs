using System.Linq.Expressions;
using System.Reflection;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Emission;

/// <summary>Makes the delegate behind <see cref="CompiledExpression.Evaluate"/>.</summary>
internal static class Evaluation
{
    private static readonly MethodInfo s_argument = typeof(Guard).GetMethod(nameof(Guard.Argument))!;

    public static Func<object?[], object?> Of(LambdaExpression lambda, string text)
    {
        var values = Expression.Parameter(typeof(object?[]), "values");
        var assigned = lambda.Parameters.Select((p, i) => (Expression)Expression.Assign(p,
            Expression.Call(s_argument.MakeGenericMethod(p.Type), values, Expression.Constant(i), Expression.Constant(p.Name))));
        var body = Expression.Block(typeof(object), lambda.Parameters, assigned.Append(Expression.Convert(lambda.Body, typeof(object))));
        var run = Expression.Lambda<Func<object?[], object?>>(body, values).Compile();
        return given =>
        {
            try
            {
                return run(given);
            }
            catch (Exception fault) when (ExpressionException.From(fault, text) is { } explained)
            {
                throw explained;
            }
        };
    }
}
