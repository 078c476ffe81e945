using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The working calendar: what it holds, how a date is counted, and what another one would move.</summary>
internal static class CalendarCommands
{
    private const int MostShown = 50;

    public static Command Build(Shell shell) => new("calendars", "The working calendar, and what another one would move") { Show(shell), Due(shell), Preview(shell) };

    private static Command Show(Shell shell) => shell.Runs(new Command("show", "The bank holidays in force, from this year on"), (call, _) =>
    {
        var view = CalendarView.Of(call.Get<ICalendarSource>().Current, call.Get<TimeProvider>());
        call.Terminal.Result(view);
        call.Terminal.Say($"{view.Division}, edition {view.Edition}, known through {Dates.Day(view.KnownThrough)}");
        call.Terminal.Table(["Date", "Bank holiday"], view.Holidays.Select(h => new[] { Dates.Day(h.Date), h.Name }));
        return Task.FromResult(ExitCode.Good);
    });

    private static Command Due(Shell shell)
    {
        var from = new Argument<DateOnly>("from") { Description = "Day 0, such as 2026-12-22", HelpName = "DATE" };
        var days = new Argument<int>("days") { Description = "How many working days after it", HelpName = "DAYS" };
        return shell.Runs(new Command("due", "Count working days, day by day") { from, days }, (call, _) =>
        {
            var count = call.Parsed.GetValue(days);
            if (count is < 1 or > WorkingCalendar.MaximumWorkingDays)
            {
                throw new UsageException($"DAYS is {count}; use 1 to {WorkingCalendar.MaximumWorkingDays}.");
            }

            var day = call.Parsed.GetValue(from);
            if (day.Year > 9900)
            {
                throw new UsageException($"DATE is {day:yyyy-MM-dd}; working days are counted up to the year 9900.");
            }

            var deadline = call.Get<ICalendarSource>().Current.Add(day, count);
            call.Terminal.Result(deadline);
            call.Terminal.Say(deadline.Explanation);
            return Task.FromResult(ExitCode.Good);
        });
    }

    private static Command Preview(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "A bank-holidays.json in the layout of gov.uk", HelpName = "FILE" };
        return shell.Runs(new Command("preview", "Which dates that something waits for another calendar would count otherwise; changes nothing") { file }, async (call, stop) =>
        {
            call.DemandDatabase();
            var path = call.Parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new UsageException($"There is no file {path}.");
            }

            var read = WorkingCalendar.Read(path, await File.ReadAllBytesAsync(path, stop), call.Settings.CalendarDivision);
            foreach (var fault in read.Diagnostics)
            {
                call.Terminal.Say(fault.ToString());
            }

            if (read.Calendar is not { } then)
            {
                call.Terminal.Result(new { diagnostics = read.Diagnostics });
                return ExitCode.Findings;
            }

            var moves = await call.Get<CalendarPreview>().RunAsync(then, stop);
            call.Terminal.Result(moves);
            Say(call.Terminal, moves);
            return ExitCode.Good;
        });
    }

    private static void Say(Terminal terminal, CalendarMoves moves)
    {
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{moves.Counted} dates in working time are waited for: {moves.Same} would be the same, {moves.Moved.Count} counted otherwise, {moves.Provisional} past {Dates.Day(moves.KnownThrough)} and so provisional."));
        if (moves.NotCountedAgain > 0)
        {
            terminal.Say($"{Dates.Count(moves.NotCountedAgain)} could not be counted again: their explanation cannot be read.");
        }

        if (moves.Moved.Count > 0)
        {
            terminal.Table(["Centre", "Workflow", "Waits at", "Due", "Would be"], moves.Moved.Take(MostShown).Select(m => new[]
            {
                m.CentreNumber ?? "", m.CorrelationId ?? m.DefinitionId, m.ActivityId, Dates.Day(m.DueNow), Dates.Day(m.DueThen) + (m.Provisional ? " (provisional)" : ""),
            }));
        }

        if (moves.Moved.Count > MostShown)
        {
            terminal.Say($"The first {MostShown} of {Dates.Count(moves.Moved.Count)}; --json lists them all, each with its count day by day.");
        }

        terminal.Say("Nothing was changed. Dates that are set stay as they were counted; what is counted from the change on uses the new calendar.");
    }
}
