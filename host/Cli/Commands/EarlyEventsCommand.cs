using System.CommandLine;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Events that came before anything waited for them.</summary>
internal static class EarlyEventsCommand
{
    private const int MostListed = 500;

    public static Command Build(Shell shell) => shell.Runs(new Command("early-events", "Events that came early: kept, expired, or too late for their instance"), async (call, stop) =>
    {
        call.DemandDatabase();
        var events = await call.Get<EarlyEvents>().ListAsync(MostListed, stop);
        call.Terminal.Result(events.Select(e => new { request = e.RequestId, instance = e.InstanceId.Value, e.Name, e.Status, e.At, e.ExpiresAt, by = e.Actor }));
        call.Terminal.Table(["Instance", "Event", "Came", "By", "State"], events.Select(e => new[] { e.InstanceId.ToString(), e.Name, Dates.Instant(e.At), e.Actor, $"{e.Status}, until {Dates.Instant(e.ExpiresAt)}" }));
        call.Terminal.Say($"{events.Count} early events that nothing has taken.");
        return ExitCode.Good;
    });
}
