using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The working copy of an instance during one turn: runs of activities, the queue of what is to run next, and what has come of it.</summary>
internal sealed partial class Burst
{
    // In the order of their beginning, whatever ends in between: containers before what they contain.
    private readonly List<ActivityRun> _runs = [];
    private readonly List<ActivityRun> _queue = [];
    private Queue<Action>? _arrivals;
    private readonly List<Bookmark> _bookmarks = [];
    private readonly List<Incident> _incidents = [];
    private readonly JournalLines _journal;
    private readonly List<EffectRequest> _effects = [];
    private readonly List<string> _pendingEffects = [];
    private Dictionary<string, object?>? _output;
    private readonly List<string> _visited = new(16);
    private List<string>? _abandoned;
    private HashSet<Difference>? _differences;
    private int _lastId;

    /// <summary>The usual ones, made once.</summary>
    private static readonly string[] s_runIds = [.. Enumerable.Range(0, 256).Select(n => $"a{n}")];

    /// <summary>In the memory of a container: the outcomes it is to complete with, whatever else is left in it.</summary>
    public const string EndsWith = "ends with";

    public WorkflowDefinition Definition { get; }

    public TurnContext Context { get; }

    public IReadOnlyDictionary<string, object?> Input { get; }

    /// <summary>The activity that starts the instance as a trigger, until it has run; null otherwise.</summary>
    public string? TriggerActivityId { get; private set; }

    public InstanceSubStatus? Ended { get; private set; }

    /// <summary>True once the instance has gone on after a wait.</summary>
    public bool HasResumed { get; private set; }

    /// <summary>Nothing reaches the instance until a person releases it.</summary>
    public bool OnHold { get; set; }

    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    public IDictionary<string, object?> Output => _output ??= new(StringComparer.Ordinal);

    public IReadOnlyList<Bookmark> Bookmarks => _bookmarks;

    public IReadOnlyList<string> PendingEffects => _pendingEffects;

    public IReadOnlyList<ActivityRun> Runs => _runs;

    public string NewId(char prefix) => ++_lastId < s_runIds.Length && prefix == 'a' ? s_runIds[_lastId] : $"{prefix}{_lastId}";

    public ActivityRun? Find(string runId) => _runs.Find(r => r.Id == runId);

    /// <summary>The run that asked for an effect: a run that asks for several numbers them, <c>a7#2</c>.</summary>
    public static string RunOf(string effectId) => effectId.IndexOf('#', StringComparison.Ordinal) is > 0 and var end ? effectId[..end] : effectId;

    public IEnumerable<ActivityRun> ChildrenOf(ActivityRun run) => _runs.Where(r => r.Parent == run);

    /// <summary>Something to do when nothing else can move: the activities an event wakes go on one after the other.</summary>
    public void Arrive(Action wake) => (_arrivals ??= []).Enqueue(wake);

    /// <summary>The next run to execute; false when nothing can move any more.</summary>
    public bool TryNext(out ActivityRun next)
    {
        while (_queue.Count == 0 && _arrivals is not null && _arrivals.TryDequeue(out var wake))
        {
            wake();
        }

        if (_queue.Count == 0)
        {
            next = null!;
            return false;
        }

        next = _queue[0];
        _queue.RemoveAt(0);
        return true;
    }

    public bool IsQueued(ActivityNode node, ActivityRun parent) => _queue.Any(r => r.Node == node && r.Parent == parent);

    /// <summary>Puts an activity at the end of the queue.</summary>
    public ActivityRun Schedule(ActivityNode node, ActivityRun? parent, params (string Variable, object? Value)[] variables)
    {
        var run = new ActivityRun(NewId('a'), node, parent);
        foreach (var (variable, value) in variables)
        {
            run.Variables[variable] = value;
        }

        Open(run);
        _queue.Add(run);
        return run;
    }

    public ActivityContext ContextOf(ActivityRun run) => new(this, run);

