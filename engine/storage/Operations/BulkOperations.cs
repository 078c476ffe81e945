using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>One operation on every instance that a filter finds. Those that have ended are left out: nothing can be done to them.</summary>
/// <param name="Id">The same for every repeat of one request.</param>
/// <param name="Name">Such as <c>suspend</c>.</param>
/// <param name="Filter">The filter in words.</param>
/// <param name="Matching">The instances that the filter finds.</param>
public sealed record BulkRequest(Guid Id, string Name, Operation Operation, string Reason, string Filter, Func<OcrDbContext, IQueryable<InstanceRow>> Matching);

/// <summary>From what size on a second person confirms.</summary>
/// <param name="ConfirmAbove">One person alone may operate on so many instances, and no more.</param>
public sealed record BulkLimits(int ConfirmAbove);

/// <param name="Example">One of the instances.</param>
public sealed record BulkRefusal(string Why, int Instances, Guid Example);

/// <param name="Would">To how many it would be done.</param>
/// <param name="NeedsConfirmation">More than one person may do alone.</param>
public sealed record BulkRehearsal(int Total, int Would, IReadOnlyList<BulkRefusal> Refusals, bool NeedsConfirmation);

/// <param name="Operation">Null when there is none.</param>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
public sealed record BulkResult(BulkOperationRow? Operation, Refusal? Refusal)
{
    /// <summary>It was asked for before; nothing new was written.</summary>
    public bool Unchanged { get; init; }
}

/// <summary>
/// Operations on many instances: asked for, confirmed, paused, continued, cancelled. What is to be done is written down first, instance by instance;
/// <see cref="BulkWork"/> carries it out.
/// </summary>
public sealed class BulkOperations
{
    /// <summary>Name of the one audit trail of all of them.</summary>
    public const string Trail = "operations/bulk";

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly InstanceOperations _operations;
    private readonly BulkLimits _limits;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;

    internal BulkOperations(IDbContextFactory<OcrDbContext> databases, InstanceOperations operations, BulkLimits limits, IIdSource ids, TimeProvider time) =>
        (_databases, _operations, _limits, _ids, _time) = (databases, operations, limits, ids, time);

    /// <summary>Tries it on every instance in a transaction that is rolled back; changes nothing.</summary>
    /// <param name="progress">Told how many have been tried, of how many.</param>
    public async Task<BulkRehearsal> RehearseAsync(BulkRequest request, IProgress<(int Done, int Total)>? progress, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var database = await _databases.CreateDbContextAsync(stop);
        var found = await Unfinished(request.Matching(database)).Select(i => i.Id).ToListAsync(stop);
        var refused = new Dictionary<string, BulkRefusal>(StringComparer.Ordinal);
        for (var done = 0; done < found.Count; done++)
        {
            var result = await _operations.RunAsync(found[done], request.Operation, rehearse: true, _ids.Next(), actor, stop);
            if (result.Refusal is { } why)
            {
                refused[why] = refused.TryGetValue(why, out var known) ? known with { Instances = known.Instances + 1 } : new BulkRefusal(why, 1, found[done].Value);
            }

            progress?.Report((done + 1, found.Count));
        }

        return new BulkRehearsal(found.Count, found.Count - refused.Values.Sum(r => r.Instances), [.. refused.Values.OrderByDescending(r => r.Instances)], found.Count > _limits.ConfirmAbove);
    }

