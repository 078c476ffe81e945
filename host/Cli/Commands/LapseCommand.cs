using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class LapseCommand
{
    private const int Shown = 40;

    public static Command Build(Shell shell)
    {
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = "Day that counts as today, yyyy-MM-dd",
            HelpName = "DATE",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200)
                {
                    return day;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not a date between 2000 and 2199; write yyyy-MM-dd, such as 2027-01-31.");
                return null;
            },
        };
        var rehearse = new Option<bool>("--rehearse") { Description = "Say what would lapse, and change nothing" };
        var confirm = new Option<int?>("--confirm") { Description = "The number that would lapse, once you have looked at it; needed when it is unusually large", HelpName = "NUMBER" };
        return shell.Runs(new Command("lapse", "Lapse what saw no entry and no claim for two years (--rehearse changes nothing)") { asOf, rehearse, confirm }, async (call, stop) =>
        {
            if (call.Parsed.GetValue(asOf) > WorkingCalendar.LocalDate(call.Get<TimeProvider>().GetUtcNow()) && !call.Parsed.GetValue(rehearse))
            {
                throw new UsageException("A sweep as of a day to come would lapse approvals that are still in time. Add --rehearse to see what would lapse by then.");
            }

            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Sweep, stop);
            var result = await call.Get<LapseSweep>().RunAsync(call.Parsed.GetValue(asOf), call.Parsed.GetValue(rehearse), actor, stop, call.Parsed.GetValue(confirm));
            call.Terminal.Result(result);
            Say(call.Terminal, result);
            return result.Held is not null || result.Paused is not null || result.Failed.Count + result.Undecided.Count > 0 ? ExitCode.Findings : ExitCode.Good;
        });
    }

    private static void Say(Terminal terminal, LapseResult result)
    {
        if (result.Paused is { } pause)
        {
            Lines(terminal, "Lapsed before the pause", result.Lapsed);
            terminal.Say($"PAUSED: {Dates.Count(result.Lapsed.Count)} lapsed, and the rest was left as it is. By {pause.By} since {Dates.Instant(pause.Since)}: {pause.Reason}");
            terminal.Say("./ocr pause off ends it; --rehearse works meanwhile.");
            return;
        }

        Lines(terminal, result.Rehearsed || result.Held is not null ? "Would lapse" : "Lapsed", result.Lapsed);
        Lines(terminal, "Undecided: a rule broke, so they stay as they are", result.Undecided);
        Lines(terminal, "Could not be carried out; the next sweep tries again", result.Failed);
        terminal.Say();
        if (result.Held is { } held)
        {
            terminal.Say($"HELD, and nothing was changed: {Dates.Count(held.WouldLapse)} of the {Dates.Count(held.InForce)} approvals and centres in force would lapse{(held.Confirmed is { } number ? $", not the {Dates.Count(number)} that you confirmed" : $"; a sweep lapses at most {Dates.Count(held.Most)} by itself")}.");
            terminal.Say($"Is the clock right, and are entries and claims coming in? If so: ./ocr sweep lapse --confirm {held.WouldLapse}");
            return;
        }

        terminal.Say($"As of {Dates.Day(result.AsOf)}: {Dates.Count(result.Examined)} quiet approvals and centres examined, {Dates.Count(result.Lapsed.Count)} {(result.Rehearsed ? "would lapse (rehearsal: nothing was changed)" : "lapsed")}, {result.Undecided.Count} undecided, {result.Failed.Count} failed.");
        terminal.Say($"{Dates.Count(result.Warnings.Count)} lapse soon{(result.Rehearsed ? "; their centres are written to, unless they have been already" : " and their centres are written to")}.");
    }

    private static void Lines(Terminal terminal, string title, IReadOnlyList<LapseLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        terminal.Heading(title);
        terminal.Table(
            ["Centre", "Scope", "Covers", "Quiet since", "Open", "Clause", "Reason"],
            lines.Take(Shown).Select(l => new[] { l.CentreNumber, l.Scope, l.Covers, Dates.Day(l.InactiveSince), l.Open.IsNone ? "" : l.Open.Words, string.Join(", ", l.Clauses), l.Reason }));
        if (lines.Count > Shown)
        {
            terminal.Say($"and {Dates.Count(lines.Count - Shown)} more (--json lists them all).");
        }
    }
}
