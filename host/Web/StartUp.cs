using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Schedules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Web;

/// <summary>What happens before the first request: tables, rule sets and workflow definitions.</summary>
public sealed class StartUp(
    Schema schema,
    HostSettings settings,
    FileWatch watch,
    ShippedContent shipped,
    FileChangeHandler changes,
    ILogger<StartUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var work = await schema.PrepareAsync(cancellationToken);
        if (work.Pending.Count > 0)
        {
            log.LogInformation("Database brought up to date: {Migrations}", string.Join(", ", work.Pending));
        }

        watch.Begin();
        foreach (var publication in await shipped.BringUpAsync(new Actor("host"), cancellationToken))
        {
            changes.Report(publication);
        }

        log.LogInformation("Deciding by rule sets in {RuleSets}; database {Provider}", settings.RuleSetsPath, settings.Provider);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
