using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Host.Simulation;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary><c>ocr simulate</c>: years of an awarding body in minutes, with a balance at the end.</summary>
internal static class SimulateCommand
{
    /// <summary>Always the same, so that a seed means the same on any day.</summary>
    private static readonly DateOnly FirstDay = new(2026, 9, 1);

    private const int FindingsShown = 20;

    public static Command Build(Shell shell)
    {
        var centres = new Option<int>("--centres") { Description = "How many centres", HelpName = "N", DefaultValueFactory = _ => 50 };
        var years = new Option<int>("--years") { Description = "How many years", HelpName = "Y", DefaultValueFactory = _ => 3 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same balance", HelpName = "S", DefaultValueFactory = _ => 1 };
        var keep = new Option<string?>("--keep") { Description = "Keep the database as this file; removed otherwise", HelpName = "FILE" };
        return shell.Runs(new Command("simulate", "Years of made-up centres on a clock and in a database of their own, and a balance of what was done and what is kept; changes nothing else") { centres, years, seed, keep }, async (call, stop) =>
        {
            var options = new SimulationOptions(call.Parsed.GetValue(centres), call.Parsed.GetValue(years), call.Parsed.GetValue(seed), FirstDay);
            var file = call.Parsed.GetValue(keep) is { } named ? Path.GetFullPath(named) : null;
            SimulationReport report;
            try
            {
                report = await call.Get<Simulator>().RunAsync(options, file, new Days(call.Terminal), stop);
            }
            catch (SimulationException refused)
            {
                throw new UsageException(refused.Message);
            }

            call.Terminal.Result(report);
            Say(call.Terminal, report);
            return report.IsClean ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static void Say(Terminal terminal, SimulationReport report)
    {
        terminal.Heading($"{Dates.Count(report.Options.Centres)} centres from {Dates.Day(report.Options.From)} until {Dates.Day(report.Options.End.AddDays(-1))}, seed {report.Options.Seed}");
        terminal.Table(["Balance", ">As it was done", ">As it is kept", ""], report.Balances.Select(b => new[] { b.What, Number(b.Acted), Number(b.Kept), b.Holds ? "" : "does not hold" }));
        foreach (var finding in report.Findings.Take(FindingsShown))
        {
            terminal.Say(finding);
        }

        if (report.Findings.Count > FindingsShown)
        {
            terminal.Say($"... and {Number(report.Findings.Count - FindingsShown)} more; --json has them all.");
        }

        terminal.Say();
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{report.Turns:N0} timers fired; {report.Took.TotalSeconds:N1} s, {report.MillisecondsPerCentreYear:N1} ms for a year of a centre."));
        if (report.Database is { } kept)
        {
            terminal.Say($"The database is kept: ./ocr verify --database {kept}");
        }

        terminal.Say(report.IsClean ? "Clean: every balance holds, and verify found nothing." : "Not clean: see above.");
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Days(Terminal terminal) : IProgress<DateOnly>
    {
        public void Report(DateOnly value)
        {
            if (value.Day == 1 && value.Month % 3 == 0)
            {
                terminal.Note($"  {Dates.Day(value)} ...");
            }
        }
    }
}
