using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>Makes the trace behind <see cref="CompiledExpression.Trace"/>.</summary>
internal static class Tracing
{
    public static ExpressionTrace Of(string text, Bound body, IReadOnlyList<BoundParameter> parameters, object?[] values)
    {
        var trace = new Trace();
        trace.Expect(body);
        var root = PartBuilder.Root(trace, body, text.Length);
        var (value, broke) = Run(text, body, parameters, values, trace, root);
        return new ExpressionTrace(value, broke, root.Build(text), []) { Conditions = trace.Conditions(text), IsCut = trace.IsCut };
    }

    private static (object? Value, string? Broke) Run(string text, Bound body, IReadOnlyList<BoundParameter> parameters, object?[] values, Trace trace, PartBuilder root)
    {
        try
        {
            Surroundings? around = null;
            for (var i = 0; i < parameters.Count; i++)
            {
                around = new Surroundings(parameters[i], Argument(parameters[i], values, i), around);
            }

            var value = new Interpreter(text, trace).Value(body, around, root);
            root.Came(value);
            return (value, null);
        }
        catch (Exception fault) when (ExpressionException.From(fault) is { } plain)
        {
            root.Break(plain.Message);
            return (null, ExpressionException.From(fault, text)!.Message);
        }
    }

    private static object? Argument(BoundParameter parameter, object?[] values, int index)
    {
        var given = index < values.Length ? values[index] : null;
        if (given is null)
        {
            var mayBeNull = !parameter.Type.IsValueType || Nullable.GetUnderlyingType(parameter.Type) is not null;
            return mayBeNull && index < values.Length ? null : throw Guard.Missing(parameter.Name);
        }

        return parameter.Type.IsInstanceOfType(given) ? given : throw Guard.WrongType(parameter.Name, given, parameter.Type);
    }
}
