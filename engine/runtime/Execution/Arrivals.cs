using OcrWorkflows.Runtime.Activities;
using OcrWorkflows.Runtime.Operations;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>What each kind of event does to an instance that runs. Each answers whether anything was there for it.</summary>
internal static class Arrivals
{
    private delegate bool Arrival(WorkflowEvent arrived, InstanceState state, Burst burst);

    private static readonly Dictionary<Type, Arrival> Known = new()
    {
        [typeof(EventArrived)] = For<EventArrived>((e, state, burst) => Wake(state, burst, b => b.Kind == BookmarkKind.Event && b.EventName == e.Name, e.Payload)),
        [typeof(TimerFired)] = For<TimerFired>((e, state, burst) => Wake(state, burst, b => b.Kind == BookmarkKind.Timer && b.Id == e.BookmarkId, null)),
        [typeof(TaskCompleted)] = For<TaskCompleted>(Answered),
        [typeof(ChildEnded)] = For<ChildEnded>((e, state, burst) => Wake(state, burst, b => b.Kind == BookmarkKind.Child && b.Id == e.BookmarkId, e)),
        [typeof(EffectDone)] = For<EffectDone>((e, _, burst) => Answer(e.EffectId, e, burst)),
        [typeof(ChildStarted)] = For<ChildStarted>((e, _, burst) => Answer(e.EffectId, e, burst)),
        [typeof(EffectFailed)] = For<EffectFailed>(Failed),
        [typeof(RetryRequested)] = For<RetryRequested>(Retry),
        [typeof(CancelRequested)] = For<CancelRequested>(Cancel),
        [typeof(HoldRequested)] = For<HoldRequested>(ByHand.Hold),
        [typeof(ReleaseRequested)] = For<ReleaseRequested>(ByHand.Release),
        [typeof(VariableChange)] = For<VariableChange>(ByHand.Change),
        [typeof(MoveRequested)] = For<MoveRequested>(ByHand.Move),
        [typeof(SkipRequested)] = For<SkipRequested>(ByHand.Skip),
        [typeof(RepeatRequested)] = For<RepeatRequested>(ByHand.Repeat),
    };

    public static bool Deliver(WorkflowEvent arrived, InstanceState state, Burst burst) =>
        Known.TryGetValue(arrived.GetType(), out var arrival)
            ? arrival(arrived, state, burst)
            : throw new ArgumentException($"There is no event of type {arrived.GetType().Name}.", nameof(arrived));

    private static Arrival For<T>(Func<T, InstanceState, Burst, bool> deliver)
        where T : WorkflowEvent => (arrived, state, burst) => deliver((T)arrived, state, burst);

    /// <summary>Every place that waits for it goes on, one after the other; a later one may be gone by then.</summary>
    private static bool Wake(InstanceState state, Burst burst, Func<Bookmark, bool> waitsFor, object? payload)
    {
        var woken = state.Bookmarks.Where(waitsFor).ToArray();
        foreach (var bookmark in woken)
        {
            burst.Arrive(() => burst.Resume(bookmark, payload));
        }

        return woken.Length > 0;
    }

    /// <exception cref="InputRefusedException">The task has a form, and the result does not fit it.</exception>
    private static bool Answered(TaskCompleted arrived, InstanceState state, Burst burst)
    {
        var form = state.Bookmarks.FirstOrDefault(b => b.Kind == BookmarkKind.Task && b.Id == arrived.BookmarkId) is { } waiting
            && burst.Find(waiting.ActivityInstanceId) is { } run ? RunTaskKind.FormOf(run.Node) : null;
        var result = arrived.Result;
        if (form is not null)
        {
            var answer = form.Read(result as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>());
            result = answer.Faults.Count == 0 ? answer.Values : throw new InputRefusedException(string.Join(' ', answer.Faults.Select(f => f.Message)));
        }

        return Wake(state, burst, b => b.Kind == BookmarkKind.Task && b.Id == arrived.BookmarkId, result);
    }

    private static bool Answer(string effectId, WorkflowEvent arrived, Burst burst)
    {
        if (!burst.TakeEffect(effectId) || burst.Find(Burst.RunOf(effectId)) is not { } run)
        {
            return false;
        }

        burst.Guard(run, c => run.Node.Kind.Resumed(c, arrived));
        return true;
    }

    private static bool Failed(EffectFailed arrived, InstanceState state, Burst burst)
    {
        if (!burst.TakeEffect(arrived.EffectId) || burst.Find(Burst.RunOf(arrived.EffectId)) is not { } run)
        {
            return false;
        }

        burst.Fault(run, arrived.Message, arrived.Details);
        return true;
    }

    private static bool Retry(RetryRequested arrived, InstanceState state, Burst burst)
    {
        var faulted = burst.Runs.Where(r => r.Status == RunStatus.Faulted && r.Node.Id == arrived.ActivityId).ToArray();
        foreach (var run in faulted)
        {
            if (arrived.Reason is not null)
            {
                burst.Write(run, "Retried", arrived.Reason);
            }

            burst.Retry(run);
        }

        return faulted.Length > 0;
    }

    private static bool Cancel(CancelRequested arrived, InstanceState state, Burst burst)
    {
        if (state.SubStatus is InstanceSubStatus.Finished or InstanceSubStatus.Cancelled)
        {
            return false;
        }

        burst.CancelAll(arrived.Reason);
        return true;
    }
}
