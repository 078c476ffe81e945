using System.Globalization;
using System.Reflection;

namespace OcrWorkflows.Expressions.Values;

/// <summary>
/// Methods that take the place of the platform's, where those depend on the culture or can be asked for a result of any size.
/// Comparison is by character, apart from <see cref="Compare"/>, which sorts letters before it looks at their case.
/// </summary>
internal static class TextMethods
{
    /// <summary>Longest text that padding makes, in characters.</summary>
    public const int MaximumPadding = 10_000;

    /// <summary>Longest text that joining and replacing make, in characters.</summary>
    public const int MaximumLength = 1_000_000;

    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    private static readonly ILookup<string, MethodInfo> s_replacements = typeof(TextMethods)
        .GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name is not (nameof(Instead) or nameof(IsForInstance))).ToLookup(m => m.Name, StringComparer.Ordinal);

    /// <summary>The method to call in place of one of <paramref name="type"/>; null when that one is fine.</summary>
    public static MethodInfo? Instead(Type type, MethodInfo method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType);
        if (!method.IsStatic)
        {
            parameters = parameters.Prepend(type);
        }

        var wanted = parameters.ToArray();
        return s_replacements[method.Name].FirstOrDefault(r =>
            r.ReturnType == method.ReturnType && r.GetParameters().Select(p => p.ParameterType).SequenceEqual(wanted));
    }

    /// <summary>True when the first parameter is the value before the dot.</summary>
    public static bool IsForInstance(MethodInfo method) => method.DeclaringType == typeof(TextMethods) && method.Name is not (nameof(Compare) or nameof(Parse) or nameof(Concat));

    public static bool StartsWith(string text, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return text.AsSpan().StartsWith(value);
    }

    public static bool EndsWith(string text, string value) => text.EndsWith(value, StringComparison.Ordinal);

    public static int IndexOf(string text, string value) => text.IndexOf(value, StringComparison.Ordinal);

    public static int LastIndexOf(string text, string value) => text.LastIndexOf(value, StringComparison.Ordinal);

    public static string ToUpper(string text) => text.ToUpperInvariant();

    public static string ToLower(string text) => text.ToLowerInvariant();

    public static int CompareTo(string text, string other) => Compare(text, other);

    public static int Compare(string? left, string? right)
    {
        if (DifferencesMet.AreCollected && (HasOther(left) || HasOther(right)))
        {
            DifferencesMet.Note(DifferenceCodes.TextOrder);
        }

        if (left is not null && right is not null && SettledAt(left, right) is { } difference)
        {
            return difference;
        }

        var letters = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        return Math.Sign(letters != 0 ? letters : string.CompareOrdinal(right, left));
    }

    /// <returns>The order of two texts that the first place in which they differ settles; null when the casing alone differs there, or a letter is not of ASCII.</returns>
    private static int? SettledAt(string left, string right)
    {
        var place = left.AsSpan().CommonPrefixLength(right);
        if (place == left.Length || place == right.Length)
        {
            return Math.Sign(left.Length - right.Length);
        }

        var (a, b) = (left[place], right[place]);
        return char.IsAscii(a) && char.IsAscii(b) && Upper(a) != Upper(b) ? Math.Sign(Upper(a) - Upper(b)) : null;
    }

    private static int Upper(char ascii) => char.IsAsciiLetterLower(ascii) ? ascii - ' ' : ascii;

    /// <summary>A character that a culture may sort elsewhere than its code says.</summary>
    private static bool HasOther(string? text) => text?.Any(c => !char.IsAsciiLetterOrDigit(c)) == true;

    public static string PadLeft(string text, int totalWidth) => text.PadLeft(Width(totalWidth));

    public static string PadLeft(string text, int totalWidth, char paddingChar) => text.PadLeft(Width(totalWidth), paddingChar);

    public static string PadRight(string text, int totalWidth) => text.PadRight(Width(totalWidth));

    public static string PadRight(string text, int totalWidth, char paddingChar) => text.PadRight(Width(totalWidth), paddingChar);

    public static string Concat(string? str0, string? str1) => Bounded((long)(str0?.Length ?? 0) + (str1?.Length ?? 0), () => string.Concat(str0, str1));

    public static string Insert(string text, int startIndex, string value) => Bounded((long)text.Length + value.Length, () => text.Insert(startIndex, value));

    public static string Replace(string text, string oldValue, string? newValue) =>
        oldValue.Length == 0
            ? throw new ExpressionException("Replace was asked to replace an empty text.")
            : Bounded(text.Length + ((long)text.Length / oldValue.Length * (newValue?.Length ?? 0)), () => text.Replace(oldValue, newValue, StringComparison.Ordinal));

    public static DateTime Parse(string s) => DateTime.Parse(s, s_culture, DateTimeStyles.RoundtripKind);

    public static string ToString(int value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(long value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(double value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(decimal value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(short value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(byte value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(float value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(uint value, string format) => value.ToString(Format(format), s_culture);

    public static string ToString(ulong value, string format) => value.ToString(Format(format), s_culture);

    private static string Bounded(long length, Func<string> make) => length <= MaximumLength
        ? make()
        : throw new ExpressionException($"A text of more than {MaximumLength} characters would be made.");

    private static int Width(int width) => width <= MaximumPadding
        ? width
        : throw new ExpressionException($"A text is padded to at most {MaximumPadding} characters; {width} were asked for.");

    /// <summary>A letter and a number ask for as many digits; any other format shows its own length.</summary>
    private static string Format(string format) => format.Length <= 40 && !(format.Length > 0 && char.IsAsciiLetter(format[0]) && HasLongNumber(format))
        ? format
        : throw new ExpressionException($"The number format \"{format}\" asks for too many digits; at most 99 are written.");

    private static bool HasLongNumber(string format)
    {
        var digits = 0;
        foreach (var c in format)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits > 2)
            {
                return true;
            }
        }

        return false;
    }
}
