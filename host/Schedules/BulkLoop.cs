using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Schedules;

/// <summary>Works on operations on many instances as they come in, one after another.</summary>
public sealed class BulkLoop(BulkWork work, HostSettings settings, TimeProvider time, ILogger<BulkLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await work.RunAsync(null, null, stoppingToken) is { } row)
                {
                    log.LogInformation("Operation {Id} ({Operation}, asked for by {Person}) is {State}: {Done} done, {Refused} refused, of {Total}", row.Id, row.Operation, row.AskedBy, row.State, row.Done, row.Refused, row.Total);
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "An operation on many instances failed; the next try is in {Interval}", settings.PollInterval);
            }

            await Task.Delay(settings.PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // stopping ends the pause early
        }
    }
}
