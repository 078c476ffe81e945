using System.Linq.Expressions;
using OcrWorkflows.Expressions.Analysis;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Emission;
using OcrWorkflows.Expressions.Interpretation;
using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions;

/// <summary>A fault in the text of an expression.</summary>
/// <param name="Start">0-based index of the first character at fault in the text.</param>
/// <param name="Length">Number of characters; 0 at the end of the text.</param>
public sealed record ExpressionFault(string Code, int Start, int Length, string Message, string? Suggestion = null);

/// <summary>An expression that compiled, or every fault found in it.</summary>
public sealed record ExpressionResult(CompiledExpression? Expression, IReadOnlyList<ExpressionFault> Faults)
{
    /// <summary>What is suspicious and does not keep the expression from running.</summary>
    public IReadOnlyList<ExpressionFault> Warnings { get; init; } = [];

    /// <summary>Codes of the documented differences from RulesEngine that this text relies on, or that refuse it; see docs/rules/differences.md.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

/// <summary>An expression ready to run; immutable and safe for any number of threads.</summary>
public sealed class CompiledExpression
{
    private readonly Bound _body;
    private readonly IReadOnlyList<BoundParameter> _parameters;
    private readonly Lazy<LambdaExpression> _lambda;
    private readonly Lazy<Func<object?[], object?>> _evaluate;

    internal CompiledExpression(string text, Bound body, IReadOnlyList<BoundParameter> parameters)
    {
        Text = text;
        (_body, _parameters) = (body, parameters);
        _lambda = new Lazy<LambdaExpression>(() => Emitter.Lambda(text, body, parameters));
        _evaluate = new Lazy<Func<object?[], object?>>(() => Evaluation.Of(Lambda, text));
    }

    public string Text { get; }

    /// <summary>Names of types as the expression writes them; where there is one input, its members would hide them in RulesEngine.</summary>
    internal IReadOnlyCollection<string> TypesNamed { get; init; } = [];

    public Type ResultType => _body.Type;

    /// <summary>The expression as a tree; its parameters are the variables of the scope, in their order.</summary>
    public LambdaExpression Lambda => _lambda.Value;

    /// <summary>The same tree without the checks that put a breakage into words: for a caller who asks again when it breaks. Breaks, by whatever exception, where <see cref="Lambda"/> does.</summary>
    /// <param name="plan">Where the values of plain data are read from slots, and this expression has been followed; null otherwise.</param>
    public LambdaExpression Unexplained(PlainPlan? plan = null) => Emitter.Lambda(Text, _body, _parameters, explains: false, plan);

    internal PlainNode? Flow(PlainPlan plan, IReadOnlyList<PlainNode?> values)
    {
        var flow = new PlainFlow(plan);
        for (var i = 0; i < _parameters.Count; i++)
        {
            flow.Name(_parameters[i], values[i]);
        }

        return flow.Result(_body);
    }

    /// <summary>What it reads and compares with; worked out at each call.</summary>
    public ExpressionReads Reads() => ExpressionReads.Of(_body, _parameters);

    /// <summary>The answer when the facts have no say in it: true or false always. Null when they have, and for what is no condition.</summary>
    public bool? Always { get; internal init; }

    /// <summary>Runs the expression over boxed values given in the order of the scope.</summary>
    /// <exception cref="ExpressionException">The expression could not be evaluated over these values.</exception>
    public object? Evaluate(params object?[] values) => _evaluate.Value(values);

    /// <summary>Runs the expression slowly, node by node, and writes down what each part of it came to. Gives what <see cref="Evaluate"/> gives; never throws for what the expression does.</summary>
    public ExpressionTrace Trace(params object?[] values)
    {
        var (trace, codes) = DifferencesMet.During(() => Tracing.Of(Text, _body, _parameters, values));
        var hidden = values is [IReadOnlyDictionary<string, object?> only] && only.Keys.Any(k => TypesNamed.Contains(k, StringComparer.OrdinalIgnoreCase));
        return trace with { Differences = hidden ? [.. codes, DifferenceCodes.HiddenType] : codes };
    }
}

/// <summary>An expression broke while it ran (a division by zero, a member of null, a cast that does not hold).</summary>
public sealed class ExpressionException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Puts what broke while a compiled lambda ran into words for an administrator; no values, which may be personal.</summary>
    /// <param name="fault">Anything thrown from the lambda of a <see cref="CompiledExpression"/>.</param>
    /// <param name="text">The expression, for the message; null to leave it out.</param>
    /// <returns>The exception to throw in its place; null when it is not the expression that broke (out of memory and the like).</returns>
    public static ExpressionException? From(Exception fault, string? text = null)
    {
        if (fault is OverflowException)
        {
            DifferencesMet.Note(DifferenceCodes.CheckedArithmetic);
        }

        var reason = fault switch
        {
            ExpressionException known => known.Message,
            DivideByZeroException => "A division by zero.",
            OverflowException => "A number is too large or too small for its type.",
            NullReferenceException or ArgumentNullException => "A value that is null was used.",
            KeyNotFoundException => "A dictionary has no such key.",
            IndexOutOfRangeException => "An index is outside of its list.",
            ArgumentOutOfRangeException => "A position, length or date part is out of range.",
            InvalidOperationException when fault.Source == "System.Linq" => fault.Message.TrimEnd('.') + ".",
            InvalidCastException or FormatException => "A value cannot be read as the type that is needed.",
            InvalidOperationException or ArgumentException or NotSupportedException => "A method refused its arguments.",
            _ => null,
        };
        if (reason is null)
        {
            return null;
        }

        return fault is ExpressionException && text is null
            ? (ExpressionException)fault
            : new ExpressionException(text is null ? reason : $"{reason} In: {text}", fault);
    }
}
