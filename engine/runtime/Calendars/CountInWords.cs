using System.Globalization;

namespace OcrWorkflows.Runtime.Calendars;

/// <summary>Says how a deadline was counted, so that anybody can check it with a wall calendar.</summary>
internal static class CountInWords
{
    /// <summary>Longer counts name the bank holidays only.</summary>
    private const int MostDaysNamed = 45;

    public static string Explain(WorkingCalendar calendar, DateOnly from, int workingDays, IReadOnlyList<DateOnly> days)
    {
        var counted = workingDays == 1 ? "1 working day" : $"{workingDays} working days";
        var course = days.Count <= MostDaysNamed ? DayByDay(calendar, days) : HolidaysOnly(calendar, days);
        var last = days[^1];
        var text = $"{counted} after {Format(from, "ddd d MMMM yyyy")}: {course} = {Format(last, "ddd d MMMM yyyy")} (calendar {calendar.Division}, edition {calendar.Edition}).";
        return last > calendar.KnownThrough
            ? text + $" Provisional: bank holidays are published up to {Format(calendar.KnownThrough, "d MMMM yyyy")}; later days are counted by weekday alone."
            : text;
    }

    private static string DayByDay(WorkingCalendar calendar, IReadOnlyList<DateOnly> days)
    {
        var groups = new List<(string? Why, List<DateOnly> Days)>();
        foreach (var day in days)
        {
            var why = Why(calendar, day);
            if (groups.Count > 0 && groups[^1].Why == why && groups[^1].Days[0].Month == day.Month)
            {
                groups[^1].Days.Add(day);
            }
            else
            {
                groups.Add((why, [day]));
            }
        }

        return string.Join("; ", groups.Select(g =>
            string.Join(", ", g.Days.Select(d => Format(d, "ddd d"))) + Format(g.Days[0], " MMMM") + (g.Why is null ? "" : " " + g.Why)));
    }

    private static string HolidaysOnly(WorkingCalendar calendar, IReadOnlyList<DateOnly> days)
    {
        var holidays = days.Where(d => !WorkingCalendar.IsWeekend(d) && calendar.HolidayOn(d) is not null)
            .Select(d => $"{Format(d, "ddd d MMMM yyyy")} ({calendar.HolidayOn(d)})").ToArray();
        return "Mondays to Fridays" + (holidays.Length == 0 ? ", no bank holiday between" : " less the bank holidays " + string.Join(", ", holidays));
    }

    /// <summary>Why a day does not count; null when it does.</summary>
    private static string? Why(WorkingCalendar calendar, DateOnly day) =>
        WorkingCalendar.IsWeekend(day) ? "weekend"
        : calendar.HolidayOn(day) is { } holiday ? $"bank holiday ({holiday})"
        : null;

    private static string Format(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