    public void Execute(ActivityRun run)
    {
        run.Status = RunStatus.Running;
        if (!_visited.Contains(run.Node.Id))
        {
            _visited.Add(run.Node.Id);
        }

        for (var i = 0; i < run.Node.Variables.Count; i++)
        {
            run.Variables.TryAdd(run.Node.Variables[i].Id, run.Node.Variables[i].Initial);
        }

        Write(run, "Started");
        try
        {
            run.Node.Kind.Execute(ContextOf(run));
        }
        catch (ActivityFaultException fault)
        {
            Fault(run, fault.Message, fault.Details);
        }
    }

    /// <summary>Goes on with a run that waits at a bookmark.</summary>
    public void Resume(Bookmark bookmark, object? payload)
    {
        if (_bookmarks.Remove(bookmark) && Find(bookmark.ActivityInstanceId) is { } run)
        {
            HasResumed = true;
            if (IsTriedAgain(run, bookmark))
            {
                TryAgain(run);
                return;
            }

            Write(run, "Resumed");
            Guard(run, c => run.Node.Kind.Resumed(c, payload));
        }
    }

    public void Complete(ActivityRun run, IReadOnlyList<string> outcomes, string? message)
    {
        run.Status = RunStatus.Completed;
        CancelChildren(run);
        Write(run, "Completed", message ?? (outcomes is ["Done"] ? null : string.Join(", ", outcomes)));
        Forget(run);
        if (run.Parent is null)
        {
            End(InstanceSubStatus.Finished);
        }
        else if (run.Parent.Remembered(EndsWith) is IReadOnlyList<object?> ending)
        {
            Complete(run.Parent, [.. ending.Cast<string>()], null);
        }
        else
        {
            Tell(run.Parent, run.Node, outcomes);
        }
    }

    private void Tell(ActivityRun container, ActivityNode child, IReadOnlyList<string> outcomes)
    {
        try
        {
            container.Node.Kind.ChildCompleted(ContextOf(container), child, outcomes);
        }
        catch (ActivityFaultException fault)
        {
            Fault(container, fault.Message, fault.Details);
        }
    }

    /// <summary>Ends a run before its time, its children first; an incident of it is settled, since nobody could retry it. A run that has not started yet leaves no trace.</summary>
    public void Cancel(ActivityRun run, bool tellParent)
    {
        CancelChildren(run);
        if (run.HasStarted)
        {
            Write(run, "Canceled");
        }

        if (Resolve(run))
        {
            Differ("DIF220", run);
        }

        Forget(run);
        if (tellParent && run.Parent is { } parent)
        {
            Guard(parent, c => parent.Node.Kind.ChildCanceled(c, run.Node));
        }
    }

    public void Fault(ActivityRun run, string message, string? details)
    {
        Release(run);
        if (TryLater(run, message))
        {
            return;
        }

        run.Status = RunStatus.Faulted;
        Write(run, "Faulted", message);
        _incidents.Add(new Incident(run.Node.Id, run.Id, message, details, Context.Now));
    }

    /// <summary>Notes that the way of Elsa is left on purpose.</summary>
    public void Differ(string code, ActivityRun? run) => (_differences ??= []).Add(new Difference(code, run?.Node.Id));

    /// <summary>A faulted activity runs again, from its beginning, as a new run.</summary>
    public void Retry(ActivityRun run)
    {
        CancelChildren(run);
        Differ("DIF212", run);
        Resolve(run);
        Anew(run);
    }

    /// <summary>The same activity as a new run, with the values that its loop gave the old one.</summary>
    private ActivityRun Anew(ActivityRun run)
    {
        Forget(run);
        var given = run.Parent?.Node.Kind.ChildVariables.Where(v => run.Variables.ContainsKey(v.Id)).Select(v => (v.Id, run.Variables[v.Id])).ToArray();
        return Schedule(run.Node, run.Parent, given ?? []);
    }

    /// <summary>What went wrong with a run is settled.</summary>
    /// <returns>False when nothing had gone wrong.</returns>
    public bool Resolve(ActivityRun run) => _incidents.RemoveAll(i => i.ActivityInstanceId == run.Id) > 0;

    /// <summary>The instance ends: nothing waits and nothing more will run.</summary>
    public void End(InstanceSubStatus how)
    {
        Ended = how;
        _queue.Clear();
        _arrivals?.Clear();
        Abandon(_bookmarks);
        _bookmarks.Clear();
        _effects.Clear();
        _pendingEffects.Clear();
        for (var i = _runs.Count - 1; i >= 0; i--)
        {
            if (_runs[i].Parent is not null)
            {
                Close(_runs[i]);
            }
        }
    }

