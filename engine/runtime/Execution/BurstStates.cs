using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The way from an instance at rest to the working copy and back.</summary>
internal sealed partial class Burst
{
    private Burst(WorkflowDefinition definition, TurnContext context, IReadOnlyDictionary<string, object?> input, string? trigger, int lines)
    {
        _journal = new JournalLines(context.Now, lines);
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

        var burst = new Burst(definition, context, definition.InputOf(started.Input), started.TriggerActivityId, 0) { CorrelationId = started.CorrelationId };
        burst.TriggerPayload = started.TriggerPayload;
        burst.Schedule(definition.Top, null, definition.VariablesOf(started.Variables));
        if (burst.Input.Count > 0 && HasOtherForm(started.Input, burst.Input))
        {
            burst.Differ("DIF206", null);
        }

        if (started.Variables.Count > 0)
        {
            burst.Differ("DIF217", null);
        }

        return burst;
    }

    /// <summary>A text was given for another type, or the other way round.</summary>
    private static bool HasOtherForm(IReadOnlyDictionary<string, object?> given, IReadOnlyDictionary<string, object?> taken)
    {
        foreach (var (name, value) in given)
        {
            if (value is not null && value is string != taken[name] is string)
            {
                return true;
            }
        }

        return false;
    }

    public static Burst Of(WorkflowDefinition definition, InstanceState state, TurnContext context)
    {
        var burst = new Burst(definition, context, state.Input, null, state.JournalSequence)
        {
            CorrelationId = state.CorrelationId,
            Name = state.Name,
            OnHold = state.SubStatus == InstanceSubStatus.OnHold,
            _lastId = state.LastId,
            HasResumed = state.HasResumed,
        };
        foreach (var stored in state.Runs)
        {
            var node = definition.Find(stored.ActivityId) ?? throw new ArgumentException(
                $"The state stands at the activity \"{stored.ActivityId}\", which version {definition.Version} of \"{definition.DefinitionId}\" does not have.", nameof(state));
            var run = new ActivityRun(stored.Id, node, stored.ParentId is null ? null : burst.Find(stored.ParentId))
            {
                Status = stored.Status,
            };
            run.Restore(stored);
            burst.Open(run);
            if (run.Parent is null)
            {
                burst.RestoreVariables(run, state);
            }

            if (stored.Status == RunStatus.Pending)
            {
                burst._queue.Add(run);
            }
        }

        burst._bookmarks.AddRange(state.Waits);
        burst._incidents.AddRange(state.Incidents);
        burst._pendingEffects.AddRange(state.PendingEffects);
        burst._visited.AddRange(state.VisitedActivities);
        foreach (var (name, value) in state.Output)
        {
            burst.Output[name] = value;
        }

        return burst;
    }

    /// <summary>Workflow variables are kept by name, with the instance; builds before that kept them with the outermost run as well.</summary>
    private void RestoreVariables(ActivityRun top, InstanceState state)
    {
        foreach (var variable in top.Node.Variables)
        {
            if (!top.Variables.ContainsKey(variable.Id) && state.Variables.TryGetValue(variable.Name, out var value))
            {
                top.Variables[variable.Id] = value;
            }
        }
    }

    private static IReadOnlyDictionary<string, object?> VariablesByName(ActivityRun top)
    {
        if (top.Node.Variables.Count == 0)
        {
            return s_none;
        }

        var values = new Dictionary<string, object?>(top.Node.Variables.Count, StringComparer.Ordinal);
        for (var i = 0; i < top.Node.Variables.Count; i++)
        {
            values.Add(top.Node.Variables[i].Name, top.Variables.GetValueOrDefault(top.Node.Variables[i].Id));
        }

        return values;
    }

    private static bool HoldsWhatElsaForgets(ActivityRun run) =>
        run.Node.Variables.Any(v => !v.IsKept && run.Variables.TryGetValue(v.Id, out var value) && !PlainValues.SameContent(v.Initial, value));

    public TurnResult Rest()
    {
        var faulted = Definition.FaultsEndTheInstance && _runs.Any(r => r.Status == RunStatus.Faulted);
        var subStatus = Ended
            ?? (faulted ? InstanceSubStatus.Faulted
            : _pendingEffects.Count > 0 ? InstanceSubStatus.Executing
            : OnHold ? InstanceSubStatus.OnHold
            : InstanceSubStatus.Suspended);
        var top = _runs.First(r => r.Parent is null);
        if (subStatus == InstanceSubStatus.Suspended && _runs.Any(HoldsWhatElsaForgets))
        {
            Differ("DIF219", null);
        }

        var state = new InstanceState
        {
            Status = Ended is not null || faulted ? InstanceStatus.Finished : InstanceStatus.Running,
            SubStatus = subStatus,
            CorrelationId = CorrelationId,
            Name = Name,
            Input = Input,
            Variables = VariablesByName(top),
            Output = _output ?? s_none,
            Waits = _bookmarks.Count == 0 ? [] : [.. _bookmarks],
            Incidents = _incidents.Count == 0 ? [] : [.. _incidents],
            PendingEffects = _pendingEffects.Count == 0 ? [] : [.. _pendingEffects],
            VisitedActivities = _visited,
            JournalSequence = _journal.LastSequence,
            LastId = _lastId,
            HasResumed = HasResumed,
            Runs = _runs.ConvertAll(static r => r.AtRest()),
        };
        return new TurnResult(state, _journal, _effects, Accepted: true) { Scripts = _scripts is null ? [] : _scripts, AbandonedChildren = _abandoned ?? [], Differences = _differences is null ? [] : [.. _differences] };
    }
}
