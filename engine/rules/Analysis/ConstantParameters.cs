using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Compilation;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>Works out a condition that reads nothing but parameters that are constants.</summary>
internal static class ConstantParameters
{
    public static bool? Answer(CompiledExpression condition, NameScope scope)
    {
        if (!scope.Names.Exists(n => n.Source is not null))
        {
            return null;
        }

        var values = new object?[scope.Names.Count];
        var known = new HashSet<string>(NameScope.Comparer(scope.Options));
        foreach (var (name, i) in scope.Names.Select((n, i) => (n, i)))
        {
            if (name.Source is { } source && Value(source, known, values[..i]) is { } value)
            {
                values[i] = value;
                known.Add(name.Name);
            }
        }

        return known.Count == 0 ? null : Value(condition, known, values) as bool?;
    }

    /// <returns>Null when it reads something else, or breaks.</returns>
    private static object? Value(CompiledExpression expression, HashSet<string> known, object?[] values) =>
        expression.Reads().Names.All(known.Contains) ? expression.Trace(values).Value : null;
}
