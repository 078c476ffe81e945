using System.Globalization;
using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Conversions between the types that JSON values come in.</summary>
internal static class JsonConversion
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <returns>The value as that type, without loss; null when it has none.</returns>
    public static object? To(object value, Type type)
    {
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        if (value is string text)
        {
            return LiteralText.CanRead(type) ? LiteralText.Read(text, type) : null;
        }

        if (Numbers.IsNumeric(type) && Numbers.IsNumeric(value.GetType()))
        {
            return Number(value, type);
        }

        return value switch
        {
            _ when type.IsEnum && Numbers.IsInteger(value.GetType()) => Enum.ToObject(type, value),
            DateTime time when type == typeof(DateOnly) && time.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(time),
            DateOnly date when type == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue),
            DateTimeOffset instant when type == typeof(DateTime) => instant.UtcDateTime,
            DateTime { Kind: DateTimeKind.Utc } time when type == typeof(DateTimeOffset) => new DateTimeOffset(time),
            _ => null,
        };
    }

    /// <summary>Both values in a type in which they can be compared; null when they have none, and so are not equal.</summary>
    public static (object Left, object Right)? Meet(object left, object right)
    {
        if (left.GetType() == right.GetType())
        {
            return (left, right);
        }

        switch (left, right)
        {
            case (int a, long):
                return ((long)a, right);
            case (long, int b):
                return (left, (long)b);
            case (decimal, int b):
                return (left, (decimal)b);
            case (int a, decimal):
                return ((decimal)a, right);
        }

        if (Numbers.IsNumeric(left.GetType()) && Numbers.IsNumeric(right.GetType()))
        {
            return MeetNumbers(left, right);
        }

        if (left is string || right is string)
        {
            DifferencesMet.Note(DifferenceCodes.PlainText);
        }

        return To(right, left.GetType()) is { } converted ? (left, converted)
            : To(left, right.GetType()) is { } other ? (other, right)
            : null;
    }

    /// <summary>Two numbers in the type of both; a double and a decimal meet as decimals where the double is small enough.</summary>
    public static (object Left, object Right) MeetNumbers(object left, object right)
    {
        var promoted = Numbers.Promote(left.GetType(), right.GetType());
        if (promoted is null)
        {
            DifferencesMet.Note(DifferenceCodes.DecimalAndDouble);
        }

        var common = promoted ?? typeof(decimal);
        return Number(left, common) is { } a && Number(right, common) is { } b
            ? (a, b)
            : (Convert.ToDouble(left, s_culture), Convert.ToDouble(right, s_culture));
    }

    /// <summary>The decimal as which a double meets decimals; null when it is too large for one.</summary>
    public static decimal? AsDecimal(double value)
    {
        if (!(Math.Abs(value) < 1e28))
        {
            return null;
        }

        DifferencesMet.Note(DifferenceCodes.DecimalAndDouble);
        return WithFewPlaces(value) ?? (decimal)value;
    }

    /// <summary>
    /// What the platform makes of an amount with up to three decimal places, found without its long way there: it rounds to 15 significant digits, so that a
    /// double that is nearest to such an amount becomes just that amount.
    /// </summary>
    /// <returns>Null for every other value, and for one that would seem to end in zeros behind the point.</returns>
    private static decimal? WithFewPlaces(double value)
    {
        if (!(Math.Abs(value) < 1e9))
        {
            return null;
        }

        var scaled = value;
        for (byte places = 0; places <= 3; places++, scaled = value * s_tens[places])
        {
            var whole = (long)scaled;
            if (whole == scaled && (places == 0 ? whole != 0 : whole % 10 != 0))
            {
                var size = Math.Abs(whole);
                return new decimal((int)size, (int)(size >> 32), 0, whole < 0, places);
            }
        }

        return null;
    }

    private static readonly double[] s_tens = [1, 10, 100, 1_000, 10_000];

    private static object? Number(object value, Type type)
    {
        try
        {
            var converted = Convert.ChangeType(value, type, s_culture);
            var whole = Numbers.IsInteger(type) && !Numbers.IsInteger(value.GetType());
            return whole && Convert.ToDouble(converted, s_culture) != Convert.ToDouble(value, s_culture) ? null : converted;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
