using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>
/// Children and parents. A child begins in the transaction of the turn that asks for it; its parent is woken in the transaction of the child's last turn,
/// whatever that end was.
/// </summary>
internal sealed class Families(DefinitionLibrary definitions, IIdSource ids)
{
    /// <summary>Children within children that begin in one transaction; the next one becomes an incident.</summary>
    public const int MaximumDepth = 16;

    public async Task<WorkflowEvent> StartAsync(TurnRun run, StartChildRequest asked, TurnTaker turns, CancellationToken stop)
    {
        var parent = run.Arrival;
        if (parent.Within.Count >= MaximumDepth)
        {
            return new EffectFailed(asked.Id, $"{MaximumDepth} workflows have started each other without waiting; {asked.DefinitionId} is not started.", null);
        }

        PublishedDefinition published;
        try
        {
            published = definitions.CurrentVersion(asked.DefinitionId);
        }
        catch (KeyNotFoundException failure)
        {
            return new EffectFailed(asked.Id, failure.Message, null);
        }

        var child = new InstanceRow
        {
            Id = new InstanceId(ids.Next()),
            DefinitionId = asked.DefinitionId,
            DefinitionVersion = published.Version,
            DefinitionHash = published.Definition.Hash,
            CorrelationId = asked.CorrelationId,
            CentreNumber = parent.Instance.CentreNumber,
            QualificationCode = parent.Instance.QualificationCode,
            ParentId = asked.Waits ? parent.Instance.Id : null,
            State = "",
            CreatedAt = run.Context.Now,
        };
        using var savepoint = await Savepoint.SetAsync(parent.Database, "child", stop);
        try
        {
            var arrival = new Arrival(
                parent.Database, child, published.Definition, null, new Started(asked.Input, asked.CorrelationId), DerivedIds.Of($"child:{parent.Instance.Id}:{asked.Id}"), parent.Actor)
            {
                Budget = parent.Budget,
                Within = [.. parent.Within, parent.Instance.Id],
            };
            var state = await turns.TakeAsync(arrival, stop) ?? throw new InvalidOperationException($"{asked.DefinitionId} did not begin.");
            await savepoint.KeepAsync(stop);
            return new ChildStarted(asked.Id, child.Id.ToString(), state.SubStatus, state.Output);
        }
        catch (ArgumentException failure)
        {
            await savepoint.UndoAsync(stop);
            return new EffectFailed(asked.Id, $"{asked.DefinitionId} does not begin: {failure.Message}", failure.ToString());
        }
    }

    /// <summary>The end of a child that the instance has come to wait for only after it ended: it was suspended, or had faulted, meanwhile.</summary>
    public async Task<ChildEnded?> EndedAsync(TurnRun run, CancellationToken stop)
    {
        var known = (run.Arrival.Before?.Bookmarks ?? []).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var wait in run.State.Bookmarks.Where(b => b.ChildInstanceId is not null && !known.Contains(b.Id)))
        {
            var id = InstanceId.Parse(wait.ChildInstanceId!);
            var child = await run.Arrival.Database.Set<InstanceRow>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop);
            if (child?.Status == InstanceStatus.Finished)
            {
                return new ChildEnded(wait.Id, child.SubStatus, InstanceState.FromJson(child.State).Output);
            }
        }

        return null;
    }

    /// <summary>After the turn has been saved: cancels the children it gave up, and tells the parent of an end.</summary>
    public async Task TellAsync(TurnRun run, TurnTaker turns, CancellationToken stop)
    {
        var (arrival, database) = (run.Arrival, run.Arrival.Database);
        foreach (var abandoned in run.Abandoned)
        {
            if (await FindAsync(database, InstanceId.Parse(abandoned), stop) is { Status: InstanceStatus.Running } child)
            {
                var cancel = new CancelRequested("Nothing waits for it any more.");
                await TakeAsync(child, InstanceState.FromJson(child.State), cancel, $"abandoned:{arrival.Instance.Id}:{child.Id}");
            }
        }

        if (run.State.Status != InstanceStatus.Finished || arrival.Instance.ParentId is not { } parentId || arrival.Within.Contains(parentId))
        {
            return; // a parent whose own turn is still being taken is told by the answer to its request
        }

        if (await FindAsync(database, parentId, stop) is not { Status: InstanceStatus.Running } parent)
        {
            return;
        }

        var state = InstanceState.FromJson(parent.State);
        if (state.Bookmarks.FirstOrDefault(b => b.ChildInstanceId == arrival.Instance.Id.ToString()) is { } wait)
        {
            await TakeAsync(parent, state, new ChildEnded(wait.Id, run.State.SubStatus, run.State.Output), $"ended:{parentId}:{wait.Id}");
        }

        async Task TakeAsync(InstanceRow instance, InstanceState before, WorkflowEvent told, string request)
        {
            var definition = await definitions.GetAsync(database, instance.DefinitionId, instance.DefinitionVersion, stop);
            var next = new Arrival(database, instance, definition, before, told, DerivedIds.Of(request), arrival.Actor)
            {
                Budget = arrival.Budget,
                Within = [.. arrival.Within, arrival.Instance.Id],
            };
            await turns.TakeAsync(next, stop);
        }
    }

    private static Task<InstanceRow?> FindAsync(OcrDbContext database, InstanceId id, CancellationToken stop) =>
        database.Set<InstanceRow>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, stop);
}
