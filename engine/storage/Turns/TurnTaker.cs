using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Takes the turn, carries out what it asks for until nothing more can move, and saves everything together.</summary>
internal sealed class TurnTaker(
    EffectHandlers handlers, KeptEvents kept, CalendarArchive archive, Families families, ICalendarSource calendars, IIdSource ids, TimeProvider time, IScriptRunner? scripts = null)
{
    /// <summary>Most effects in one transaction; the next one becomes an incident.</summary>
    public const int MaximumEffects = 1_000;

    /// <returns>The new state; null when nothing waited for the event, and nothing was changed.</returns>
    public async Task<InstanceState?> TakeAsync(Arrival arrival, CancellationToken stop)
    {
        var context = new TurnContext(arrival.Instance.Id.ToString(), time.GetUtcNow(), calendars.Current) { Scripts = scripts };
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

        var run = new TurnRun(arrival, context, rows, new TurnRecord(arrival.Instance, context.Calendar.Edition)) { State = first.State };
        run.Record.Add(first, arrival.Event, arrival.Request, arrival.Actor);
        run.Abandoned.AddRange(first.AbandonedChildren);
        await CarryOutAsync(run, first.Effects, stop);
        while (await NextAsync(run, stop) is { } more)
        {
            if (!await FeedAsync(run, more.Event, more.Request, more.Actor, stop) && more.MustBeTaken)
            {
                throw new InvalidOperationException($"Instance {arrival.Instance.Id} waits for {more.Event.GetType().Name} and would not take it.");
            }
        }

        await SaveAsync(rows, run, stop);
        await families.TellAsync(run, this, stop);
        return run.State;
    }

    private static TurnResult Take(Arrival arrival, TurnContext context) => arrival.Event is MigrationRequested migration
        ? Turn.Migrate(arrival.Definition, arrival.Target!.Definition, arrival.Before!, migration, context)
        : Turn.Take(arrival.Definition, arrival.Before, arrival.Event, context);

    /// <summary>What else is there for the instance as it now stands: an event it sent itself, a child that has ended, an event that came early.</summary>
    private async Task<Following?> NextAsync(TurnRun run, CancellationToken stop)
    {
        if (run.Local.TryDequeue(out var own))
        {
            return new Following(own, run.Arrival.Request, run.Arrival.Actor, MustBeTaken: false);
        }

        if (await families.EndedAsync(run, stop) is { } ended)
        {
            return new Following(ended, run.Arrival.Request, run.Arrival.Actor, MustBeTaken: true);
        }

        return await kept.NextAsync(run, stop) is { } early ? new Following(WorkflowEvent.FromJson(early.Event), early.RequestId, new Actor(early.Actor), MustBeTaken: true) : null;
    }

    private async Task CarryOutAsync(TurnRun run, IReadOnlyList<EffectRequest> effects, CancellationToken stop)
    {
        var waiting = new Queue<EffectRequest>(effects);
        while (waiting.TryDequeue(out var effect))
        {
            if (run.State.PendingEffects.Contains(effect.Id))
            {
                await FeedAsync(run, await AnswerAsync(run, effect, stop), run.Arrival.Request, run.Arrival.Actor, stop, waiting);
            } // otherwise the result of another one cancelled it
        }
    }

    private async Task<WorkflowEvent> AnswerAsync(TurnRun run, EffectRequest effect, CancellationToken stop)
    {
        if (run.Arrival.Budget.Effects++ >= MaximumEffects)
        {
            return new EffectFailed(effect.Id, $"One event led to more than {MaximumEffects} effects; the definition goes round without waiting.", null);
        }

        if (!run.IsPut)
        {
            Put(run.Arrival.Instance, run.State, run.Context.Now); // who looks while effects are carried out finds the instance as it stood before the first
            run.IsPut = true;
        }

        switch (effect)
        {
            case StartChildRequest child:
                run.Rows.Flush();
                return await families.StartAsync(run, child, this, stop);
            case PublishEventRequest { Local: true } own:
                run.Local.Enqueue(new EventArrived(own.Name, own.Payload));
                return new EffectDone(own.Id, "Done", new Dictionary<string, object?>());
            case PublishEventRequest published:
                run.Arrival.Database.Add(WorkflowEventChannel.Message(ids.Next(), run.Arrival.Instance.Id, published, run.Context.Now));
                return new EffectDone(published.Id, "Done", new Dictionary<string, object?>());
            default:
                var key = $"{run.Context.InstanceId}/{effect.Id}";
                run.Rows.Flush();
                var answer = await handlers.CarryOutAsync(effect, new EffectContext(run.Arrival.Database, run.Arrival.Instance, run.State, run.Context.Now, run.Arrival.Actor, ids, key), stop);
                if (answer is EffectFailed)
                {
                    run.Rows.Revert();
                }

                return answer;
        }
    }

    private async Task<bool> FeedAsync(TurnRun run, WorkflowEvent fed, Guid request, Actor actor, CancellationToken stop, Queue<EffectRequest>? waiting = null)
    {
        var next = Turn.Take(run.Definition, run.State, fed, run.Context);
        if (!next.Accepted)
        {
            return false;
        }

        run.State = next.State;
        run.Record.Add(next, fed, request, actor);
        run.Abandoned.AddRange(next.AbandonedChildren);
        if (waiting is null)
        {
            await CarryOutAsync(run, next.Effects, stop);
        }
        else
        {
            foreach (var more in next.Effects)
            {
                waiting.Enqueue(more);
            }
        }

        return true;
    }

    private static async Task SaveAsync(TurnRows rows, TurnRun run, CancellationToken stop)
    {
        var (arrival, state, now) = (run.Arrival, run.State, run.Context.Now);
        Put(arrival.Instance, state, now);
        await WaitWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        await IncidentWriter.WriteAsync(rows, arrival.Instance, arrival.Before, state, now, stop);
        run.Record.Write(rows);
        rows.Add(new RequestRow { RequestId = arrival.Request, InstanceId = arrival.Instance.Id, At = now, Accepted = true });
        await rows.SaveAsync(stop);
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

    private sealed record Following(WorkflowEvent Event, Guid Request, Actor Actor, bool MustBeTaken);
}
