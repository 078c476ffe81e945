using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Storage;
using Quartz;

namespace OcrWorkflows.Host.Schedules;

/// <summary>The scheduled lapse sweep; safe to run twice, so a second host or a repeated firing does no harm. Clauses R134 to R136.</summary>
[DisallowConcurrentExecution]
public sealed class LapseJob(LapseSweep sweep, ILogger<LapseJob> log) : IJob
{
    private static readonly Actor Schedule = new("schedule:lapse");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var result = await sweep.RunAsync(asOf: null, rehearse: false, Schedule, cancellationToken);
        if (result.Paused is { } pause)
        {
            log.LogWarning("Sweeps are paused by {By} since {Since:u}: the lapse sweep lapsed {Lapsed} and left the rest", pause.By, pause.Since, result.Lapsed.Count);
            return;
        }

        if (result.Held is { } held)
        {
            log.LogError("The lapse sweep as of {AsOf:yyyy-MM-dd} held and changed nothing: {WouldLapse} of {InForce} in force would lapse, more than the {Most} it lapses by itself. Look at the rehearsal and confirm the number",
                result.AsOf, held.WouldLapse, held.InForce, held.Most);
            return;
        }

        log.Log(
            result.Failed.Count + result.Undecided.Count > 0 ? LogLevel.Error : LogLevel.Information,
            "Lapse sweep as of {AsOf:yyyy-MM-dd}: {Examined} examined, {Lapsed} lapsed, {Undecided} undecided, {Failed} failed, {Warned} warned",
            result.AsOf, result.Examined, result.Lapsed.Count, result.Undecided.Count, result.Failed.Count, result.Warnings.Count);
    }
}
