using System.Linq.Expressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Compilation;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>A global parameter; made ready when first asked for.</summary>
/// <param name="before">The names that it sees.</param>
internal sealed class CompiledGlobal(NameScope before, ScopedName declared)
{
    private readonly Lazy<Func<object?[], object?[], object?>> _value = new(() => RuleComposer.Compose<object?>(before, declared.Value!));

    public string Name => declared.Name;

    public Type Type => declared.Type;

    public CompiledExpression? Source => declared.Source;

    /// <summary>Its expression, over the names before it.</summary>
    public LambdaExpression Expression => declared.Value!;

    public object? Value(object?[] inputs, object?[] earlier) => _value.Value(inputs, earlier);
}

/// <summary>The rules of one workflow with its own global parameters.</summary>
/// <param name="Inherited">Places, among the global parameters of the set itself, of those that this injected workflow names; they come before its own.</param>
internal sealed record CompiledWorkflow(IReadOnlyList<int> Inherited, IReadOnlyList<CompiledGlobal> Globals, IReadOnlyList<CompiledRule> Rules)
{
    /// <summary>Evaluates the global parameters once, in order. One that breaks, breaks every rule of the workflow.</summary>
    /// <param name="main">The frame of the set itself; null for that one.</param>
    public Frame FrameOf(object?[] inputs, DateOnly date, bool trace, Frame? main)
    {
        if (Inherited.Count > 0 && main?.Broken is { } outer)
        {
            return new Frame(inputs, () => [], date) { Broken = outer, Trace = trace };
        }

        var values = new object?[Inherited.Count + Globals.Count];
        var broken = Evaluate(inputs, main, values);
        return new Frame(inputs, () => values, date) { Broken = broken, Trace = trace };
    }

    /// <summary>The frame of rules whose answers are known, so that the global parameters are known not to break.</summary>
    public Frame FrameOf(object?[] inputs, DateOnly date, Frame? main, Answers known) => new(inputs, () => Evaluated(inputs, main), date) { Known = known };

    public void Decide(Frame frame, List<RuleResult> results)
    {
        foreach (var rule in Rules)
        {
            results.Add(rule.Decide(frame));
        }
    }

    private object?[] Evaluated(object?[] inputs, Frame? main)
    {
        var values = new object?[Inherited.Count + Globals.Count];
        return Evaluate(inputs, main, values) is { } broken ? throw new ExpressionException(broken) : values;
    }

    /// <returns>What broke; null when nothing did.</returns>
    private string? Evaluate(object?[] inputs, Frame? main, object?[] values)
    {
        for (var i = 0; i < Inherited.Count; i++)
        {
            values[i] = main!.Globals[Inherited[i]];
        }

        for (var i = 0; i < Globals.Count; i++)
        {
            try
            {
                values[Inherited.Count + i] = Globals[i].Value(inputs, values);
            }
            catch (Exception fault) when (Breakage.Of(fault) is { } broken)
            {
                return $"The global parameter `{Globals[i].Name}` broke: {broken}";
            }
        }

        return null;
    }
}
