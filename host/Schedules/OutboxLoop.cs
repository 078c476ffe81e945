using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Schedules;

/// <summary>Sends what is to leave the house, and gives up early events whose time ran out, every <see cref="HostSettings.PollInterval"/>.</summary>
public sealed class OutboxLoop(HostSettings settings, OutboxSender sender, EarlyEvents early, TimeProvider time, ILogger<OutboxLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(settings.PollInterval, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var run = await sender.SendAsync(stop);
            if (run.Sent + run.Failed > 0)
            {
                log.LogInformation("Outbox: {Sent} messages sent, {Failed} failed", run.Sent, run.Failed);
            }

            if (await early.ExpireAsync(stop) is > 0 and var expired)
            {
                log.LogWarning("{Count} early events were given up: nothing waited for them in time", expired);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "Sending failed; the next try is in {Interval}", settings.PollInterval);
        }
    }
}
