using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Rehearsals;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class RehearseCommand
{
    public static Command Build(Shell shell)
    {
        var centre = new Argument<string>("centre") { HelpName = "CENTRE", Description = "Number of the centre" };
        var until = new Option<DateOnly?>("--until")
        {
            Description = "Last day to rehearse, yyyy-MM-dd (a year from today)",
            HelpName = "DATE",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                {
                    return day;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a date; write yyyy-MM-dd, such as 2027-01-31.");
                return null;
            },
        };
        return shell.Runs(new Command("rehearse", "What comes to one centre when nobody does anything: letters, tasks, deadlines, lapses; changes nothing") { centre, until }, async (call, stop) =>
        {
            call.DemandDatabase();
            await call.ActorAsync(Policies.Operate, stop);
            var last = call.Parsed.GetValue(until) ?? WorkingCalendar.LocalDate(call.Get<TimeProvider>().GetUtcNow()).AddYears(1);
            Rehearsed rehearsed;
            try
            {
                rehearsed = await call.Get<Rehearsal>().RunAsync(call.Parsed.GetRequiredValue(centre), last, stop);
            }
            catch (RehearsalException refused)
            {
                throw new UsageException(refused.Message);
            }

            call.Terminal.Result(rehearsed);
            Say(call.Terminal, rehearsed);
            return ExitCode.Good;
        });
    }

    private static void Say(Terminal terminal, Rehearsed rehearsed)
    {
        terminal.Heading($"Centre {rehearsed.Centre} until {Dates.Day(rehearsed.Until)}, if nobody does anything");
        if (rehearsed.Events.Count == 0)
        {
            terminal.Say("Nothing comes.");
        }
        else
        {
            terminal.Table(["When", "What", "", "About"], rehearsed.Events.Select(e => new[] { Dates.Instant(e.At), e.Kind.ToString(), e.Text, e.About }));
        }

        var counts = rehearsed.Events.GroupBy(e => e.Kind).OrderBy(g => g.Key).Select(g => $"{Dates.Count(g.Count())} {Plural(g.Key, g.Count())}");
        terminal.Say($"{string.Join(", ", counts.DefaultIfEmpty("nothing"))}; {Dates.Count(rehearsed.Turns)} timers fired on a copy, and nothing else was touched.");
        if (rehearsed.CutOffAt is { } cut)
        {
            terminal.Say($"There were more than are rehearsed; it ends at {Dates.Instant(cut)}.");
        }
    }

    private static string Plural(RehearsedKind kind, int count) =>
        kind == RehearsedKind.Status ? count == 1 ? "change of status" : "changes of status" : kind.ToString().ToLowerInvariant() + (count == 1 ? "" : "s");
}
