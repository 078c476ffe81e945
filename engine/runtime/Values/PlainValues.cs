using System.Globalization;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Values;

/// <summary>Values inside workflows: null, string, bool, numbers, dates, lists and dictionaries, and the conversions between them.</summary>
internal static class PlainValues
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<Type, Func<object, object?>> Converters = new()
    {
        [typeof(object)] = value => value,
        [typeof(string)] = value => Text(value),
        [typeof(bool)] = value => value switch
        {
            bool truth => truth,
            string text => bool.TryParse(text, out var b) ? b : null,
            _ => Exact(value) is { } number ? number != 0 : null,
        },
        [typeof(int)] = value => Whole(value) is { } n && n >= int.MinValue && n <= int.MaxValue ? (int)n : null,
        [typeof(long)] = value => Whole(value) is { } n && n >= long.MinValue && n <= long.MaxValue ? (long)n : null,
        [typeof(decimal)] = value => Exact(value),
        [typeof(double)] = value => value as double? ?? (value is string text
            ? double.TryParse(text, NumberStyles.Float, Invariant, out var d) ? d : null
            : Exact(value) is { } n ? (double)n : null),
        [typeof(DateOnly)] = value => value switch
        {
            DateOnly date => date,
            DateTime { TimeOfDay.Ticks: 0 } at => DateOnly.FromDateTime(at),
            string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var date) => date,
            _ => null,
        },
        [typeof(DateTimeOffset)] = value => value switch
        {
            DateTimeOffset at => at,
            DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
            string text when DateTimeOffset.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal, out var at) => at,
            _ => null,
        },
        [typeof(DateTime)] = value => value switch
        {
            DateTime at => at,
            DateTimeOffset at => at.UtcDateTime,
            string text when DateTime.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at,
            _ => null,
        },
        [typeof(TimeSpan)] = value => value as TimeSpan? ?? (TimeSpan.TryParseExact(value as string, "c", Invariant, out var span) ? span : null),
        [typeof(IReadOnlyDictionary<string, object?>)] = value => value as IReadOnlyDictionary<string, object?> ?? Json(value) as IReadOnlyDictionary<string, object?>,
        [typeof(JsonValue)] = value => value is string ? Json(value) : value,
        [typeof(Guid)] = value => value as Guid? ?? (Guid.TryParse(value as string, out var guid) ? guid : null),
    };

    /// <summary>
    /// Converts; a real number becomes the nearest whole one where a whole one is needed (half to even), as in Elsa, and nothing else is lost.
    /// Null stays null whatever the type, and an empty text is null where no text is needed: that a value is needed is the caller's to say.
    /// </summary>
    public static bool TryConvert(object? value, Type target, out object? converted)
    {
        converted = null;
        var bare = Nullable.GetUnderlyingType(target) ?? target;
        if (value is null || (value is "" && bare != typeof(string) && bare != typeof(object)))
        {
            return true;
        }

        if (value is bool or int or long or double or DateOnly or DateTimeOffset && value.GetType() == bare)
        {
            converted = value;
            return true;
        }

        if (bare.IsArray)
        {
            return TryConvertItems(value, bare.GetElementType()!, out converted);
        }

        converted = Converters.TryGetValue(bare, out var convert) ? convert(value) : bare.IsInstanceOfType(value) ? value : null;
        return converted is not null;
    }

    /// <summary>True when no value of the one type is one of the other, so that a file can be refused before it runs.</summary>
    public static bool NeverConverts(Type from, Type to)
    {
        var source = Nullable.GetUnderlyingType(from) ?? from;
        var target = Nullable.GetUnderlyingType(to) ?? to;
        return source != typeof(object) && source != typeof(string) && target != typeof(object) && target != typeof(string)
            && source != target && IsNumber(source) != IsNumber(target)
            || target == typeof(bool) && IsNumber(source)
            || source == typeof(bool) && target != typeof(bool) && target != typeof(object) && target != typeof(string);
    }

    /// <summary>The plain value of a piece of JSON: whole numbers are <c>long</c>, others <c>decimal</c> where they fit.</summary>
    public static object? Of(SourceNode node) => node.Kind switch
    {
        SourceKind.Object => node.Members.ToDictionary(m => m.Name, m => Of(m.Value), StringComparer.Ordinal),
        SourceKind.Array => node.Items.Select(Of).ToArray(),
        SourceKind.String => node.Text,
        SourceKind.Boolean => node.Text == "true",
        SourceKind.Number => Number(node.Text!),
        _ => null,
    };

    public static object Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var whole))
        {
            return whole;
        }

        return decimal.TryParse(text, NumberStyles.Float, Invariant, out var exact) ? exact : double.Parse(text, Invariant);
    }

    /// <summary>True when two values would read the same, whatever kinds of number they are made of.</summary>
    public static bool SameContent(object? one, object? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (IReadOnlyDictionary<string, object?> a, IReadOnlyDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(m => b.TryGetValue(m.Key, out var value) && SameContent(m.Value, value)),
        (IEnumerable<object?> a, IEnumerable<object?> b) => SameItems(a.ToArray(), b.ToArray()),
        _ when IsNumber(one.GetType()) && IsNumber(other.GetType()) => Convert.ToDouble(one, Invariant).Equals(Convert.ToDouble(other, Invariant)),
        _ => one.Equals(other) || Text(one) is { } text && other is string same && text == same,
    };

    private static bool SameItems(object?[] one, object?[] other) => one.Length == other.Length && one.Zip(other).All(p => SameContent(p.First, p.Second));

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal);

    private static string? Text(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "True" : "False",
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => PlainText.Of(value),
        DateOnly date => date.ToString("yyyy-MM-dd", Invariant),
        DateTimeOffset at => at.ToString("O", Invariant),
        DateTime at => at.ToString("O", Invariant),
        IFormattable scalar => scalar.ToString(null, Invariant),
        _ => null,
    };

    private static bool TryConvertItems(object value, Type type, out object? converted)
    {
        converted = null;
        if ((value is string ? Json(value) : value) is not IEnumerable<object?> items || value is IReadOnlyDictionary<string, object?>)
        {
            return false;
        }

        var list = new List<object?>();
        foreach (var item in items)
        {
            if (!TryConvert(item, type, out var one))
            {
                return false;
            }

            list.Add(one);
        }

        converted = list.ToArray();
        return true;
    }

    /// <summary>JSON inside a text; null when it is none.</summary>
    private static object? Json(object value)
    {
        var document = value is string text ? SourceDocument.Parse("value", System.Text.Encoding.UTF8.GetBytes(text)) : null;
        return document?.Root is { } root && !document.Diagnostics.Any(d => d.IsError) ? Of(root) : null;
    }

    private static decimal? Whole(object value) => Exact(value) is { } n && (value is not string || n == decimal.Truncate(n)) ? decimal.Round(n) : null;

    private static decimal? Exact(object value) => value switch
    {
        decimal n => n,
        int n => n,
        long n => n,
        double n when Math.Abs(n) < 1e15 => (decimal)n,
        string text when decimal.TryParse(text, NumberStyles.Float, Invariant, out var n) => n,
        _ => null,
    };
}
