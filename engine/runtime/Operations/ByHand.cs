using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Operations;

/// <summary>What each operation does to an instance. Each either leaves a line in the journal or refuses.</summary>
internal static class ByHand
{
    public static bool Hold(HoldRequested hold, InstanceState state, Burst burst)
    {
        MustRun(state);
        burst.OnHold = true;
        Write(burst, "Held", hold.Reason);
        return true;
    }

    public static bool Release(ReleaseRequested release, InstanceState state, Burst burst)
    {
        if (!burst.OnHold)
        {
            throw new OperationRefusedException("The instance is not suspended; there is nothing to resume.");
        }

        burst.OnHold = false;
        Write(burst, "Released", release.Reason);
        return true;
    }

    public static bool Change(VariableChange change, InstanceState state, Burst burst)
    {
        MustNotHaveEnded(state);
        var top = Top(burst);
        var variable = top.Node.Variables.FirstOrDefault(v => v.Name == change.Name) ?? top.Node.Variables.FirstOrDefault(v => v.Id == change.Name) ?? throw new OperationRefusedException(
            $"The workflow has no variable {change.Name}. It has {Listed(top.Node.Variables.Select(v => v.Name))}.");
        if (!PlainValues.TryConvert(change.Value, variable.Type, out var converted))
        {
            throw new OperationRefusedException($"The variable {change.Name} holds {TypeAliases.NameOf(variable.Type)}; the value given is of another form.");
        }

        top.Variables[variable.Id] = converted;
        Write(burst, "VariableSet", $"{change.Name}: {change.Reason}");
        return true;
    }

    public static bool Move(MoveRequested move, InstanceState state, Burst burst)
    {
        MustBeOpen(state, burst);
        var run = At(move.From, burst);
        var target = run.Node.Parent!.Children.FirstOrDefault(c => c.Id == move.To) ?? throw new OperationRefusedException(
            $"{move.To} does not stand beside {move.From}. Beside it stand {Listed(run.Node.Parent.Children.Where(c => c != run.Node).Select(c => c.Id))}.");
        burst.Write(run, "Moved", $"to {move.To}: {move.Reason}");
        burst.Cancel(run, tellParent: false);
        burst.Schedule(target, run.Parent);
        return true;
    }

    public static bool Skip(SkipRequested skip, InstanceState state, Burst burst)
    {
        MustBeOpen(state, burst);
        var run = At(skip.ActivityId, burst);
        var ports = run.Node.Kind.Ports(run.Node);
        var outcome = skip.Outcome ?? (ports is { Count: > 0 } ? ports[0] : "Done");
        if (ports is not null && skip.Outcome is not null && !ports.Contains(outcome))
        {
            throw new OperationRefusedException($"{skip.ActivityId} has no outcome {outcome}. It has {Listed(ports)}.");
        }

        burst.Write(run, "Skipped", skip.Reason);
        burst.Resolve(run);
        burst.Complete(run, [outcome], null);
        return true;
    }

    public static bool Repeat(RepeatRequested repeat, InstanceState state, Burst burst)
    {
        MustBeOpen(state, burst);
        var run = At(repeat.ActivityId, burst);
        burst.Write(run, "Repeated", repeat.Reason);
        burst.Retry(run);
        return true;
    }

    public static void MustNotHaveEnded(InstanceState state)
    {
        if (state.SubStatus is InstanceSubStatus.Finished or InstanceSubStatus.Cancelled)
        {
            throw new OperationRefusedException("The instance has ended; nothing can be done to it any more.");
        }
    }

    public static void Write(Burst burst, string what, string message) => burst.Write(Top(burst), what, message);

    public static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    private static void MustRun(InstanceState state)
    {
        MustNotHaveEnded(state);
        if (state.Status == InstanceStatus.Finished || state.SubStatus == InstanceSubStatus.OnHold)
        {
            throw new OperationRefusedException(state.SubStatus == InstanceSubStatus.OnHold ? "The instance is suspended already." : "The instance has faulted: nothing reaches it until its incident is retried or skipped.");
        }
    }

    private static void MustBeOpen(InstanceState state, Burst burst)
    {
        MustNotHaveEnded(state);
        if (burst.OnHold)
        {
            throw new OperationRefusedException("The instance is suspended: resume it first.");
        }
    }

    private static ActivityRun At(string activityId, Burst burst)
    {
        var runs = burst.Runs.Where(r => r.Parent is not null && r.HasStarted && !burst.ChildrenOf(r).Any()).ToArray();
        return runs.FirstOrDefault(r => r.Node.Id == activityId) ?? throw new OperationRefusedException(
            $"The instance does not stand at {activityId}. It stands at {Listed(runs.Select(r => r.Node.Id).Distinct())}.");
    }

    private static ActivityRun Top(Burst burst) => burst.Runs.First(r => r.Parent is null);
}
