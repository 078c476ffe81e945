using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Prepared;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Turns;

namespace OcrWorkflows.Storage;

/// <summary>The only door: one event, one turn, one transaction.</summary>
public sealed class Inbox
{
    private readonly TurnContexts _databases;
    private readonly DefinitionLibrary _definitions;
    private readonly TurnTaker _turns;
    private readonly KeptEvents _kept;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;

    internal Inbox(TurnContexts databases, DefinitionLibrary definitions, TurnTaker turns, KeptEvents kept, IIdSource ids, TimeProvider time) =>
        (_databases, _definitions, _turns, _kept, _ids, _time) = (databases, definitions, turns, kept, ids, time);

    /// <summary>Starts an instance; with a request id seen before, answers with the instance it started then.</summary>
    /// <exception cref="KeyNotFoundException">No version of that definition was ever published.</exception>
    public Task<Delivery> StartAsync(StartRequest start, Guid request, Actor actor, CancellationToken stop) =>
        AloneAsync(database => StartOnceAsync(database, start, request, actor, stop), stop);

    /// <summary>Delivers an event to an instance. A clash with another host is retried on the fresh state.</summary>
    public Task<Delivery> DeliverAsync(InstanceId instance, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) =>
        AloneAsync(database => DeliverOnceAsync(database, instance, arrived, request, actor, stop), stop);

    /// <summary>Delivers an event, or keeps it when nothing waits for it yet: then the turn that makes its place delivers it, in that turn's transaction.</summary>
    /// <param name="keep">How long it is kept.</param>
    /// <returns><see cref="DeliveryStatus.NotAwaited"/> when nothing in its definition ever waits for an event of this name.</returns>
    public Task<Delivery> DeliverOrKeepAsync(InstanceId instance, EventArrived arrived, TimeSpan keep, Guid request, Actor actor, CancellationToken stop) =>
        AloneAsync(database => DeliverOnceAsync(database, instance, arrived, request, actor, stop, keep), stop);

    /// <summary>Delivers an event to the unfinished instance with this business key, such as <c>claim:42</c>.</summary>
    /// <returns><see cref="DeliveryStatus.UnknownInstance"/> when no instance ever had the key, <see cref="DeliveryStatus.AlreadyFinished"/> when all that had it have ended.</returns>
    /// <exception cref="InvalidOperationException">Several unfinished instances have the key.</exception>
    public Task<Delivery> DeliverByCorrelationAsync(string correlationId, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) =>
        AloneAsync(database => DeliverOnceAsync(database, correlationId, arrived, request, actor, stop), stop);

    /// <summary>Starts an instance within the caller's transaction and context, without committing: for imports and sweeps, which commit many together.</summary>
    public Task<Delivery> StartWithinAsync(OcrDbContext database, StartRequest start, Guid request, Actor actor, CancellationToken stop) =>
        WithinAsync(database, () => StartOnceAsync(database, start, request, actor, stop), stop);

    /// <summary>Delivers within the caller's transaction and context, under a savepoint: a failing turn rolls back alone and throws.</summary>
    public Task<Delivery> DeliverWithinAsync(OcrDbContext database, InstanceId instance, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) =>
        WithinAsync(database, () => DeliverOnceAsync(database, instance, arrived, request, actor, stop), stop);

    /// <summary><see cref="DeliverByCorrelationAsync"/> within the caller's transaction and context, under a savepoint.</summary>
    public Task<Delivery> DeliverByCorrelationWithinAsync(OcrDbContext database, string correlationId, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop) =>
        WithinAsync(database, () => DeliverOnceAsync(database, correlationId, arrived, request, actor, stop), stop);

    private async Task<Delivery> StartOnceAsync(OcrDbContext database, StartRequest start, Guid request, Actor actor, CancellationToken stop)
    {
        if (await EarlierAsync(database, request, stop) is { } earlier)
        {
            return earlier;
        }

        var (version, definition) = _definitions.CurrentVersion(start.DefinitionId);
        var instance = new InstanceRow
        {
            Id = new InstanceId(_ids.Next()),
            DefinitionId = start.DefinitionId,
            DefinitionVersion = version,
            DefinitionHash = definition.Hash,
            CorrelationId = start.CorrelationId,
            CentreNumber = start.CentreNumber,
            QualificationCode = start.QualificationCode,
            State = "",
            CreatedAt = _time.GetUtcNow(),
        };
        var arrival = new Arrival(database, instance, definition, null, new Started(start.Input, start.CorrelationId, start.TriggerActivityId, start.TriggerPayload), request, actor);
        var state = await _turns.TakeAsync(arrival, stop) ?? throw new InvalidOperationException($"{start.DefinitionId} did not begin.");
        return new Delivery(DeliveryStatus.Delivered, instance.Id, state);
    }

    /// <summary>An operation by hand: one event, one turn, one transaction, like any other.</summary>
    /// <param name="toVersion">For a migration: the version to go on with.</param>
    /// <param name="rehearse">True: everything is done and then rolled back.</param>
    /// <exception cref="Runtime.Operations.OperationRefusedException">It cannot be done to the instance as it stands.</exception>
    internal Task<Delivery> OperateAsync(InstanceId id, WorkflowEvent operation, int? toVersion, bool rehearse, Guid request, Actor actor, CancellationToken stop) =>
        AloneAsync(database => DeliverOnceAsync(database, id, operation, request, actor, stop, toVersion: toVersion), stop, rehearse);

