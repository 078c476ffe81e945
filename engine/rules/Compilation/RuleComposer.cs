using System.Linq.Expressions;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Joins an expression with the inputs, the global parameters and the local ones into one delegate.</summary>
/// <remarks>Local parameters are evaluated before the expression, in order, whether it names them or not: one that breaks, breaks the rule.</remarks>
internal static class RuleComposer
{
    /// <param name="scope">The names the body sees.</param>
    /// <param name="body">Its parameters are the names of the scope, or the first few of them, in order.</param>
    /// <returns>From the inputs and the values of the global parameters, each in order, to the value of the body.</returns>
    public static Func<object?[], object?[], T> Compose<T>(NameScope scope, LambdaExpression body)
    {
        var inputs = Expression.Parameter(typeof(object?[]), "inputs");
        var globals = Expression.Parameter(typeof(object?[]), "globals");
        var variables = scope.Names.Select(n => Expression.Variable(n.Type, n.Name)).ToArray();
        var read = new HashSet<ParameterExpression>();
        var value = Inline(body, variables, read);
        var locals = new Dictionary<int, Expression>();
        for (var i = 0; i < scope.Names.Count; i++)
        {
            if (scope.Names[i] is { Kind: NameKind.Local, Value: { } local })
            {
                locals[i] = Inline(local, variables, read);
            }
        }

        var steps = new List<Expression>();
        var (input, global) = (0, 0);
        for (var i = 0; i < variables.Length; i++)
        {
            var source = scope.Names[i].Kind switch
            {
                NameKind.Input => Expression.ArrayIndex(inputs, Expression.Constant(input++)),
                NameKind.Global => Expression.ArrayIndex(globals, Expression.Constant(global++)),
                _ => locals[i],
            };
            if (scope.Names[i].Kind == NameKind.Local || read.Contains(variables[i]))
            {
                steps.Add(Expression.Assign(variables[i], source.Type == variables[i].Type ? source : Expression.Convert(source, variables[i].Type)));
            }
        }

        steps.Add(value.Type == typeof(T) ? value : Expression.Convert(value, typeof(T)));
        return Expression.Lambda<Func<object?[], object?[], T>>(Expression.Block(typeof(T), variables, steps), inputs, globals).Compile();
    }

    /// <summary>All values of the scope, in its order.</summary>
    public static Func<object?[], object?[], object?[]> Values(NameScope scope)
    {
        var parameters = scope.Names.Select(n => Expression.Parameter(n.Type, n.Name)).ToArray();
        return Compose<object?[]>(scope, Expression.Lambda(Expression.NewArrayInit(typeof(object), parameters.Select(p => Expression.Convert(p, typeof(object)))), parameters));
    }

    /// <summary>The body of a lambda over variables that are there already, one for each of its parameters and perhaps more.</summary>
    /// <param name="read">Takes those of the variables that the body reads.</param>
    public static Expression Inline(LambdaExpression lambda, IReadOnlyList<ParameterExpression> variables, HashSet<ParameterExpression> read)
    {
        var replaced = new Dictionary<ParameterExpression, ParameterExpression>();
        for (var i = 0; i < lambda.Parameters.Count; i++)
        {
            replaced[lambda.Parameters[i]] = variables[i];
        }

        return new Replacement(replaced, read).Visit(lambda.Body);
    }

    private sealed class Replacement(Dictionary<ParameterExpression, ParameterExpression> replaced, HashSet<ParameterExpression> read) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (!replaced.TryGetValue(node, out var variable))
            {
                return node;
            }

            read.Add(variable);
            return variable;
        }
    }
}