    /// <summary>Writes down what is to be done to which instances. Above the limit it waits for a second person.</summary>
    public Task<BulkResult> AskAsync(BulkRequest request, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Clashes.RetryAsync(_databases, async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            var written = request.Operation.Event.ToJson();
            if (await database.Set<BulkOperationRow>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == request.Id, stop) is { } asked)
            {
                return asked.Event == written && asked.ToVersion == request.Operation.ToVersion && asked.Filter == request.Filter
                    ? new BulkResult(asked, null) { Unchanged = true }
                    : new BulkResult(asked, new Refusal("request-used", "This request id has asked for another operation, or for other instances; use a new one."));
            }

            if (string.IsNullOrWhiteSpace(request.Reason))
            {
                return No("without-reason", "An operation needs a reason.");
            }

            var found = await Unfinished(request.Matching(database)).Select(i => i.Id).ToListAsync(stop);
            if (found.Count == 0)
            {
                return No("nothing-found", "The filter finds no unfinished instance; nothing was done.");
            }

            var row = new BulkOperationRow
            {
                Id = request.Id,
                Operation = request.Name,
                Event = written,
                ToVersion = request.Operation.ToVersion,
                Filter = request.Filter,
                Reason = request.Reason,
                AskedBy = actor.Name,
                AskedAt = _time.GetUtcNow(),
                State = found.Count > _limits.ConfirmAbove ? BulkState.AwaitsConfirmation : BulkState.Running,
                Total = found.Count,
            };
            database.Add(row);
            database.AddRange(found.Select(id => new BulkTargetRow { BulkId = row.Id, InstanceId = id }));
            await NoteAsync(database, row, "asked", $"{request.Name} of {Instances(found.Count)} ({request.Filter}): {request.Reason}", actor, stop);
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return new BulkResult(row, null);
        }, stop);
    }

    /// <summary>The second person: not the one who asked, whatever their roles.</summary>
    public Task<BulkResult> ConfirmAsync(Guid id, Actor actor, CancellationToken stop) => ChangeAsync(id, [BulkState.AwaitsConfirmation], "confirmed", actor, row =>
    {
        if (string.Equals(row.AskedBy, actor.Name, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("own-request", $"{row.Total} instances are more than one person changes alone ({_limits.ConfirmAbove}): somebody else than {row.AskedBy} confirms it.");
        }

        (row.State, row.ConfirmedBy, row.ConfirmedAt) = (BulkState.Running, actor.Name, _time.GetUtcNow());
        return null;
    }, stop);

    /// <summary>Stops it after the instance it is at; what was done stays done.</summary>
    public Task<BulkResult> PauseAsync(Guid id, Actor actor, CancellationToken stop) => ChangeAsync(id, [BulkState.Running], "paused", actor, row => To(row, BulkState.Paused), stop);

    public Task<BulkResult> ContinueAsync(Guid id, Actor actor, CancellationToken stop) => ChangeAsync(id, [BulkState.Paused], "continued", actor, row => To(row, BulkState.Running), stop);

    /// <summary>Ends it before its end; what was done stays done.</summary>
    public Task<BulkResult> CancelAsync(Guid id, Actor actor, CancellationToken stop) =>
        ChangeAsync(id, [BulkState.AwaitsConfirmation, BulkState.Running, BulkState.Paused], "cancelled", actor, row =>
        {
            row.EndedAt = _time.GetUtcNow();
            return To(row, BulkState.Cancelled);
        }, stop);

    internal static Task NoteAsync(OcrDbContext database, BulkOperationRow row, string action, string text, Actor actor, DateTimeOffset at, CancellationToken stop) =>
        AuditTrail.AppendAsync(database, new AuditEntry(Trail, action, text, row.Id), actor, at, stop);

    private static Refusal? To(BulkOperationRow row, BulkState state)
    {
        row.State = state;
        return null;
    }

    private Task<BulkResult> ChangeAsync(Guid id, BulkState[] from, string done, Actor actor, Func<BulkOperationRow, Refusal?> change, CancellationToken stop) => Clashes.RetryAsync(_databases, async database =>
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        if (await database.Set<BulkOperationRow>().FirstOrDefaultAsync(b => b.Id == id, stop) is not { } row)
        {
            return No("bulk-unknown", $"There is no operation {id} on many instances.");
        }

        if (!from.Contains(row.State))
        {
            return new BulkResult(row, new Refusal("wrong-state", $"It is {Words(row.State)}; it cannot be {done}."));
        }

        if (change(row) is { } refusal)
        {
            return new BulkResult(row, refusal);
        }

        await NoteAsync(database, row, done, $"{row.Operation} of {Instances(row.Total)} was {done}.", actor, stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new BulkResult(row, null);
    }, stop);

    private static string Instances(int count) => count == 1 ? "1 instance" : $"{count} instances";

    /// <summary>A state in a sentence.</summary>
    public static string Words(BulkState state) => state switch
    {
        BulkState.AwaitsConfirmation => "waiting for a second person",
        BulkState.Running => "under way",
        BulkState.Paused => "paused",
        BulkState.Cancelled => "cancelled",
        _ => "finished",
    };

    private Task NoteAsync(OcrDbContext database, BulkOperationRow row, string action, string text, Actor actor, CancellationToken stop) =>
        NoteAsync(database, row, action, text, actor, _time.GetUtcNow(), stop);

    private static IQueryable<InstanceRow> Unfinished(IQueryable<InstanceRow> found) =>
        found.AsNoTracking().Where(i => i.SubStatus != InstanceSubStatus.Finished && i.SubStatus != InstanceSubStatus.Cancelled).OrderBy(i => i.Id);

    private static BulkResult No(string code, string message) => new(null, new Refusal(code, message));
}
