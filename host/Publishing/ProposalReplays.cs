using System.Text.Json;
using System.Text.Json.Serialization;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Publishing;

/// <summary>Runs the replay of a proposal and keeps its report; one that is stopped is given back and keeps nothing.</summary>
public sealed class ProposalReplays(ReplayQueue queue, ImpactReplay replay, RuleSetLibrary library, TimeProvider time)
{
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static ImpactReport Read(string json) => JsonSerializer.Deserialize<ImpactReport>(json, s_json) ?? throw new JsonException("The stored report is empty.");

    /// <param name="wanted">Null for whichever has waited longest.</param>
    /// <returns>Null when there was nothing to do, or another host is at it.</returns>
    public async Task<ImpactReport?> RunAsync(Guid? wanted, IProgress<ReplayProgress>? progress, CancellationToken stop)
    {
        if (await queue.TakeAsync(wanted, stop) is not { } order)
        {
            return null;
        }

        var kept = false;
        try
        {
            var report = await WithSignsOfLifeAsync(order, progress, stop);
            kept = report.Complete && await queue.FinishAsync(order, JsonSerializer.Serialize(report, s_json), report.Hash, stop);
            if (kept && await library.StudyAsync(order.Content, stop) is { } study)
            {
                await queue.StudiedAsync(order, study, stop);
            }

            return report;
        }
        finally
        {
            if (!kept)
            {
                await queue.GiveBackAsync(order, CancellationToken.None);
            }
        }
    }

    /// <summary>Stops by itself when nobody waits for it any more.</summary>
    private async Task<ImpactReport> WithSignsOfLifeAsync(ReplayOrder order, IProgress<ReplayProgress>? progress, CancellationToken stop)
    {
        var latest = new Latest(progress);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var signs = SignsAsync(order, latest, unwanted, ended.Token);
        try
        {
            return await replay.RunAsync(order.Affected, null, latest, unwanted.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await signs;
        }
    }

    private async Task SignsAsync(ReplayOrder order, Latest latest, CancellationTokenSource unwanted, CancellationToken stop)
    {
        using var tick = new PeriodicTimer(BetweenSigns, time);
        try
        {
            while (await tick.WaitForNextTickAsync(stop))
            {
                if (!await queue.ProgressAsync(order, latest.Value.Done, latest.Value.Total, stop))
                {
                    await unwanted.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The replay has ended.
        }
    }

    private sealed class Latest(IProgress<ReplayProgress>? next) : IProgress<ReplayProgress>
    {
        private long _done;
        private long _total;

        public ReplayProgress Value => new(Interlocked.Read(ref _done), Interlocked.Read(ref _total));

        public void Report(ReplayProgress value)
        {
            Interlocked.Exchange(ref _done, value.Done);
            Interlocked.Exchange(ref _total, value.Total);
            next?.Report(value);
        }
    }
}
