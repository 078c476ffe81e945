using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Storage;

/// <summary>The working calendar in force; read once for each turn, so that a new edition counts from the next turn on.</summary>
public interface ICalendarSource
{
    WorkingCalendar Current { get; }
}
