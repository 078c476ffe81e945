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
    internal WorkingCalendar()
    {
    }

    public string Division => throw new NotImplementedException();

    /// <summary>Hash of the file the holidays came from, shortened; names the edition.</summary>
    public string Edition => throw new NotImplementedException();

    /// <summary>Last date whose holidays are published; 31 December of the file's last year.</summary>
    public DateOnly KnownThrough => throw new NotImplementedException();

    public bool IsWorkingDay(DateOnly date) => throw new NotImplementedException();

    /// <summary>The date <paramref name="workingDays"/> working days after <paramref name="from"/>, which is day 0 whatever day it is.</summary>
    /// <param name="workingDays">At least 1.</param>
    public WorkingDeadline Add(DateOnly from, int workingDays) => throw new NotImplementedException();

    /// <summary>The first instant after the end of a local date in Europe/London, UTC: a deadline on that date is missed from then on.</summary>
    public static DateTimeOffset EndOf(DateOnly localDate) => throw new NotImplementedException();

    /// <summary>The local date in Europe/London.</summary>
    public static DateOnly LocalDate(DateTimeOffset instant) => throw new NotImplementedException();

    /// <summary>Reads a file in the layout of the gov.uk <c>bank-holidays.json</c>.</summary>
    /// <param name="division"><c>england-and-wales</c>, <c>scotland</c> or <c>northern-ireland</c>.</param>
    public static CalendarLoad Read(string file, ReadOnlySpan<byte> utf8, string division) => throw new NotImplementedException();
}

public sealed record CalendarLoad(WorkingCalendar? Calendar, IReadOnlyList<Diagnostic> Diagnostics);
