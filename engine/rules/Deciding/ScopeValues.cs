using OcrWorkflows.Rules.Compilation;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>The values of all names that a rule sees, for traces and actions; made ready when first asked for.</summary>
internal sealed class ScopeValues(NameScope scope)
{
    private readonly Lazy<Func<object?[], object?[], object?[]>> _values = new(() => RuleComposer.Values(scope));

    public NameScope Names => scope;

    /// <returns>In the order of the scope.</returns>
    /// <exception cref="OcrWorkflows.Expressions.ExpressionException">A local parameter breaks; other exceptions as expressions throw them.</exception>
    public object?[] Of(Frame frame) => _values.Value(frame.Inputs, frame.Globals);

    public IReadOnlyDictionary<string, object?> ByName(object?[] values)
    {
        var named = new Dictionary<string, object?>(NameScope.Comparer(scope.Options));
        for (var i = 0; i < values.Length; i++)
        {
            named[scope.Names[i].Name] = values[i];
        }

        return named;
    }
}
