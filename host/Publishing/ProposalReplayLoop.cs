using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Publishing;

/// <summary>Replays proposals as they come in, one after another.</summary>
public sealed class ProposalReplayLoop(ProposalReplays replays, HostSettings settings, TimeProvider time, ILogger<ProposalReplayLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await replays.RunAsync(null, null, stoppingToken) is not { } report)
                {
                    await Task.Delay(settings.PollInterval, time, stoppingToken);
                }
                else if (report.Complete)
                {
                    log.LogInformation("Replayed {All} decisions for the proposed {RuleSet}: {Same} same, {Changed} changed, {NotEvaluated} could not be evaluated",
                        report.All, report.RuleSet, report.Same, report.Changed, report.NotEvaluated);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "A replay failed; the next try is in {Interval}", settings.PollInterval);
                await PauseAsync(stoppingToken);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stop) =>
        await Task.Delay(settings.PollInterval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // stopping ends the pause early
}
