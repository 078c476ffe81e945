using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Schedules;

/// <summary>Fires due timers, every <see cref="HostSettings.PollInterval"/>.</summary>
public sealed class DueTimerLoop(HostSettings settings, DueTimers timers, TimeProvider time, ILogger<DueTimerLoop> log) : BackgroundService
{
    private static readonly Actor Schedule = new("schedule:timers");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(settings.PollInterval, time);
        try
        {
            do
            {
                await FireAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task FireAsync(CancellationToken stop)
    {
        try
        {
            var run = await timers.FireAsync(Schedule, stop);
            if (run.Fired + run.Failed > 0)
            {
                log.LogInformation("Due timers: {Fired} fired, {Failed} to be tried again", run.Fired, run.Failed);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "Firing due timers failed; the next try is in {Interval}", settings.PollInterval);
        }
    }
}
