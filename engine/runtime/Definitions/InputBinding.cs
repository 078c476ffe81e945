using OcrWorkflows.Expressions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Where the value of an input comes from.</summary>
internal abstract class ValueSource
{
    /// <exception cref="ActivityFaultException">There is no such value now.</exception>
    public abstract object? Evaluate(Sight sight);
}

internal sealed class LiteralValue(object? value) : ValueSource
{
    public object? Value { get; } = value;

    public override object? Evaluate(Sight sight) => Value;
}

internal sealed class VariableValue(VariableDeclaration variable) : ValueSource
{
    public override object? Evaluate(Sight sight) => sight.Variable(variable);
}

internal sealed class WorkflowInputValue(string name) : ValueSource
{
    public override object? Evaluate(Sight sight)
    {
        sight.NoteInput();
        return sight.Input.GetValueOrDefault(name);
    }
}

/// <summary>A text of JSON that was read when the file was: a structure here, a text in Elsa where an Object is wanted.</summary>
internal sealed class StructureValue(object value) : ValueSource
{
    public object Value => value;

    public override object? Evaluate(Sight sight)
    {
        sight.Burst.Differ("DIF207", sight.Run);
        return value;
    }
}

internal sealed class ScriptValue(string source) : ValueSource
{
    public override object? Evaluate(Sight sight) => ScriptEvaluation.Run(source, sight).Value;
}

internal sealed class CompiledValue(CompiledExpression expression) : ValueSource
{
    private static readonly Dictionary<string, object?> s_unread = [];

    /// <summary>A text without the word cannot name them, and then they are not gathered.</summary>
    private readonly bool _mayReadVariables = expression.Text.Contains(nameof(Sight.Variables), StringComparison.OrdinalIgnoreCase);

    public override object? Evaluate(Sight sight)
    {
        try
        {
            return expression.Evaluate(_mayReadVariables ? sight.Variables : s_unread, sight.Input);
        }
        catch (ExpressionException fault)
        {
            throw new ActivityFaultException($"The expression \"{expression.Text}\" could not be evaluated: {fault.Message}", fault.ToString());
        }
    }
}

/// <summary>An input of an activity with its declared type.</summary>
internal sealed record InputBinding(string Name, Type Type, ValueSource Source)
{
    /// <exception cref="ActivityFaultException">The value is not of the declared type.</exception>
    public object? Evaluate(Sight sight)
    {
        var value = Source.Evaluate(sight);
        if (PlainValues.TryConvert(value, Type, out var converted))
        {
            return converted;
        }

        sight.Burst.Differ("DIF206", sight.Run);
        throw new ActivityFaultException($"The input \"{Name}\" needs a value of type {TypeAliases.NameOf(Type)}; it got {Describe(value)}.");
    }

    /// <summary>The kind of a value in words; never the value itself, which may be personal data.</summary>
    private static string Describe(object? value) => value switch
    {
        string => "a text of another form",
        IReadOnlyDictionary<string, object?> => "an object",
        IReadOnlyList<object?> => "a list",
        null => "nothing",
        _ => "a value of type " + TypeAliases.NameOf(value.GetType()),
    };
}