    public void CancelAll(string reason)
    {
        var top = _runs.First(r => r.Parent is null);
        foreach (var child in ChildrenOf(top).ToArray())
        {
            Cancel(child, tellParent: false);
        }

        Differ("DIF213", null);
        Write(top, "Canceled", reason);
        top.Status = RunStatus.Completed;
        End(InstanceSubStatus.Cancelled);
    }

    /// <summary>The turn has run too long: the activity that would be next faults, and nothing after it runs.</summary>
    public void StopRunaway(ActivityRun run)
    {
        Fault(run, $"The turn was stopped after {Turn.MaximumSteps:N0} activity runs: the definition loops without waiting for anything.", null);
        Ended = InstanceSubStatus.Faulted;
    }

    public void Wait(Bookmark bookmark, string? message)
    {
        if (_bookmarks.Count > 0 && _bookmarks.Exists(b => b.ActivityId == bookmark.ActivityId))
        {
            Differ("DIF216", Find(bookmark.ActivityInstanceId)!);
        }

        _bookmarks.Add(bookmark);
        Write(Find(bookmark.ActivityInstanceId)!, "Suspended", message);
    }

    public void Request(EffectRequest effect)
    {
        _effects.Add(effect);
        _pendingEffects.Add(effect.Id);
    }

    /// <summary>True once, for the activity that started the instance.</summary>
    public bool TakeTrigger(ActivityNode node)
    {
        var started = TriggerActivityId == node.Id;
        TriggerActivityId = started ? null : TriggerActivityId;
        return started;
    }

    public bool TakeEffect(string effectId) => _pendingEffects.Remove(effectId);

    public void Write(ActivityRun run, string what, string? message = null) =>
        _journal.Add(run, what, message);

    public void Guard(ActivityRun run, Action<ActivityContext> step)
    {
        try
        {
            step(ContextOf(run));
        }
        catch (ActivityFaultException fault)
        {
            Fault(run, fault.Message, fault.Details);
        }
    }

    /// <summary>What is left in a container that ends: in Elsa what was scheduled would still run, and what waits in it would trip the container.</summary>
    private void CancelChildren(ActivityRun run)
    {
        if (run.OpenChildren == 0)
        {
            return;
        }

        foreach (var child in ChildrenOf(run).ToArray())
        {
            Differ(child.HasStarted ? "DIF210" : "DIF218", run);
            Cancel(child, tellParent: false);
        }
    }

    private void Open(ActivityRun run)
    {
        _runs.Add(run);
        if (run.Parent is { } parent)
        {
            parent.OpenChildren++;
        }
    }

    private void Close(ActivityRun run)
    {
        if (_runs.Remove(run) && run.Parent is { } parent)
        {
            parent.OpenChildren--;
        }
    }

    private void Forget(ActivityRun run)
    {
        Release(run);
        _queue.Remove(run);
        if (run.Parent is not null)
        {
            Close(run);
        }
    }

    private void Release(ActivityRun run)
    {
        if (_bookmarks.Count > 0)
        {
            ReleaseWaits(run);
        }

        if (_effects.Count > 0 || _pendingEffects.Count > 0)
        {
            ReleaseEffects(run);
        }
    }

    private void ReleaseWaits(ActivityRun run)
    {
        Abandon(_bookmarks.Where(b => b.ActivityInstanceId == run.Id));
        _bookmarks.RemoveAll(b => b.ActivityInstanceId == run.Id);
    }

    private void Abandon(IEnumerable<Bookmark> waits)
    {
        foreach (var wait in waits)
        {
            if (wait.ChildInstanceId is { } child)
            {
                (_abandoned ??= []).Add(child);
            }
        }
    }

    private void ReleaseEffects(ActivityRun run)
    {
        _effects.RemoveAll(e => RunOf(e.Id) == run.Id);
        _pendingEffects.RemoveAll(e => RunOf(e) == run.Id);
    }
}
