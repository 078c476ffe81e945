using System.CommandLine;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class RetentionCommand
{
    public static Command Build(Shell shell)
    {
        var rehearse = new Option<bool>("--rehearse") { Description = "Say what would go, and change nothing" };
        return shell.Runs(new Command("retention", "Remove what has been kept for its time (--rehearse changes nothing)") { rehearse }, async (call, stop) =>
        {
            call.DemandDatabase();
            var trying = call.Parsed.GetValue(rehearse);
            if (!trying && await call.Get<PauseSwitch>().CurrentAsync(stop) is { } pause)
            {
                throw new UsageException($"Sweeps are paused by {pause.By} ({pause.Reason}). ./ocr pause off ends it; --rehearse works meanwhile.");
            }

            var result = await call.Get<RetentionSweep>().RunAsync(call.Settings.Retention, trying, await call.ActorAsync(Policies.Sweep, stop), stop);
            call.Terminal.Result(new { rehearsed = trying, classes = result.Lines });
            call.Terminal.Table(
                ["Class", "Older than", trying ? ">Would go" : ">Gone"],
                result.Lines.Select(l => new[] { l.Class, l.Before is { } before ? Dates.Instant(before) : "kept for good", Dates.Count(l.Count) }));
            if (result.Paused is { } now)
            {
                throw new UsageException($"Sweeps were paused by {now.By} meanwhile ({now.Reason}): what was not removed yet stays.");
            }

            call.Terminal.Say(trying ? "Rehearsal: nothing was changed." : "Audit trails, versions, decisions and the register were not touched.");
            return ExitCode.Good;
        });
    }
}
