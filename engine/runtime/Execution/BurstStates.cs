namespace OcrWorkflows.Runtime.Execution;

/// <summary>The way from an instance at rest to the working copy and back.</summary>
internal sealed partial class Burst
{
    private Burst(WorkflowDefinition definition, TurnContext context, IReadOnlyDictionary<string, object?> input, string? trigger)
    {
        Definition = definition;
        Context = context;
        Input = input;
        TriggerActivityId = trigger;
    }

    /// <exception cref="ArgumentException">An input is not of its declared type, or the trigger is not in the definition.</exception>
    public static Burst Begin(WorkflowDefinition definition, Started started, TurnContext context)
    {
        if (started.TriggerActivityId is { } trigger && definition.Find(trigger) is null)
        {
            throw new ArgumentException($"The definition \"{definition.DefinitionId}\" has no activity \"{trigger}\" to start at.", nameof(started));
        }

        var burst = new Burst(definition, context, definition.InputOf(started.Input), started.TriggerActivityId) { CorrelationId = started.CorrelationId };
        burst.Schedule(definition.Top, null);
        return burst;
    }

    public static Burst Of(WorkflowDefinition definition, InstanceState state, TurnContext context)
    {
        var burst = new Burst(definition, context, state.Input, null)
        {
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            OnHold = state.SubStatus == InstanceSubStatus.OnHold,
            _lastId = state.LastId,
            _sequence = state.JournalSequence,
        };
        foreach (var stored in state.Runs)
        {
            var node = definition.Find(stored.ActivityId) ?? throw new ArgumentException(
                $"The state stands at the activity \"{stored.ActivityId}\", which version {definition.Version} of \"{definition.DefinitionId}\" does not have.", nameof(state));
            burst._runs.Add(stored.Id, new ActivityRun(stored.Id, node, stored.ParentId is null ? null : burst._runs[stored.ParentId])
            {
                Status = stored.Status,
                Variables = new(stored.Variables, StringComparer.Ordinal),
                Memory = new(stored.Memory, StringComparer.Ordinal),
            });
            if (stored.Status == RunStatus.Pending)
            {
                burst._queue.AddLast(burst._runs[stored.Id]);
            }
        }

        burst._bookmarks.AddRange(state.Waits);
        burst._incidents.AddRange(state.Incidents);
        burst._pendingEffects.AddRange(state.PendingEffects);
        burst._visited.AddRange(state.VisitedActivities);
        foreach (var (name, value) in state.Output)
        {
            burst._output[name] = value;
        }

        return burst;
    }

    public TurnResult Rest()
    {
        var faulted = Definition.FaultsEndTheInstance && _runs.Values.Any(r => r.Status == RunStatus.Faulted);
        var subStatus = Ended
            ?? (faulted ? InstanceSubStatus.Faulted
            : _pendingEffects.Count > 0 ? InstanceSubStatus.Executing
            : OnHold ? InstanceSubStatus.OnHold
            : InstanceSubStatus.Suspended);
        var top = _runs.Values.First(r => r.Parent is null);
        var state = new InstanceState
        {
            Status = Ended is not null || faulted ? InstanceStatus.Finished : InstanceStatus.Running,
            SubStatus = subStatus,
            CorrelationId = CorrelationId,
            Name = Name,
            Input = Input,
            Variables = top.Node.Variables.ToDictionary(v => v.Name, v => top.Variables.GetValueOrDefault(v.Id), StringComparer.Ordinal),
            Output = _output.ToDictionary(StringComparer.Ordinal),
            Waits = [.. _bookmarks],
            Incidents = [.. _incidents],
            PendingEffects = [.. _pendingEffects],
            VisitedActivities = [.. _visited],
            JournalSequence = _sequence,
            LastId = _lastId,
            Runs = [.. _runs.Values.Select(r => new StoredRun(r.Id, r.Node.Id, r.Parent?.Id, r.Status, r.Variables, r.Memory))],
        };
        return new TurnResult(state, _journal, _effects, Accepted: true);
    }
}
