using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>What to say when an operator does not suit its operands.</summary>
internal sealed partial class Binder
{
    private BoundError OperandFault(Node node, string symbol, Bound left, Bound right)
    {
        var (a, b) = (Nullable.GetUnderlyingType(left.Type) ?? left.Type, Nullable.GetUnderlyingType(right.Type) ?? right.Type);
        var (text, other) = left is BoundConstant { Value: string } ? (left, b) : (right, a);
        if (text is BoundConstant { Value: string value } && LiteralText.CanRead(other))
        {
            var known = other.IsEnum ? Spelling.DidYouMeanOrList(value, Enum.GetNames(other)) : Example(other);
            return Fault(FaultCodes.LiteralConversion, text.Span.Start, text.Span.End, $"The text \"{value}\" cannot be read as {TypeNames.Of(other)}.", known);
        }

        return Fault(FaultCodes.Operands, node, $"`{symbol}` does not work between {TypeNames.Of(left.Type)} and {TypeNames.Of(right.Type)}.", Remedy(symbol, a, b));
    }

    private static string? Example(Type type) =>
        type == typeof(DateOnly) ? "write a date as \"2027-06-30\"."
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "write an instant as \"2027-06-30T09:00:00Z\"."
        : type == typeof(TimeSpan) ? "write a span as \"1.12:00:00\" (days.hours:minutes:seconds)."
        : null;

    private static string? Remedy(string symbol, Type left, Type right)
    {
        if (symbol is "??" or "isnull" or "np" && left.IsValueType)
        {
            return "the left side is never null: leave the default out.";
        }

        if (left == typeof(DateOnly) && right == typeof(DateOnly))
        {
            return "subtract their day numbers: a.DayNumber - b.DayNumber.";
        }

        if ((left == typeof(DateTime) && right == typeof(DateOnly)) || (left == typeof(DateOnly) && right == typeof(DateTime)))
        {
            return "write DateOnly.FromDateTime(…) around the date and time.";
        }

        if (left == typeof(string) && LiteralText.CanRead(right))
        {
            return $"convert the text: {TypeNames.Of(right)}(…).";
        }

        if (right == typeof(string) && LiteralText.CanRead(left))
        {
            return $"convert the text: {TypeNames.Of(left)}(…).";
        }

        return left == typeof(bool) && symbol is "<" or "<=" or ">" or ">=" ? "comparisons do not chain: write a < b and b < c."
            : (left == typeof(decimal) && right == typeof(double)) || (left == typeof(double) && right == typeof(decimal)) ? "convert one side: decimal(…)." : null;
    }
}
