using OcrWorkflows.Expressions.Analysis;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions;

/// <summary>The lambda language of the RulesEngine format: text in, typed and compiled expression out.</summary>
public static class ExpressionCompiler
{
    /// <summary>Longest expression read, in characters.</summary>
    public const int MaximumLength = 20_000;

    /// <param name="text">One expression.</param>
    /// <param name="scope">The names it may use.</param>
    /// <param name="expected">Type the result must convert to without loss; null to take what comes. For a rule, <see cref="bool"/>.</param>
    public static ExpressionResult Compile(string text, ExpressionScope scope, Type? expected = null)
    {
        var faults = new FaultList();
        var parameters = scope.Variables.Select(v => new BoundParameter(v.Name, v.Type, v.Shape)).ToList();
        if (Read(text, faults) is not { } tree)
        {
            return new ExpressionResult(null, faults.All) { Differences = faults.Differences };
        }

        var binder = new Binder(parameters, faults, scope.Options);
        var body = Bind(tree, binder, expected, faults);
        if (faults.Any || body is null)
        {
            return new ExpressionResult(null, faults.All) { Differences = faults.Differences };
        }

        var (warnings, always) = Suspicions.Of(text, body);
        return new ExpressionResult(new CompiledExpression(text, body, parameters) { TypesNamed = binder.TypesNamed, Always = always }, []) { Differences = faults.Differences, Warnings = warnings };
    }

    private static Node? Read(string text, FaultList faults)
    {
        if (text.Length > MaximumLength)
        {
            faults.Add(FaultCodes.TooLong, 0, text.Length, $"The expression has {text.Length} characters; at most {MaximumLength} are read.", "Split it into several rules.");
            return null;
        }

        var tokens = new Lexer(text, faults).Read();
        if (faults.Any)
        {
            return null;
        }

        try
        {
            return new Parser(tokens, faults).Read();
        }
        catch (UnreadableTextException)
        {
            return null;
        }
    }

    private static Bound? Bind(Node tree, Binder binder, Type? expected, FaultList faults)
    {
        var bound = binder.Whole(tree);
        if (bound.IsError)
        {
            return null;
        }

        if (expected is null)
        {
            return bound.IsNull ? new BoundConstant(null, typeof(object)) : Settled(bound);
        }

        if (Conversions.Implicit(bound, expected) is { } converted)
        {
            return converted.Value;
        }

        if (bound is BoundConstant { Value: string } text && Conversions.FromText(text, Nullable.GetUnderlyingType(expected) ?? expected) is { } read)
        {
            faults.Differs(DifferenceCodes.TextArgument);
            return Conversions.Convert(read, expected);
        }

        if (Nullable.GetUnderlyingType(bound.Type) == expected)
        {
            faults.Add(FaultCodes.NullableResult, tree.Start, tree.End, $"The result may be null ({TypeNames.Of(bound.Type)}), and {TypeNames.A(expected)} is needed.",
                expected == typeof(bool) ? "Write (…) ?? false." : "Write (…) ?? a default.");
            return null;
        }

        faults.Add(FaultCodes.ResultType, tree.Start, tree.End, $"The result is {TypeNames.A(bound.Type)}, and {TypeNames.A(expected)} is needed.");
        return null;
    }

    /// <summary>A lazy sequence is a list as the result of an expression: it breaks, if it breaks, here, and is worked out once.</summary>
    private static Bound Settled(Bound bound) =>
        bound is BoundCall { Method.DeclaringType: var declaring } call && declaring == typeof(Enumerable) && call.Type.IsGenericType && call.Type.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? SequenceCalls.Plain("ToList", bound) with { Span = bound.Span, Shape = bound.Shape }
            : bound;
}
