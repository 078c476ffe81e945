using System.Linq.Expressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Compiling;

/// <summary>Compiles expressions that see the facts and the parameters defined so far; faults go to the place in the file.</summary>
internal sealed class ScopeCompiler
{
    private readonly FactsContract _contract;
    private readonly IReadOnlyList<Slot> _slots;
    private readonly List<Diagnostic> _faults;

    public ScopeCompiler(FactsContract contract, List<Diagnostic> faults)
        : this(contract, [], faults)
    {
    }

    private ScopeCompiler(FactsContract contract, IReadOnlyList<Slot> slots, List<Diagnostic> faults)
    {
        _contract = contract;
        _slots = slots;
        _faults = faults;
    }

    public int SlotCount => _slots.Count;

    public bool Knows(string name) =>
        name.Equals(_contract.InputName, StringComparison.OrdinalIgnoreCase) || _slots.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public ScopeCompiler With(string name, Type type) => new(_contract, [.. _slots, new Slot(name, type, _slots.Count)], _faults);

    /// <summary>The condition of a rule; null when it has faults, which are then noted.</summary>
    public Func<object, object?[], bool>? Condition(SourceNode text) =>
        Bind(text, typeof(bool)) is { } expression ? Build<Func<object, object?[], bool>>(expression, typeof(bool)) : null;

    /// <summary>The value of a parameter and its type; null when it has faults.</summary>
    public (Func<object, object?[], object?> Value, Type Type)? Value(SourceNode text) =>
        Bind(text, null) is { } expression ? (Build<Func<object, object?[], object?>>(expression, typeof(object)), expression.ResultType) : null;

    /// <summary>The value that a placeholder of a message names; null when it names nothing.</summary>
    public Func<object, object?[], object?>? Placeholder(string path) =>
        ExpressionCompiler.Compile(path, Scope()).Expression is { } expression ? Build<Func<object, object?[], object?>>(expression, typeof(object)) : null;

    private CompiledExpression? Bind(SourceNode text, Type? expected)
    {
        var result = ExpressionCompiler.Compile(text.Text!, Scope(), expected);
        foreach (var fault in result.Faults)
        {
            _faults.Add(text.Within(fault.Start, fault.Code, fault.Message, fault.Suggestion));
        }

        return result.Expression;
    }

    private ExpressionScope Scope() =>
        new([new ScopeVariable(_contract.InputName, _contract.FactsType), .. _slots.Select(s => new ScopeVariable(s.Name, s.Type))]);

    private TDelegate Build<TDelegate>(CompiledExpression expression, Type result)
        where TDelegate : Delegate
    {
        var facts = Expression.Parameter(typeof(object), "facts");
        var slots = Expression.Parameter(typeof(object?[]), "slots");
        var typed = Expression.Variable(_contract.FactsType, _contract.InputName);
        var parameters = expression.Lambda.Parameters;
        var values = new Dictionary<ParameterExpression, Expression> { [parameters[0]] = typed };
        for (var i = 1; i < parameters.Count; i++)
        {
            values[parameters[i]] = Expression.Call(typeof(Slots), nameof(Slots.Read), [parameters[i].Type], slots, Expression.Constant(i - 1));
        }

        var body = new Substitute(values).Visit(expression.Lambda.Body);
        var block = Expression.Block([typed], Expression.Assign(typed, Expression.Convert(facts, _contract.FactsType)), Expression.Convert(body, result));
        return Expression.Lambda<TDelegate>(block, facts, slots).Compile();
    }

    private sealed class Substitute(Dictionary<ParameterExpression, Expression> values) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => values.GetValueOrDefault(node, node);
    }
}
