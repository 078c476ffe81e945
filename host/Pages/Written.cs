using System.Globalization;
using System.Text;

namespace OcrWorkflows.Host.Pages;

/// <summary>Dates, times, money and numbers as people in the United Kingdom write them. Instants are shown in Europe/London.</summary>
public static class Written
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly TimeZoneInfo London =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var iana) ? iana : TimeZoneInfo.FindSystemTimeZoneById("GMT Standard Time");

    public static DateTimeOffset InLondon(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London);

    /// <summary><c>Mon 21 December 2026, 14:05</c></summary>
    public static string Full(DateTimeOffset instant) => InLondon(instant).ToString("ddd d MMMM yyyy, HH:mm", Plain);

    /// <summary><c>21 Dec 2026, 14:05</c></summary>
    public static string Short(DateTimeOffset instant) => InLondon(instant).ToString("d MMM yyyy, HH:mm", Plain);

    /// <summary><c>Mon 21 December 2026</c></summary>
    public static string Full(DateOnly day) => day.ToString("ddd d MMMM yyyy", Plain);

    /// <summary><c>December 2026</c></summary>
    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", Plain);

    /// <summary><c>21 Dec 2026</c></summary>
    public static string Short(DateOnly day) => day.ToString("d MMM yyyy", Plain);

    /// <summary><c>today</c>, <c>tomorrow</c>, <c>in 5 days</c>, <c>yesterday</c>, <c>3 days ago</c>; past 60 days in months, past two years in years.</summary>
    public static string Distance(DateOnly day, DateOnly today)
    {
        var days = day.DayNumber - today.DayNumber;
        return days switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            > 0 => "in " + Span(days),
            _ => Span(-days) + " ago",
        };
    }

    /// <summary><c>£1,234.50</c> from integer pence.</summary>
    public static string Pounds(long pence) => (pence < 0 ? "−£" : "£") + (Math.Abs(pence) / 100m).ToString("N2", Plain);

    public static string Number(long value) => value.ToString("N0", Plain);

    /// <summary><c>1 task</c>, <c>2 tasks</c>; give the plural where adding an s is wrong.</summary>
    public static string Count(long value, string singular, string? plural = null) =>
        $"{Number(value)} {(value == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>A name of code as words: <c>VisitHeld</c> becomes <c>Visit held</c>, <c>Level3Limit</c> becomes <c>Level 3 limit</c>; runs of capitals stay together.</summary>
    public static string Words(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            if (letter is '-' or '_' or '.')
            {
                words.Append(' ');
                continue;
            }

            var begins = Begins(name, i);
            if (begins && i > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }

            words.Append(i == 0 ? char.ToUpperInvariant(letter) : begins && !IsAcronym(name, i) ? char.ToLowerInvariant(letter) : letter);
        }

        return words.ToString();
    }

    private static bool Begins(string name, int i) =>
        i > 0 && (char.IsDigit(name[i]) ? !char.IsDigit(name[i - 1])
            : char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));

    private static bool IsAcronym(string name, int i) =>
        i + 1 < name.Length && char.IsUpper(name[i + 1]) && !(i + 2 < name.Length && char.IsLower(name[i + 2]));

    /// <summary>First eight characters of a hash, enough to tell versions apart by eye.</summary>
    public static string ShortHash(string hash) => hash.Length <= 8 ? hash : hash[..8];

    private static string Span(int days) => days switch
    {
        <= 60 => Count(days, "day"),
        <= 730 => Count((days + 15) / 30, "month"),
        _ => Count(days / 365, "year"),
    };
}