    private async Task<Delivery> DeliverOnceAsync(
        OcrDbContext database, InstanceId id, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop, TimeSpan? keep = null, int? toVersion = null)
    {
        // The instance is read before the request: what a twin of this request commits in between, or earlier, is seen in the
        // second read, and what it commits later makes the turn on the older state clash. In the other order a twin's commit
        // between the two reads would leave an instance that has gone on and a request that looks new.
        var instance = await FindAsync(database, id, stop);
        if (await EarlierAsync(database, request, stop) is { } earlier)
        {
            return earlier;
        }

        if (instance is null)
        {
            return new Delivery(DeliveryStatus.UnknownInstance, id, null);
        }

        var definition = await _definitions.GetAsync(database, instance.DefinitionId, instance.DefinitionVersion, stop);
        var before = InstanceState.FromJson(instance.State);
        var target = toVersion is { } version ? new PublishedDefinition(version, await _definitions.GetAsync(database, instance.DefinitionId, version, stop)) : null;
        if (await _turns.TakeAsync(new Arrival(database, instance, definition, before, arrived, request, actor) { Target = target }, stop) is { } after)
        {
            return new Delivery(DeliveryStatus.Delivered, id, after);
        }

        // A faulted instance has not ended for good: it goes on once it is retried.
        if (before.SubStatus is InstanceSubStatus.Finished or InstanceSubStatus.Cancelled || (keep is null && before.Status == InstanceStatus.Finished))
        {
            return new Delivery(DeliveryStatus.AlreadyFinished, id, before);
        }

        return keep is { } span && arrived is EventArrived early && definition.MayWaitFor(early.Name)
            ? new Delivery(DeliveryStatus.Kept, id, before) { KeptUntil = await _kept.KeepAsync(database, instance, early, span, request, actor, stop) }
            : new Delivery(DeliveryStatus.NotAwaited, id, before);
    }

    private async Task<Delivery> DeliverOnceAsync(OcrDbContext database, string correlationId, WorkflowEvent arrived, Guid request, Actor actor, CancellationToken stop)
    {
        var found = await database.Set<InstanceRow>().Where(i => i.CorrelationId == correlationId && i.Status != InstanceStatus.Finished)
            .Select(i => i.Id).Take(2).ToListAsync(stop);
        return found switch
        {
            [var only] => await DeliverOnceAsync(database, only, arrived, request, actor, stop),
            [] => await EarlierAsync(database, request, stop) ?? await EndedAsync(database, correlationId, stop),
            _ => throw new InvalidOperationException($"Several unfinished instances have the key {correlationId}; deliver to one of them by its id."),
        };
    }

    private static async Task<InstanceRow?> FindAsync(OcrDbContext database, InstanceId id, CancellationToken stop)
    {
        if (PreparedCommands.Of(database) is not { } commands)
        {
            return await database.Set<InstanceRow>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop);
        }

        var row = new InstanceRow { DefinitionId = "", DefinitionHash = "", State = "" };
        return commands.Read(database, id, row) ? row : null;
    }

    private static async Task<Delivery> EndedAsync(OcrDbContext database, string correlationId, CancellationToken stop)
    {
        var last = await database.Set<InstanceRow>().AsNoTracking().Where(i => i.CorrelationId == correlationId)
            .OrderByDescending(i => i.FinishedAt).FirstOrDefaultAsync(stop);
        return last is null
            ? new Delivery(DeliveryStatus.UnknownInstance, default, null)
            : new Delivery(DeliveryStatus.AlreadyFinished, last.Id, InstanceState.FromJson(last.State));
    }

    private static async Task<Delivery?> EarlierAsync(OcrDbContext database, Guid request, CancellationToken stop)
    {
        if (PreparedCommands.Of(database)?.Exists(database, typeof(RequestRow), request) == false)
        {
            return null;
        }

        var earlier = await (from r in database.Set<RequestRow>()
                             join i in database.Set<InstanceRow>() on r.InstanceId equals i.Id
                             where r.RequestId == request
                             select new { i.Id, i.State, r.Accepted }).SingleOrDefaultAsync(stop);
        if (earlier is null)
        {
            return null;
        }

        var kept = earlier.Accepted ? null : await database.Set<EarlyEventRow>().AsNoTracking().SingleOrDefaultAsync(e => e.RequestId == request, stop);
        return new Delivery(kept?.Status == EarlyEventStatus.Kept ? DeliveryStatus.Kept : DeliveryStatus.AlreadyDelivered, earlier.Id, InstanceState.FromJson(earlier.State))
        {
            KeptUntil = kept?.ExpiresAt,
        };
    }

    private Task<Delivery> AloneAsync(Func<OcrDbContext, Task<Delivery>> work, CancellationToken stop, bool rehearse = false) => Clashes.RetryAsync(
        _databases,
        async database =>
        {
            if (PreparedCommands.Of(database) is not null)
            {
                await database.Database.OpenConnectionAsync(stop); // stays open while the context is kept
            }

            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            var delivery = await work(database);
            if (!rehearse)
            {
                await transaction.CommitAsync(stop);
            }

            return delivery;
        },
        stop);

    private static async Task<Delivery> WithinAsync(OcrDbContext database, Func<Task<Delivery>> work, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var automatic = database.Database.AutoSavepointsEnabled;
        using var savepoint = await Savepoint.SetAsync(database, "turn", stop);
        database.Database.AutoSavepointsEnabled = false;
        try
        {
            var delivery = await work();
            await savepoint.KeepAsync(stop);
            return delivery;
        }
        catch
        {
            await savepoint.UndoAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            database.Database.AutoSavepointsEnabled = automatic;
        }
    }
}
