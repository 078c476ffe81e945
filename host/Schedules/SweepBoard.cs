using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Schedules;

/// <summary>A run of a sweep as people are shown it.</summary>
/// <param name="EndedAt">Null while it runs, or when its process ended before it could say.</param>
/// <param name="Outcome">Running, Done, Partly (something failed or was undecided), Held (asks a person first), Paused or Failed.</param>
/// <param name="Text">One sentence with the counts; null while it runs.</param>
public sealed record SweepRun(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string By, SweepOutcome Outcome, string? Text);

/// <param name="Sweep"><c>lapse</c> or <c>retention</c>.</param>
/// <param name="NextAt">When hosts run it by themselves; null when they do not.</param>
/// <param name="Last">Null when it never ran in this database.</param>
public sealed record SweepView(string Sweep, DateTimeOffset? NextAt, SweepRun? Last);

/// <summary>When each sweep runs next, and what came of its last run.</summary>
public sealed class SweepBoard(IReadOnlyList<Schedule> schedules, IDbContextFactory<OcrDbContext> databases, TimeProvider time)
{
    public async Task<IReadOnlyList<SweepView>> ReadAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var last = await SweepLog.LastAsync(database, stop);
        var now = time.GetUtcNow();
        return
        [
            .. schedules.Select(s => s.Sweep).Union(last.Keys).Order(StringComparer.Ordinal).Select(sweep => new SweepView(
                sweep, schedules.FirstOrDefault(s => s.Sweep == sweep)?.NextAfter(now), last.TryGetValue(sweep, out var run) ? View(run) : null)),
        ];
    }

    private static SweepRun View(SweepRunRow run) => new(run.StartedAt, run.EndedAt, run.By, run.Outcome, run.Text);
}
