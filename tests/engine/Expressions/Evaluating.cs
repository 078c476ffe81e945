using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

internal static class Evaluating
{
    /// <summary>Two names in scope, so that neither's members may be written bare.</summary>
    private static readonly ExpressionScope s_scope = new([new("entry", typeof(EntryForTests)), new("limit", typeof(int))]);

    public static object? Value(string text, EntryForTests? entry = null) =>
        Compiled(text, s_scope).Evaluate(entry ?? new EntryForTests(), 10);

    public static object? Bare(string text) => Compiled(text, new([new("entry", typeof(EntryForTests))])).Evaluate(new EntryForTests());

    public static CompiledExpression Compiled(string text, ExpressionScope scope, Type? expected = null)
    {
        var result = ExpressionCompiler.Compile(text, scope, expected);
        Assert.That(result.Faults, Is.Empty, text);
        return result.Expression!;
    }

    public static ExpressionFault Fault(string text, Type? expected = null)
    {
        var faults = Faults(text, expected);
        Assert.That(faults, Has.Count.EqualTo(1), text);
        return faults[0];
    }

    public static IReadOnlyList<ExpressionFault> Faults(string text, Type? expected = null)
    {
        var result = ExpressionCompiler.Compile(text, s_scope, expected);
        Assert.That(result.Expression, Is.Null, text);
        return result.Faults;
    }

    public static ExpressionException Breakage(string text, EntryForTests? entry = null) =>
        Assert.Throws<ExpressionException>(() => Value(text, entry))!;

    /// <summary>A scope as workflows have it: records whose members are known by name.</summary>
    public static object? InWorkflow(string text, params (string Name, Type Type, object? Value)[] variables) =>
        Compiled(text, WorkflowScope(variables)).Evaluate(
            variables.ToDictionary(v => v.Name, v => v.Value), new Dictionary<string, object?>());

    public static ExpressionScope WorkflowScope(params (string Name, Type Type, object? Value)[] variables) => new(
    [
        new("Variables", typeof(IReadOnlyDictionary<string, object?>), new RecordShape(variables.ToDictionary(v => v.Name, v => v.Type))),
        new("Input", typeof(IReadOnlyDictionary<string, object?>), new RecordShape(new Dictionary<string, Type>())),
    ]);
}
