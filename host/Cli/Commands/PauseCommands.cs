using System.CommandLine;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The switch that pauses sweeps and outgoing mail on every host.</summary>
internal static class PauseCommands
{
    public static Command Build(Shell shell) => new("pause", "All sweeps and outgoing mail, on every host") { Turn(shell, on: true), Turn(shell, on: false), Show(shell) };

    private static Command Turn(Shell shell, bool on)
    {
        var reason = new Option<string>("--reason") { Description = "Why; it stands on every page and in the audit trail", HelpName = "TEXT", Required = true };
        return shell.Runs(new Command(on ? "on" : "off", on ? "Pause all sweeps and outgoing mail" : "Let sweeps and outgoing mail go on") { reason }, async (call, stop) =>
        {
            call.DemandDatabase();
            if (string.IsNullOrWhiteSpace(call.Parsed.GetRequiredValue(reason)))
            {
                throw new UsageException("The reason is empty; say why in a few words.");
            }

            var actor = await call.ActorAsync(Policies.Sweep, stop);
            var turned = await call.Get<PauseSwitch>().TurnAsync(on, call.Parsed.GetRequiredValue(reason), actor, stop);
            call.Terminal.Result(new { paused = on, changed = turned });
            call.Terminal.Say((on, turned) switch
            {
                (true, true) => "Paused: no sweep runs and no letter leaves, on any host, until ./ocr pause off. Workflows and timers go on.",
                (true, false) => "It was paused already; ./ocr pause show says why.",
                (false, true) => "Sweeps and outgoing mail go on.",
                _ => "Nothing was paused.",
            });
            return ExitCode.Good;
        });
    }

    private static Command Show(Shell shell) => shell.Runs(new Command("show", "Whether anything is paused, since when, by whom and why"), async (call, stop) =>
    {
        call.DemandDatabase();
        var pause = await call.Get<PauseSwitch>().CurrentAsync(stop);
        call.Terminal.Result(new { paused = pause is not null, pause?.Since, pause?.By, pause?.Reason });
        call.Terminal.Say(pause is null ? "Nothing is paused." : $"Paused since {Dates.Instant(pause.Since)} by {pause.By}: {pause.Reason}");
        return pause is null ? ExitCode.Good : ExitCode.Findings;
    });
}
