using OcrWorkflows.Runtime;
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
    Actor Actor);

/// <summary>Takes the turn, carries out what it asks for until nothing more can move, and saves everything together.</summary>
internal sealed class TurnTaker(EffectHandlers handlers, ICalendarSource calendars, IIdSource ids, TimeProvider time)
{
    /// <summary>Most effects in one transaction; the next one becomes an incident.</summary>
    public const int MaximumEffects = 1_000;

    /// <returns>The new state; null when nothing waited for the event, and nothing was changed.</returns>
    public async Task<InstanceState?> TakeAsync(Arrival arrival, CancellationToken stop)
    {
        var context = new TurnContext(arrival.Instance.Id.ToString(), time.GetUtcNow(), calendars.Current);
        var first = Turn.Take(arrival.Definition, arrival.Before, arrival.Event, context);
        if (!first.Accepted)
        {
            return null;
        }

        var rows = new TurnRows(arrival.Database);
        rows.Watch(arrival.Instance, isNew: arrival.Before is null);
        arrival.Instance.Version++;
        Put(arrival.Instance, first.State, context.Now);
        var lines = new List<JournalLine>(first.Journal);
        var state = first.Effects.Count == 0 ? first.State : await CarryOutAsync(arrival, first, context, lines, stop);
        await SaveAsync(rows, arrival, state, lines, context.Now, stop);
        return state;
    }

    private async Task<InstanceState> CarryOutAsync(Arrival arrival, TurnResult first, TurnContext context, List<JournalLine> lines, CancellationToken stop)
    {
        var state = first.State;
        var waiting = new Queue<EffectRequest>(first.Effects);
        for (var carried = 0; waiting.TryDequeue(out var effect); carried++)
        {
            if (!state.PendingEffects.Contains(effect.Id))
            {
                continue; // the result of another one cancelled it
            }

            var key = $"{context.InstanceId}/{effect.Id}";
            WorkflowEvent fed = carried < MaximumEffects
                ? await handlers.CarryOutAsync(effect, new EffectContext(arrival.Database, arrival.Instance, state, context.Now, arrival.Actor, ids, key), stop)
                : new EffectFailed(effect.Id, $"One event led to more than {MaximumEffects} effects; the definition goes round without waiting.", null);
            var next = Turn.Take(arrival.Definition, state, fed, context);
            state = next.State;
            lines.AddRange(next.Journal);
            foreach (var more in next.Effects)
            {
                waiting.Enqueue(more);
            }
        }

        return state;
    }

    private static async Task SaveAsync(TurnRows rows, Arrival arrival, InstanceState state, List<JournalLine> lines, DateTimeOffset now, CancellationToken stop)
    {
        Put(arrival.Instance, state, now);
        await WaitWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        await IncidentWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        JournalWriter.Write(rows, arrival.Instance, lines, arrival.Request, arrival.Actor);
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
