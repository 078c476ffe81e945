using System.Globalization;
using System.Reflection;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>How far a value is from the type that is wanted; the smaller, the better an overload.</summary>
internal enum Distance
{
    Same,
    Widening,
    Constant,
    Lifted,
    Reference,
    Boxing,
    FromJson,
    FromText,
}

/// <summary>Conversions that happen by themselves, and those that are asked for.</summary>
internal static class Conversions
{
    private static readonly MethodInfo s_fromJson = typeof(JsonValues).GetMethods()
        .Single(m => m.Name == nameof(JsonValues.Convert) && m.GetParameters().Length == 2);

    private static readonly MethodInfo s_cast = typeof(JsonValues).GetMethod(nameof(JsonValues.Cast))!;

    /// <returns>The value as the type, and how far it had to go; null when it does not convert by itself.</returns>
    public static (Bound Value, Distance Distance)? Implicit(Bound value, Type to)
    {
        var from = value.Type;
        if (from == to || value.IsError)
        {
            return (value, Distance.Same);
        }

        var bare = Nullable.GetUnderlyingType(to);
        if (value.IsNull)
        {
            return !to.IsValueType || bare is not null ? (new BoundConstant(null, to) { Span = value.Span }, Distance.Reference) : null;
        }

        if (value is BoundConstant constant && Constant(constant, bare ?? to) is { } written)
        {
            return bare is null ? (written.Value, written.Distance) : (Convert(written.Value, to), written.Distance);
        }

        var inner = Nullable.GetUnderlyingType(from);
        if (Numbers.Widens(inner ?? from, bare ?? to) && (inner is null || bare is not null))
        {
            return (Convert(value, to), bare is null ? Distance.Widening : Distance.Lifted);
        }

        if (bare == from)
        {
            return (Convert(value, to), Distance.Lifted);
        }

        if (from == typeof(object))
        {
            return (FromJson(value, to), Distance.FromJson);
        }

        return to.IsAssignableFrom(from) ? (Convert(value, to), to == typeof(object) || from.IsValueType ? Distance.Boxing : Distance.Reference) : null;
    }

    public static Bound Convert(Bound value, Type to) =>
        value.Type == to ? value : new BoundConvert(value, to) { Span = value.Span, Shape = value.Shape };

    public static Bound FromJson(Bound value, Type to) =>
        new BoundConvert(value, to, s_fromJson.MakeGenericMethod(to)) { Span = value.Span };

    /// <summary>A conversion that was asked for, as in <c>int(2.7)</c>; null when there is none.</summary>
    public static Bound? Explicit(Bound value, Type to)
    {
        if (value.Type == typeof(object) && to == typeof(string))
        {
            return AsText(value);
        }

        if (value.Type == typeof(object) && Numbers.IsNumeric(Nullable.GetUnderlyingType(to) ?? to))
        {
            return new BoundConvert(value, to, s_cast.MakeGenericMethod(to)) { Span = value.Span };
        }

        if (Implicit(value, to) is { } converted)
        {
            return converted.Value;
        }

        var (from, bare) = (Nullable.GetUnderlyingType(value.Type) ?? value.Type, Nullable.GetUnderlyingType(to) ?? to);
        if (to == typeof(string))
        {
            return AsText(value);
        }

        if (from == typeof(string) && LiteralText.CanRead(bare))
        {
            return FromJson(Convert(value, typeof(object)), to);
        }

        var countable = (Numbers.IsNumeric(from) || from.IsEnum || from == typeof(char)) && (Numbers.IsNumeric(bare) || bare.IsEnum || bare == typeof(char));
        return countable ? new BoundConvert(value, to) { Span = value.Span } : null;
    }

    private static BoundConvert AsText(Bound value) =>
        new(Convert(value, typeof(object)), typeof(string), typeof(JsonValues).GetMethod(nameof(JsonValues.Text))) { Span = value.Span };

    /// <summary>A literal takes the type of its surroundings where its value fits.</summary>
    private static (Bound Value, Distance Distance)? Constant(BoundConstant constant, Type to)
    {
        if (constant.Text is { } text && to == typeof(decimal))
        {
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                ? (constant with { Value = exact, Type = to, Text = null }, Distance.Constant)
                : null;
        }

        if (constant.Value is null || !Numbers.IsInteger(constant.Type) || !Numbers.IsNumeric(to))
        {
            return null;
        }

        var widens = Numbers.Widens(constant.Type, to);
        if (!widens && !Numbers.IsInteger(to))
        {
            return null;
        }

        try
        {
            var value = System.Convert.ChangeType(constant.Value, to, CultureInfo.InvariantCulture);
            return (constant with { Value = value, Type = to }, widens ? Distance.Widening : Distance.Constant);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>A text literal read as the type of the other operand.</summary>
    /// <returns>The value; null when the text is not one of that type.</returns>
    public static Bound? FromText(BoundConstant text, Type to) =>
        LiteralText.Read((string)text.Value!, to) is { } value ? new BoundConstant(value, to) { Span = text.Span } : null;
}
