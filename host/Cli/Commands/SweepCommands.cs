using System.CommandLine;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class SweepCommands
{
    public static Command Build(Shell shell) => new("sweep", "Schedules run by hand") { LapseCommand.Build(shell), Timers(shell), RetentionCommand.Build(shell) };

    private static Command Timers(Shell shell) => shell.Runs(new Command("timers", "Fire every timer that is due now"), async (call, stop) =>
    {
        await call.LoadLibrariesAsync(stop);
        var run = await call.Get<DueTimers>().FireAsync(await call.ActorAsync(Policies.Sweep, stop), stop);
        call.Terminal.Result(run);
        call.Terminal.Say($"{run.Fired} timers fired, {run.Failed} failed and will be tried again.");
        return run.Failed == 0 ? ExitCode.Good : ExitCode.Findings;
    });
}
