using System.Text;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Api;

/// <param name="Text">A bank-holidays.json in the layout of gov.uk.</param>
public sealed record CalendarRequest(string? Text);

/// <param name="Diagnostics">What is wrong with the text.</param>
/// <param name="Moves">What it would change; null when it cannot be used.</param>
public sealed record CalendarAnswer(IReadOnlyList<Expressions.Diagnostic> Diagnostics, CalendarMoves? Moves);

/// <summary>The working calendar: what it holds, how a date is counted, and what another one would move.</summary>
public static class CalendarsApi
{
    public static void Map(RouteGroupBuilder calendars)
    {
        calendars.RequireAuthorization(Policies.ReadProposals);
        calendars.MapGet("/current", (ICalendarSource source, TimeProvider time) => CalendarView.Of(source.Current, time)).WithSummary("The calendar in force, with its bank holidays from this year on.");
        calendars.MapGet("/due", Due).WithSummary("The date so many working days (1 unless given) after a day (today unless given), and how it is counted, day by day.").Produces<WorkingDeadline>().ProducesProblem(StatusCodes.Status400BadRequest);
        calendars.MapPost("/preview", PreviewAsync)
            .WithSummary("Every date that something waits for and that another calendar would count otherwise. Nothing is changed.")
            .WithExample("""{ "text": "{ \"england-and-wales\": { \"division\": \"england-and-wales\", \"events\": [{ \"title\": \"Christmas Day\", \"date\": \"2026-12-25\" }] } }" }""")
            .Produces<CalendarAnswer>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static IResult Due(ICalendarSource source, TimeProvider time, DateOnly? from = null, int workingDays = 1)
    {
        var day = from ?? WorkingCalendar.LocalDate(time.GetUtcNow());
        return workingDays is < 1 or > WorkingCalendar.MaximumWorkingDays || day.Year > 9900
            ? Problems.Bad("bad-working-days", $"Working days are counted from 1 to {WorkingCalendar.MaximumWorkingDays}, up to the year 9900.")
            : Results.Ok(source.Current.Add(day, workingDays));
    }

    private static async Task<IResult> PreviewAsync(CalendarRequest request, HostSettings settings, CalendarPreview preview, CancellationToken stop)
    {
        if (request.Text is not { } text)
        {
            return Problems.Bad("without-text", "Send the file as the member text.");
        }

        var read = WorkingCalendar.Read("bank-holidays.json", Encoding.UTF8.GetBytes(text), settings.CalendarDivision);
        return Results.Ok(new CalendarAnswer(read.Diagnostics, read.Calendar is { } then ? await preview.RunAsync(then, stop) : null));
    }
}
