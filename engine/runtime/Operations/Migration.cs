using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Operations;

/// <summary>Brings the state of an instance from one version of its definition to another.</summary>
internal static class Migration
{
    private static readonly string[] Remembered = ["activity ", "connection ", "followed "];

    /// <summary>The same state as the target version would hold it, before anything begins again.</summary>
    /// <exception cref="OperationRefusedException">A place has no target, or what it holds does not fit there; every fault is named.</exception>
    public static InstanceState Carry(InstanceState state, MigrationRequested request, WorkflowDefinition from, WorkflowDefinition target)
    {
        ByHand.MustNotHaveEnded(state);
        var faults = new List<string>();
        string To(string id) => request.Mapping.GetValueOrDefault(id, id);
        foreach (var unknown in request.Mapping.Where(m => target.Find(m.Value) is null))
        {
            faults.Add($"{unknown.Key} is mapped to {unknown.Value}, which the target version does not have.");
        }

        var runs = new List<StoredRun>();
        var byId = state.Runs.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var run in state.Runs)
        {
            var node = run.ParentId is null ? target.Top : target.Find(To(run.ActivityId));
            if (node is null)
            {
                faults.Add($"{run.ActivityId} has no target: map it (--map {run.ActivityId}=ACTIVITY).");
                continue;
            }

            if (run.ParentId is { } parent && byId[parent] is var around && (around.ParentId is null ? target.Top : target.Find(To(around.ActivityId))) != node.Parent)
            {
                faults.Add($"{node.Id} stands in another container than the one {run.ActivityId} stands in.");
            }

            if (run.ParentId is not null && from.Find(run.ActivityId) is { } before && before.Kind.Type != node.Kind.Type)
            {
                faults.Add($"{run.ActivityId} is of type {before.Kind.Type}, its target {node.Id} of type {node.Kind.Type}.");
            }

            runs.Add(run with { ActivityId = node.Id, Variables = Variables(ValuesOf(run, state, from), node, faults), Memory = Memory(run, To) });
        }

        if (faults.Count > 0)
        {
            throw new OperationRefusedException(string.Join(' ', faults.Distinct()));
        }

        return state.With(
            runs,
            [.. state.Waits.Select(w => w with { ActivityId = To(w.ActivityId) })],
            [.. state.Incidents.Select(i => i with { ActivityId = To(i.ActivityId) })],
            [.. state.VisitedActivities.Select(To).Where(id => target.Find(id) is not null).Distinct()]);
    }

    /// <summary>What waits for an event always waits for the one that the new version names; timers and tasks by choice; children never begin again.</summary>
    public static void Apply(MigrationRequested request, Burst burst)
    {
        ByHand.Write(burst, "Migrated", $"to another version of {burst.Definition.DefinitionId}, timers {(request.RestartTimers ? "begin again" : "keep the time they had left")}: {request.Reason}");
        foreach (var wait in burst.Bookmarks.ToArray())
        {
            if (wait.Kind == BookmarkKind.Event || (request.RestartTimers && wait.Kind is BookmarkKind.Timer or BookmarkKind.Task))
            {
                burst.Retry(burst.Find(wait.ActivityInstanceId)!);
            }
        }
    }

    /// <summary>By variable id; those of the workflow are kept by name with the instance.</summary>
    private static IReadOnlyDictionary<string, object?> ValuesOf(StoredRun run, InstanceState state, WorkflowDefinition from) => run.ParentId is not null
        ? run.Variables
        : from.Top.Variables.Where(v => state.Variables.ContainsKey(v.Name)).ToDictionary(v => v.Id, v => state.Variables[v.Name], StringComparer.Ordinal);

    private static Dictionary<string, object?> Variables(IReadOnlyDictionary<string, object?> values, ActivityNode node, List<string> faults)
    {
        var carried = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var variable in node.Variables)
        {
            if (!values.TryGetValue(variable.Id, out var value))
            {
                carried[variable.Id] = variable.Initial;
            }
            else if (PlainValues.TryConvert(value, variable.Type, out var converted))
            {
                carried[variable.Id] = converted;
            }
            else
            {
                faults.Add($"The value of the variable {variable.Name} is not of the type {TypeAliases.NameOf(variable.Type)} that the target version declares.");
            }
        }

        return carried;
    }

    /// <summary>What a flowchart remembers names activities; the names follow the mapping.</summary>
    private static Dictionary<string, object?> Memory(StoredRun run, Func<string, string> to)
    {
        var carried = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in run.Memory)
        {
            carried[Renamed(key, to)] = key == "start" && value is string id ? to(id) : value;
        }

        return carried;
    }

    private static string Renamed(string key, Func<string, string> to)
    {
        var prefix = Remembered.FirstOrDefault(p => key.StartsWith(p, StringComparison.Ordinal));
        if (prefix is null)
        {
            return key;
        }

        var rest = key[prefix.Length..];
        if (rest.IndexOf("->", StringComparison.Ordinal) is var arrow and > 0 && rest.LastIndexOf(':', arrow) is var colon and > 0)
        {
            return $"{prefix}{to(rest[..colon])}{rest[colon..arrow]}->{to(rest[(arrow + 2)..])}";
        }

        return prefix + to(rest);
    }
}
