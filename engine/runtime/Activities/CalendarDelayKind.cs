using System.Globalization;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Waits until a day of the calendar has ended in London: <c>from</c> plus months, then plus days. Weekends and bank holidays count like any day.</summary>
internal sealed class CalendarDelayKind : TimerKind
{
    public override string Type => "Ocr.CalendarDelay";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("months", typeof(int)), new("days", typeof(int)), new("from", typeof(DateOnly))];

    /// <summary>Day 0 is <c>from</c>, or the local date of today when the file does not set it; neither months nor days: the end of that day itself.</summary>
    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context)
    {
        var from = context.Node.Inputs.ContainsKey("from")
            ? context.Required<DateOnly>("from")
            : WorkingCalendar.LocalDate(context.Burst.Context.Now);
        var months = context.Input("months") as int? ?? 0;
        var days = context.Input("days") as int? ?? 0;
        try
        {
            var last = from.AddMonths(months).AddDays(days);
            return (WorkingCalendar.EndOf(last), Explain(from, months, days, last));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ActivityFaultException("The delay ends outside the years 1 to 9999.");
        }
    }

    private static string Explain(DateOnly from, int months, int days, DateOnly last)
    {
        string?[] spans = [Span(months, "month"), Span(days, "day")];
        var counted = string.Join(" and ", spans.Where(s => s is not null));
        return counted.Length == 0
            ? $"To the end of {Format(last)}."
            : $"{counted} after {Format(from)}, every day counted = the end of {Format(last)}.";
    }

    private static string? Span(int count, string unit) => count == 0 ? null : $"{count} {unit}{(count == 1 ? "" : "s")}";

    private static string Format(DateOnly date) => date.ToString("ddd d MMMM yyyy", CultureInfo.InvariantCulture);
}
