using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <param name="Text">One sentence with the counts.</param>
public sealed record SweepSummary(SweepOutcome Outcome, string Text);

/// <summary>Keeps when each sweep ran and what came of it, so that a sweep that did not run is seen as well.</summary>
public sealed class SweepLog
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;

    internal SweepLog(IDbContextFactory<OcrDbContext> databases, IIdSource ids, TimeProvider time) => (_databases, _ids, _time) = (databases, ids, time);

    /// <summary>Runs the sweep between two lines: that it began, and what came of it. Its exceptions are kept and passed on.</summary>
    /// <param name="sweep">Such as <c>lapse</c>.</param>
    public async Task<T> RecordAsync<T>(string sweep, Actor actor, Func<Task<T>> run, Func<T, SweepSummary> summary, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(summary);
        var row = new SweepRunRow { Id = _ids.Next(), Sweep = sweep, StartedAt = _time.GetUtcNow(), By = actor.Name, Outcome = SweepOutcome.Running };
        await using (var database = await _databases.CreateDbContextAsync(stop))
        {
            database.Add(row);
            await database.SaveChangesAsync(stop);
        }

        T result;
        try
        {
            result = await run();
        }
        catch (OperationCanceledException)
        {
            await EndAsync(row.Id, new SweepSummary(SweepOutcome.Failed, "Stopped before its end; the next run does the rest."));
            throw;
        }
        catch (Exception fault)
        {
            await EndAsync(row.Id, new SweepSummary(SweepOutcome.Failed, $"{fault.GetType().Name}: {fault.Message}"));
            throw;
        }

        await EndAsync(row.Id, summary(result));
        return result;
    }

    /// <returns>The last run of each sweep that ever ran, by its name.</returns>
    public static async Task<IReadOnlyDictionary<string, SweepRunRow>> LastAsync(OcrDbContext database, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var runs = database.Set<SweepRunRow>().AsNoTracking();
        var last = await runs.Where(r => !runs.Any(later => later.Sweep == r.Sweep && later.StartedAt > r.StartedAt)).ToListAsync(stop);
        return last.GroupBy(r => r.Sweep).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Id)!);
    }

    /// <summary>Not to be cancelled: a run that ended says so.</summary>
    private async Task EndAsync(Guid id, SweepSummary summary)
    {
        await using var database = await _databases.CreateDbContextAsync(CancellationToken.None);
        var now = _time.GetUtcNow();
        await database.Set<SweepRunRow>().Where(r => r.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.EndedAt, now).SetProperty(r => r.Outcome, summary.Outcome).SetProperty(r => r.Text, summary.Text), CancellationToken.None);
    }
}
