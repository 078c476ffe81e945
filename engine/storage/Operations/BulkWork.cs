using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>
/// Carries operations on many instances out: each instance in a turn of its own through the one door, under a request id that follows from the operation,
/// so that a host that dies half way leaves nothing to be done twice. One host works on one operation at a time; another takes over from one that has died.
/// </summary>
public sealed class BulkWork
{
    /// <summary>After so long without a sign of life another host takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Instances between two looks at whether it has been paused.</summary>
    private const int Stretch = 10;

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly InstanceOperations _operations;
    private readonly PublishingOptions _options;
    private readonly TimeProvider _time;

    internal BulkWork(IDbContextFactory<OcrDbContext> databases, InstanceOperations operations, PublishingOptions options, TimeProvider time) =>
        (_databases, _operations, _options, _time) = (databases, operations, options, time);

    /// <summary>Works on the named operation, or on the one that has waited longest, until its end or until it is paused or cancelled.</summary>
    /// <returns>As it then is; null when there was nothing to do, or another host is at it.</returns>
    public async Task<BulkOperationRow?> RunAsync(Guid? wanted, IProgress<(int Done, int Total)>? progress, CancellationToken stop)
    {
        if (await TakeAsync(wanted, stop) is not { } row)
        {
            return null;
        }

        try
        {
            var operation = new Operation(WorkflowEvent.FromJson(row.Event), row.ToVersion);
            while (await NextAsync(row.Id, stop) is { Count: > 0 } targets)
            {
                foreach (var target in targets)
                {
                    await OperateAsync(row, target, operation, stop);
                }

                progress?.Report((await CountAsync(row.Id, stop), row.Total));
            }

            return await EndAsync(row.Id, stop);
        }
        finally
        {
            await GiveBackAsync(row.Id);
        }
    }

    private IQueryable<BulkOperationRow> Waiting(OcrDbContext database)
    {
        var dead = _time.GetUtcNow() - Patience;
        return database.Set<BulkOperationRow>().Where(b => b.State == BulkState.Running && (b.WorkedBy == null || b.SeenAt == null || b.SeenAt < dead));
    }

    private async Task<BulkOperationRow?> TakeAsync(Guid? wanted, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var waiting = Waiting(database).AsNoTracking();
        var row = await (wanted is { } id ? waiting.Where(b => b.Id == id) : waiting).OrderBy(b => b.AskedAt).FirstOrDefaultAsync(stop);
        var now = _time.GetUtcNow();
        return row is not null && await Waiting(database).Where(b => b.Id == row.Id).ExecuteUpdateAsync(
            set => set.SetProperty(b => b.WorkedBy, _options.HostName).SetProperty(b => b.SeenAt, now), stop) == 1 ? row : null;
    }

    /// <summary>The next few, or none when it is no longer to go on.</summary>
    private async Task<List<InstanceId>> NextAsync(Guid id, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await database.Set<BulkOperationRow>().AnyAsync(b => b.Id == id && b.State == BulkState.Running && b.WorkedBy == _options.HostName, stop)
            ? await database.Set<BulkTargetRow>().Where(t => t.BulkId == id && t.Outcome == BulkOutcome.Pending).OrderBy(t => t.InstanceId).Select(t => t.InstanceId).Take(Stretch).ToListAsync(stop)
            : [];
    }

    private async Task OperateAsync(BulkOperationRow row, InstanceId target, Operation operation, CancellationToken stop)
    {
        var refusal = await TryAsync(row, target, operation, stop);
        await using var database = await _databases.CreateDbContextAsync(stop);
        await database.Set<BulkTargetRow>().Where(t => t.BulkId == row.Id && t.InstanceId == target).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.Outcome, refusal == null ? BulkOutcome.Done : BulkOutcome.Refused).SetProperty(t => t.Refusal, refusal), stop);
    }

    /// <returns>Why not; null when it is done, now or by this operation before.</returns>
    private async Task<string?> TryAsync(BulkOperationRow row, InstanceId target, Operation operation, CancellationToken stop)
    {
        try
        {
            var result = await _operations.RunAsync(target, operation, rehearse: false, DerivedIds.Of($"bulk {row.Id:D} {target}"), new Actor(row.AskedBy), stop);
            return result.Refusal;
        }
        catch (InvalidOperationException fault)
        {
            return $"It could not be carried out: {fault.Message}"; // such as a version that this build cannot run: the others go on
        }
    }

    /// <summary>Counts from the instances themselves, and gives a sign of life.</summary>
    private async Task<int> CountAsync(Guid id, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var targets = database.Set<BulkTargetRow>().Where(t => t.BulkId == id);
        var done = await targets.CountAsync(t => t.Outcome == BulkOutcome.Done, stop);
        var refused = await targets.CountAsync(t => t.Outcome == BulkOutcome.Refused, stop);
        var now = _time.GetUtcNow();
        await database.Set<BulkOperationRow>().Where(b => b.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(b => b.Done, done).SetProperty(b => b.Refused, refused).SetProperty(b => b.SeenAt, now), stop);
        return done + refused;
    }

    private async Task<BulkOperationRow> EndAsync(Guid id, CancellationToken stop)
    {
        await CountAsync(id, stop);
        await Clashes.RetryAsync(_databases, async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            var row = await database.Set<BulkOperationRow>().SingleAsync(b => b.Id == id, stop);
            if (row.State != BulkState.Running || row.Done + row.Refused < row.Total)
            {
                return false;
            }

            (row.State, row.EndedAt) = (BulkState.Finished, _time.GetUtcNow());
            await BulkOperations.NoteAsync(database, row, "finished", $"{row.Operation}: done to {row.Done} instances, refused by {row.Refused}.", new Actor(row.AskedBy), _time.GetUtcNow(), stop);
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return true;
        }, stop);
        await using var again = await _databases.CreateDbContextAsync(stop);
        return await again.Set<BulkOperationRow>().AsNoTracking().SingleAsync(b => b.Id == id, stop);
    }

    private async Task GiveBackAsync(Guid id)
    {
        await using var database = await _databases.CreateDbContextAsync(CancellationToken.None);
        await database.Set<BulkOperationRow>().Where(b => b.Id == id && b.WorkedBy == _options.HostName).ExecuteUpdateAsync(set => set.SetProperty(b => b.WorkedBy, (string?)null));
    }
}
