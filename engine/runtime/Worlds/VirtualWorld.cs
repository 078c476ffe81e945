using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Scripts;

namespace OcrWorkflows.Runtime.Worlds;

/// <summary>
/// Definitions and instances in memory on a clock that moves only when told: for tests, rehearsals and the command line.
/// Each delivery is followed through until nothing can move: effects, children, published events. Not safe for several threads.
/// </summary>
/// <param name="scripts">Runs JavaScript; null when the definitions have none.</param>
public sealed class VirtualWorld(WorkingCalendar calendar, DateTimeOffset now, IScriptRunner? scripts = null)
{
    private readonly Dictionary<string, WorkflowDefinition> _published = new(StringComparer.Ordinal);
    private readonly List<VirtualInstance> _instances = [];
    private readonly Queue<Action> _later = new();
    private readonly TriggerTimes _triggers = new();
    private bool _settling;

    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<VirtualInstance> Instances => _instances;

    /// <summary>Carries out the product's own activities; by default each answers with its first outcome and no output.</summary>
    public Func<EffectRequest, WorkflowEvent>? Effects { get; init; }

    /// <summary>Makes a definition the one that new instances run; those that run keep theirs.</summary>
    public void Publish(WorkflowDefinition definition)
    {
        _published[definition.DefinitionId] = definition;
        _triggers.Set(definition, Now);
    }

    /// <returns>Null when the definition's activation strategy allows no other instance now.</returns>
    /// <exception cref="KeyNotFoundException">The definition is not published.</exception>
    /// <exception cref="ArgumentException">The input does not fit.</exception>
    public VirtualInstance? Start(string definitionId, Started started)
    {
        var instance = Begin(definitionId, started, null, tellsParent: false);
        Settle();
        return instance;
    }

    /// <summary>An event for one instance. One that nothing waits for yet is kept, and delivered when something does.</summary>
    public void SendTo(VirtualInstance instance, string name, object? payload = null)
    {
        Deliver(instance, new EventArrived(name, payload));
        Settle();
    }

    /// <summary>An event for all: it starts what it triggers and resumes what waits for it. Nothing is kept of it.</summary>
    /// <param name="correlationId">Only instances with this key, when given.</param>
    public void Broadcast(string name, object? payload = null, string? correlationId = null)
    {
        Send(name, payload, correlationId);
        Settle();
    }

    /// <returns>False when no task of that name waits.</returns>
    public bool CompleteTask(VirtualInstance instance, string taskName, object? result = null)
    {
        if (instance.State.Bookmarks.FirstOrDefault(b => b.Task?.Name == taskName) is not { } bookmark)
        {
            return false;
        }

        Deliver(instance, new TaskCompleted(bookmark.Id, result));
        Settle();
        return true;
    }

    /// <summary>Delivers any event to an instance.</summary>
    /// <returns>False when nothing was there for it.</returns>
    public bool Tell(VirtualInstance instance, WorkflowEvent arrived)
    {
        var accepted = Deliver(instance, arrived);
        Settle();
        return accepted;
    }

    /// <summary>Moves the clock, and fires what is due on the way in order of due time.</summary>
    public void Advance(TimeSpan span)
    {
        var end = Now + span;
        while (NextDue(end) is { } due)
        {
            Now = due.At > Now ? due.At : Now;
            due.Fire();
            Settle();
        }

        Now = end;
    }

    private (DateTimeOffset At, Action Fire)? NextDue(DateTimeOffset end)
    {
        (DateTimeOffset At, Action Fire)? first = null;
        foreach (var instance in _instances)
        {
            foreach (var wait in instance.State.Bookmarks.Where(b => b.DueAt <= end && (first is null || b.DueAt < first.Value.At)))
            {
                first = (wait.DueAt!.Value, () => Deliver(instance, new TimerFired(wait.Id)));
            }
        }

        if (_triggers.Next(end) is { } trigger && (first is null || trigger.At < first.Value.At))
        {
            return (trigger.At, () =>
            {
                _triggers.Fired(trigger);
                Begin(trigger.Definition.DefinitionId, new Started(new Dictionary<string, object?>(), null, trigger.Trigger.ActivityId), null, tellsParent: false);
            }
            );
        }

        return first;
    }

    private VirtualInstance? Begin(string definitionId, Started started, VirtualInstance? parent, bool tellsParent)
    {
        var definition = _published.GetValueOrDefault(definitionId)
            ?? throw new KeyNotFoundException($"No published version of the workflow definition \"{definitionId}\" was found.");
        if (!Allows(definition, started.CorrelationId))
        {
            return null;
        }

        var instance = new VirtualInstance($"instance-{_instances.Count + 1}", definition, parent) { TellsParent = tellsParent };
        var result = Turn.Take(definition, null, started, ContextOf(instance));
        _instances.Add(instance);
        Follow(instance, result);
        return instance;
    }

