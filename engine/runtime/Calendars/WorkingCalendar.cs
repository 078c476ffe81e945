using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Runtime.Calendars;

/// <summary>A deadline and how it was counted.</summary>
/// <param name="Provisional">True when a day past the calendar's known-through date was counted: a holiday may yet be proclaimed.</param>
/// <param name="Explanation">Day by day, naming the calendar's division and edition, for people.</param>
public sealed record WorkingDeadline(DateOnly Date, bool Provisional, string Explanation);

/// <summary>Working days of one division of the United Kingdom: Monday to Friday, less bank holidays.</summary>
/// <remarks>
/// That a working day is this is a setting of ours: no definition by the awarding body was found.
/// Days past <see cref="KnownThrough"/> count by weekday alone and make a deadline provisional.
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>Most working days that are counted at once: about forty years.</summary>
    public const int MaximumWorkingDays = 10_000;

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private readonly FrozenDictionary<DateOnly, string> _holidays;

    internal WorkingCalendar(string division, string edition, IReadOnlyDictionary<DateOnly, string> holidays)
    {
        Division = division;
        Edition = edition;
        _holidays = holidays.ToFrozenDictionary();
        KnownThrough = new DateOnly(holidays.Keys.Max().Year, 12, 31);
    }

    public string Division { get; }

    /// <summary>Hash of the file the holidays came from and the division, shortened; names the edition.</summary>
    public string Edition { get; }

    /// <summary>Last date whose holidays are published; 31 December of the file's last year.</summary>
    public DateOnly KnownThrough { get; }

    /// <summary>By date, with their names.</summary>
    public IReadOnlyDictionary<DateOnly, string> Holidays => _holidays;

    public bool IsWorkingDay(DateOnly date) => !IsWeekend(date) && !_holidays.ContainsKey(date);

    /// <summary>Name of the bank holiday on a date, with "substitute day" where it is one; null when there is none.</summary>
    public string? HolidayOn(DateOnly date) => _holidays.GetValueOrDefault(date);

    /// <summary>The date <paramref name="workingDays"/> working days after <paramref name="from"/>, which is day 0 whatever day it is.</summary>
    /// <param name="workingDays">At least 1, at most <see cref="MaximumWorkingDays"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of days, or a date past the year 9900.</exception>
    public WorkingDeadline Add(DateOnly from, int workingDays)
    {
        if (workingDays is < 1 or > MaximumWorkingDays)
        {
            throw new ArgumentOutOfRangeException(nameof(workingDays), $"{workingDays} working days cannot be counted: at least 1, at most {MaximumWorkingDays}.");
        }

        if (from.Year > 9900)
        {
            throw new ArgumentOutOfRangeException(nameof(from), "Working days are counted up to the year 9900.");
        }

        var days = new List<DateOnly>();
        var at = from;
        for (var left = workingDays; left > 0;)
        {
            at = at.AddDays(1);
            days.Add(at);
            left -= IsWorkingDay(at) ? 1 : 0;
        }

        return new WorkingDeadline(at, at > KnownThrough, CountInWords.Explain(this, from, workingDays, days));
    }

    /// <summary>The first instant after the end of a local date in Europe/London, UTC: a deadline on that date is missed from then on.</summary>
    public static DateTimeOffset EndOf(DateOnly localDate)
    {
        var midnight = localDate.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, London.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The local date in Europe/London.</summary>
    public static DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, London).DateTime);

    /// <summary>Reads a file in the layout of the gov.uk <c>bank-holidays.json</c>.</summary>
    /// <param name="division"><c>england-and-wales</c>, <c>scotland</c> or <c>northern-ireland</c>.</param>
    public static CalendarLoad Read(string file, ReadOnlySpan<byte> utf8, string division) => CalendarReading.Read(file, utf8, division);

    /// <summary>The holidays as one JSON object, by date: enough to count again as it was counted then.</summary>
    public string HolidaysToJson() => JsonSerializer.Serialize(
        _holidays.OrderBy(h => h.Key).ToDictionary(h => h.Key.ToString("O", CultureInfo.InvariantCulture), h => h.Value));

    /// <exception cref="FormatException">The text was not written by <see cref="HolidaysToJson"/>.</exception>
    public static WorkingCalendar FromJson(string division, string edition, string holidays)
    {
        try
        {
            var byDate = JsonSerializer.Deserialize<Dictionary<string, string>>(holidays)!;
            return new WorkingCalendar(division, edition, byDate.ToDictionary(h => DateOnly.ParseExact(h.Key, "O", CultureInfo.InvariantCulture), h => h.Value));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new FormatException($"The stored calendar {edition} is damaged: {fault.Message}", fault);
        }
    }

    internal static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

public sealed record CalendarLoad(WorkingCalendar? Calendar, IReadOnlyList<Diagnostic> Diagnostics);
