using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Hosting;

/// <param name="Name">With "substitute day" where it is one.</param>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>The working calendar as people are shown it.</summary>
/// <param name="KnownThrough">Last day whose bank holidays are published; later ones count by weekday alone.</param>
/// <param name="Holidays">From this year on.</param>
public sealed record CalendarView(string Division, string Edition, DateOnly KnownThrough, IReadOnlyList<Holiday> Holidays)
{
    public static CalendarView Of(WorkingCalendar calendar, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(time);
        var first = new DateOnly(WorkingCalendar.LocalDate(time.GetUtcNow()).Year, 1, 1);
        return new CalendarView(calendar.Division, calendar.Edition, calendar.KnownThrough, [.. calendar.Holidays.Where(h => h.Key >= first).OrderBy(h => h.Key).Select(h => new Holiday(h.Key, h.Value))]);
    }
}
