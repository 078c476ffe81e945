using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Centres.Replay;

/// <summary>
/// Replays every stored decision of a rule set, and of the sets that inject it, against a draft: no sample, no cap. Pages are read by
/// one and decided by as many as there are cores; the results are taken in order, so memory does not grow and the report is the same each time.
/// </summary>
public sealed class ImpactReplay(IDbContextFactory<OcrDbContext> databases, ReferenceLibrary references)
{
    /// <param name="affected">As <see cref="DraftCheck.Affected"/>: the draft first.</param>
    /// <param name="changed">Told of each changed decision, and of each that could not be evaluated, in the order they were made.</param>
    /// <param name="stop">Ends it cleanly: the report then says that it is not complete.</param>
    /// <param name="standingSince">Only decisions dated on this day or later that no other has replaced; null for all.</param>
    public async Task<ImpactReport> RunAsync(
        IReadOnlyList<RuleSet> affected, Action<ChangedDecision>? changed, IProgress<ReplayProgress>? progress, CancellationToken stop, DateOnly? standingSince = null)
    {
        ArgumentNullException.ThrowIfNull(affected);
        var names = affected.Select(s => s.Name).ToList();
        var reference = references.Current;
        using var tally = new ImpactTally(reference);
        var stored = 0L;
        var complete = true;
        try
        {
            stored = await CountAsync(names, standingSince, stop);
            progress?.Report(new ReplayProgress(0, stored));
            foreach (var set in affected)
            {
                var decider = new Decider(set, reference);
                await InOrder.RunAsync(StoredDecisions.PagesAsync(databases, set.Name, standingSince, stop), page => DecideAsync(decider, page, stop), page =>
                {
                    Take(page, tally, changed);
                    progress?.Report(new ReplayProgress(tally.All, stored));
                }, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            complete = false;
        }

        return tally.Report(affected[0].Name, names, DraftCheck.HashOf(affected), stored, complete);
    }

    private static void Take(IReadOnlyList<Replayed> page, ImpactTally tally, Action<ChangedDecision>? changed)
    {
        foreach (var one in page)
        {
            tally.Add(one);
            if (one.Changed is not null)
            {
                changed?.Invoke(one.Changed);
            }
        }
    }

    private async Task<long> CountAsync(List<string> names, DateOnly? standingSince, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await StoredDecisions.CountAsync(database, names, standingSince, stop);
    }

    private async Task<IReadOnlyList<Replayed>> DecideAsync(Decider decider, IReadOnlyList<StoredDecision> page, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var about = await SubjectLookup.FindAsync(database, [.. page.Select(d => d.Subject)], stop);
        var replayed = new List<Replayed>(page.Count);
        foreach (var decision in page)
        {
            stop.ThrowIfCancellationRequested();
            replayed.Add(decider.Decide(decision, about.GetValueOrDefault(decision.Subject, new About("", ""))));
        }

        return replayed;
    }
}
