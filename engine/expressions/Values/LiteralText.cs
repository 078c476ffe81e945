using System.Globalization;
using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Reads a value from its text, always in the invariant culture.</summary>
internal static class LiteralText
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <summary>True when a text may be read as a value of this type.</summary>
    public static bool CanRead(Type type) => type.IsEnum || type == typeof(bool) || type == typeof(char) || Numbers.IsNumeric(type)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)
        || type == typeof(TimeSpan) || type == typeof(Guid);

    /// <returns>The value; null when the text is not one of that type.</returns>
    public static object? Read(string text, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member) ? member : null;
        }

        if (Numbers.IsNumeric(type))
        {
            return Number(text.Trim(), type);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out var flag) ? flag : null,
            TypeCode.Char => text.Length == 1 ? text[0] : null,
            TypeCode.DateTime => IsoMoment.Read(text) is { } moment ? moment : DateTime.TryParse(text, s_culture, DateTimeStyles.RoundtripKind, out var time) ? time : null,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.TryParse(text, s_culture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null,
            _ when type == typeof(DateOnly) => DateOnly.TryParse(text, s_culture, DateTimeStyles.None, out var date) ? date : null,
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(text, s_culture, DateTimeStyles.None, out var clock) ? clock : null,
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(text, s_culture, out var span) ? span : null,
            _ when type == typeof(Guid) => Guid.TryParse(text, out var id) ? id : null,
            _ => null,
        };
    }

    private static object? Number(string text, Type type)
    {
        try
        {
            return type == typeof(double) ? double.Parse(text, NumberStyles.Float, s_culture)
                : type == typeof(float) ? float.Parse(text, NumberStyles.Float, s_culture)
                : Convert.ChangeType(decimal.Parse(text, type == typeof(decimal) ? NumberStyles.Float : NumberStyles.AllowLeadingSign, s_culture), type, s_culture);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return null;
        }
    }
}
