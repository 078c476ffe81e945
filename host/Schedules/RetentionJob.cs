using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>The scheduled removal of what has been kept for its time; safe to run twice, and on two hosts.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(RetentionSweep sweep, RetentionPeriods periods, ILogger<RetentionJob> log) : IJob
{
    private static readonly Actor Schedule = new("schedule:retention");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var result = await sweep.RunAsync(periods, rehearse: false, Schedule, cancellationToken);
        if (result.Paused is { } pause)
        {
            log.LogWarning("Sweeps are paused by {By} since {Since:u}: the retention sweep removed {Removed} and left the rest", pause.By, pause.Since, result.Words);
            return;
        }

        log.LogInformation("Retention sweep: removed {Removed}", result.Words);
    }
}