    private bool Allows(WorkflowDefinition definition, string? correlationId)
    {
        var open = _instances.Where(i => i.State.Status == InstanceStatus.Running);
        return definition.Activation switch
        {
            ActivationStrategy.Singleton => !open.Any(i => i.Definition.DefinitionId == definition.DefinitionId),
            ActivationStrategy.CorrelatedSingleton => !open.Any(i => i.Definition.DefinitionId == definition.DefinitionId && i.State.CorrelationId == correlationId),
            ActivationStrategy.Correlation => !open.Any(i => i.State.CorrelationId == correlationId),
            _ => true,
        };
    }

    private TurnContext ContextOf(VirtualInstance instance) => new(instance.Id, Now, calendar) { Scripts = scripts };

    private bool Deliver(VirtualInstance instance, WorkflowEvent arrived)
    {
        var result = Turn.Take(instance.Definition, instance.State, arrived, ContextOf(instance));
        if (!result.Accepted)
        {
            if (arrived is EventArrived early && instance.State.Status == InstanceStatus.Running)
            {
                instance.Early.Add(early);
            }

            return false;
        }

        Follow(instance, result);
        return true;
    }

    private void Follow(VirtualInstance instance, TurnResult result)
    {
        var ended = instance.Current?.Status == InstanceStatus.Finished;
        instance.Keep(result);
        var endsNow = !ended && instance.State.Status == InstanceStatus.Finished;
        foreach (var child in _instances.Where(i => result.AbandonedChildren.Contains(i.Id)).ToArray())
        {
            _later.Enqueue(() => Deliver(child, new CancelRequested($"The workflow {instance.Id} no longer waits for it.")));
        }

        foreach (var effect in result.Effects.Where(e => instance.State.PendingEffects.Contains(e.Id)).ToArray())
        {
            if (instance.State.PendingEffects.Contains(effect.Id))
            {
                Deliver(instance, Answer(instance, effect));
            }
        }

        if (endsNow && instance is { TellsParent: true, Parent: { } parent })
        {
            _later.Enqueue(() => TellParent(parent, instance));
        }

        foreach (var early in instance.Early.Where(e => instance.State.Bookmarks.Any(b => b.EventName == e.Name)).Take(1).ToArray())
        {
            instance.Early.Remove(early);
            _later.Enqueue(() => Deliver(instance, early));
        }
    }

    private void TellParent(VirtualInstance parent, VirtualInstance child)
    {
        if (parent.State.Bookmarks.FirstOrDefault(b => b.ChildInstanceId == child.Id) is { } bookmark)
        {
            Deliver(parent, new ChildEnded(bookmark.Id, child.State.SubStatus, child.State.Output));
        }
    }

    private WorkflowEvent Answer(VirtualInstance instance, EffectRequest effect)
    {
        switch (effect)
        {
            case StartChildRequest child:
                return StartChild(instance, child);
            case PublishEventRequest publish:
                _later.Enqueue(() => Publish(instance, publish));
                return new EffectDone(effect.Id, "Done", new Dictionary<string, object?>());
            default:
                var outcome = instance.Definition.OutcomesOf(effect.ActivityId)[0];
                return Effects?.Invoke(effect) ?? new EffectDone(effect.Id, outcome, new Dictionary<string, object?>());
        }
    }

    private WorkflowEvent StartChild(VirtualInstance parent, StartChildRequest request)
    {
        try
        {
            var child = Begin(request.DefinitionId, new Started(request.Input, request.CorrelationId), parent, request.Waits);
            return child is null
                ? new EffectFailed(request.Id, $"The activation strategy of \"{request.DefinitionId}\" allows no other instance now.", null)
                : new ChildStarted(request.Id, child.Id, child.State.SubStatus, child.State.Output);
        }
        catch (Exception refusal) when (refusal is KeyNotFoundException or ArgumentException)
        {
            return new EffectFailed(request.Id, refusal.Message, null);
        }
    }

    private void Publish(VirtualInstance sender, PublishEventRequest request)
    {
        if (request.Local)
        {
            Deliver(sender, new EventArrived(request.Name, request.Payload));
        }
        else
        {
            Send(request.Name, request.Payload, request.CorrelationId);
        }
    }

    private void Send(string name, object? payload, string? correlationId)
    {
        var waiting = _instances
            .Where(i => (correlationId is null || i.State.CorrelationId == correlationId) && i.State.Bookmarks.Any(b => b.EventName == name))
            .ToArray();
        foreach (var (definition, trigger) in _published.Values.SelectMany(d => d.Triggers.Where(t => t.EventName == name).Select(t => (d, t))).ToArray())
        {
            Begin(definition.DefinitionId, new Started(new Dictionary<string, object?>(), correlationId, trigger.ActivityId, payload), null, tellsParent: false);
        }

        foreach (var instance in waiting)
        {
            Deliver(instance, new EventArrived(name, payload));
        }
    }

    private void Settle()
    {
        if (_settling)
        {
            return;
        }

        _settling = true;
        try
        {
            for (var steps = 0; _later.TryDequeue(out var next); steps++)
            {
                if (steps == Turn.MaximumSteps)
                {
                    throw new InvalidOperationException($"The instances have kept one another going for {Turn.MaximumSteps:N0} deliveries without a wait.");
                }

                next();
            }
        }
        finally
        {
            _settling = false;
        }
    }
}
