using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>One event on its way to one instance, within a transaction.</summary>
/// <param name="Before">Null for an instance that begins.</param>
internal sealed record Arrival(
    OcrDbContext Database,
    InstanceRow Instance,
    WorkflowDefinition Definition,
    InstanceState? Before,
    WorkflowEvent Event,
    Guid Request,
    Actor Actor)
{
    /// <summary>For a <see cref="MigrationRequested"/>: the version to go on with.</summary>
    public PublishedDefinition? Target { get; init; }
}

/// <summary>Takes the turn, carries out what it asks for until nothing more can move, and saves everything together.</summary>
internal sealed class TurnTaker(EffectHandlers handlers, KeptEvents kept, CalendarArchive archive, ICalendarSource calendars, IIdSource ids, TimeProvider time)
{
    /// <summary>Most effects in one transaction; the next one becomes an incident.</summary>
    public const int MaximumEffects = 1_000;

    /// <returns>The new state; null when nothing waited for the event, and nothing was changed.</returns>
    public async Task<InstanceState?> TakeAsync(Arrival arrival, CancellationToken stop)
    {
        var context = new TurnContext(arrival.Instance.Id.ToString(), time.GetUtcNow(), calendars.Current);
        var first = Take(arrival, context);
        if (!first.Accepted)
        {
            return null;
        }

        await archive.KeepAsync(arrival.Database, context.Calendar, stop);
        var rows = new TurnRows(arrival.Database);
        rows.Watch(arrival.Instance, isNew: arrival.Before is null);
        arrival.Instance.Version++;
        if (arrival.Target is { } target)
        {
            (arrival.Instance.DefinitionVersion, arrival.Instance.DefinitionHash) = (target.Version, target.Definition.Hash);
        }

        var run = new TurnRun(arrival, context, new TurnRecord(arrival.Instance, context.Calendar.Edition)) { State = first.State };
        run.Record.Add(first, arrival.Event, arrival.Request, arrival.Actor);
        Put(arrival.Instance, run.State, context.Now);
        await CarryOutAsync(run, first.Effects, stop);
        while (await kept.NextAsync(run, stop) is { } early)
        {
            var next = Turn.Take(run.Definition, run.State, WorkflowEvent.FromJson(early.Event), context);
            run.State = next.State;
            run.Record.Add(next, WorkflowEvent.FromJson(early.Event), early.RequestId, new Actor(early.Actor));
            await CarryOutAsync(run, next.Effects, stop);
        }

        await SaveAsync(rows, run, stop);
        return run.State;
    }

    private static TurnResult Take(Arrival arrival, TurnContext context) => arrival.Event is MigrationRequested migration
        ? Turn.Migrate(arrival.Definition, arrival.Target!.Definition, arrival.Before!, migration, context)
        : Turn.Take(arrival.Definition, arrival.Before, arrival.Event, context);

    private async Task CarryOutAsync(TurnRun run, IReadOnlyList<EffectRequest> effects, CancellationToken stop)
    {
        var (arrival, context) = (run.Arrival, run.Context);
        var waiting = new Queue<EffectRequest>(effects);
        while (waiting.TryDequeue(out var effect))
        {
            if (!run.State.PendingEffects.Contains(effect.Id))
            {
                continue; // the result of another one cancelled it
            }

            var key = $"{context.InstanceId}/{effect.Id}";
            WorkflowEvent fed = run.Effects++ < MaximumEffects
                ? await handlers.CarryOutAsync(effect, new EffectContext(arrival.Database, arrival.Instance, run.State, context.Now, arrival.Actor, ids, key), stop)
                : new EffectFailed(effect.Id, $"One event led to more than {MaximumEffects} effects; the definition goes round without waiting.", null);
            var next = Turn.Take(run.Definition, run.State, fed, context);
            run.State = next.State;
            run.Record.Add(next, fed, arrival.Request, arrival.Actor);
            foreach (var more in next.Effects)
            {
                waiting.Enqueue(more);
            }
        }
    }

    private static async Task SaveAsync(TurnRows rows, TurnRun run, CancellationToken stop)
    {
        var (arrival, state, now) = (run.Arrival, run.State, run.Context.Now);
        Put(arrival.Instance, state, now);
        await WaitWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        await IncidentWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        run.Record.Write(rows);
        rows.Add(new RequestRow { RequestId = arrival.Request, InstanceId = arrival.Instance.Id, At = now, Accepted = true });
        await arrival.Database.SaveChangesAsync(stop);
        rows.LetGo();
    }

    private static void Put(InstanceRow instance, InstanceState state, DateTimeOffset now)
    {
        instance.Status = state.Status;
        instance.SubStatus = state.SubStatus;
        instance.Name = state.Name;
        instance.CorrelationId = state.CorrelationId ?? instance.CorrelationId;
        instance.State = state.ToJson();
        instance.UpdatedAt = now;
        instance.FinishedAt = state.Status == InstanceStatus.Finished ? instance.FinishedAt ?? now : null;
        instance.NextDueAt = state.Bookmarks.Min(b => b.DueAt);
        instance.HasIncident = state.Incidents.Count > 0;
    }
}

/// <summary>How far a transaction has come with one instance.</summary>
internal sealed class TurnRun(Arrival arrival, TurnContext context, TurnRecord record)
{
    public Arrival Arrival { get; } = arrival;

    public TurnContext Context { get; } = context;

    public TurnRecord Record { get; } = record;

    public WorkflowDefinition Definition => Arrival.Target?.Definition ?? Arrival.Definition;

    public required InstanceState State { get; set; }

    /// <summary>Effects carried out so far.</summary>
    public int Effects { get; set; }
}
