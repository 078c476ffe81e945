using OcrWorkflows.Centres;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>The scheduled lapse sweep; safe to run twice, so a second host or a repeated firing does no harm. Clauses R134 to R136.</summary>
[DisallowConcurrentExecution]
public sealed class LapseJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<LapseJob> log) : IJob
{
    private static readonly Actor Schedule = new("schedule:lapse");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sweep = scope.ServiceProvider.GetRequiredService<LapseSweep>();
        log.LogInformation("Lapse sweep begins");
    }
}
