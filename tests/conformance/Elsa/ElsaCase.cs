using System.Text.Json;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Runtime.Worlds;

namespace OcrWorkflows.Tests.Conformance.Elsa;

/// <param name="Mismatch">The first difference; null when there is none.</param>
/// <param name="Codes">Differences on purpose that the engine itself reported for this case.</param>
internal sealed record ElsaResult(string Id, string? Mismatch, IReadOnlyCollection<string> Codes);

/// <summary>One case: its steps are taken in a virtual world, and what can be seen after each is compared.</summary>
internal sealed class ElsaCase
{
    private static readonly DateTimeOffset Begin = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The cases count no working days, so one holiday will do.</summary>
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Read(
        "calendar.json",
        """{"england-and-wales":{"division":"england-and-wales","events":[{"title":"Christmas Day","date":"2026-12-25"}]}}"""u8,
        "england-and-wales").Calendar!;

    private readonly JsonElement _case;
    private readonly VirtualWorld _world;
    private readonly ActivityCatalogue _catalogue;
    private readonly SortedSet<string> _codes = new(StringComparer.Ordinal);
    private VirtualInstance? _observed;
    private string? _refused;

    private ElsaCase(JsonElement written, IScriptRunner scripts)
    {
        _case = written;
        _catalogue = new ActivityCatalogue([]) { Scripts = scripts };
        _world = new VirtualWorld(Calendar, Begin, scripts);
    }

    public static ElsaResult Run(JsonElement written, IScriptRunner scripts)
    {
        var id = written.GetProperty("id").GetString()!;
        var run = new ElsaCase(written, scripts);
        string? mismatch;
        try
        {
            mismatch = run.Steps();
        }
        catch (InputRefusedException refusal)
        {
            run._codes.Add(refusal.Difference.Code);
            mismatch = refusal.Message;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            mismatch = $"{failure.GetType().Name}: {failure.Message}";
        }

        run._codes.UnionWith(run._world.Instances.SelectMany(i => i.Differences).Select(d => d.Code));
        return new ElsaResult(id, mismatch, run._codes);
    }

    private string? Steps()
    {
        foreach (var other in Items(_case, "otherDefinitions"))
        {
            Publish(other);
        }

        Publish(_case.GetProperty("definition"));
        var steps = _case.GetProperty("steps").EnumerateArray().Zip(_case.GetProperty("expected").EnumerateArray());
        var number = 0;
        foreach (var (step, expected) in steps)
        {
            number++;
            if (_refused is not null)
            {
                return expected.TryGetProperty("importHttp", out _) ? null : $"step {number}: refused when read: {_refused}";
            }

            var noTask = Take(step);
            if (Compare(expected, noTask) is { } mismatch)
            {
                return $"step {number} ({step.GetProperty("op").GetString()}): {mismatch}";
            }
        }

        return null;
    }

    private void Publish(JsonElement definition)
    {
        var load = WorkflowDefinition.Read("definition.json", System.Text.Encoding.UTF8.GetBytes(definition.GetRawText()), _catalogue);
        _codes.UnionWith(load.Differences.Select(d => d.Code));
        if (load.Definition is null)
        {
            _refused ??= load.Diagnostics.First(d => d.IsError).ToString();
        }
        else
        {
            _world.Publish(load.Definition);
        }
    }

    /// <returns>True when the step is a task to complete and none waits.</returns>
    private bool Take(JsonElement step)
    {
        switch (step.GetProperty("op").GetString())
        {
            case "start":
                _observed = _world.Start(_case.GetProperty("definition").GetProperty("definitionId").GetString()!, new Started(
                    Values(step, "input"), Text(step, "correlationId"), Text(step, "triggerActivityId"))
                { Variables = Values(step, "variables") });
                return false;
            case "event" when Text(step, "to") is not null || _observed is null:
                _world.Broadcast(Text(step, "name")!, Payload(step), Text(step, "correlationId"));
                _observed ??= _world.Instances.Count > 0 ? _world.Instances[0] : null;
                return false;
            case "event" when Text(step, "correlationId") is { } correlation:
                _world.Broadcast(Text(step, "name")!, Payload(step), correlation);
                return false;
            case "event":
                _world.SendTo(_observed, Text(step, "name")!, Payload(step));
                return false;
            case "completeTask":
                return !_world.CompleteTask(_observed!, Text(step, "taskName")!, Value(step, "result"));
            case "wait":
                _world.Advance(TimeSpan.FromSeconds(step.GetProperty("seconds").GetDouble()));
                return false;
            case "cancel":
                _world.Tell(_observed!, new CancelRequested("cancelled by the case"));
                return false;
            case "retry":
                foreach (var activity in _observed!.State.Incidents.Select(i => i.ActivityId).Distinct().ToArray())
                {
                    _world.Tell(_observed, new RetryRequested(activity));
                }

                return false;
            case "alter":
                foreach (var alteration in Items(step, "alterations"))
                {
                    _world.Tell(_observed!, new VariableChange(Text(alteration, "variableId")!, Value(alteration, "value"), "altered by the case"));
                }

                return false;
            case "publishVersion":
                Publish(step.GetProperty("definition"));
                return false;
            case var other:
                throw new NotSupportedException($"There is no step \"{other}\".");
        }
    }

    private string? Compare(JsonElement expected, bool noTask)
    {
        if (expected.TryGetProperty("instanceCount", out var count))
        {
            return count.GetInt32() == _world.Instances.Count ? null : $"{_world.Instances.Count} instances, not {count.GetInt32()}";
        }

        if (expected.TryGetProperty("noTask", out var none) && none.GetBoolean() != noTask)
        {
            return noTask ? "no such task waits" : "a task waits that should not";
        }

        if (_observed is null)
        {
            return "there is no instance";
        }

        var inOrder = _case.GetProperty("orderMatters").GetBoolean();
        if (Observation.Compare(expected, _observed, inOrder) is { } mismatch)
        {
            return mismatch;
        }

        return expected.TryGetProperty("childInstances", out var children) ? CompareChildren(children) : null;
    }

    private string? CompareChildren(JsonElement expected)
    {
        var wanted = Items(_case, "children").Select(c => c.GetString()).ToHashSet();
        var children = _world.Instances.Where(i => i != _observed && wanted.Contains(i.Definition.DefinitionId)).ToList();
        if (children.Count != expected.GetArrayLength())
        {
            return $"{children.Count} children, not {expected.GetArrayLength()}";
        }

        foreach (var one in expected.EnumerateArray())
        {
            var id = one.GetProperty("definitionId").GetString();
            var differences = children.Where(c => c.Definition.DefinitionId == id).Select(c => (c, Observation.Compare(one, c, inOrder: false))).ToList();
            if (differences.FindIndex(d => d.Item2 is null) is >= 0 and var match)
            {
                children.Remove(differences[match].c);
            }
            else
            {
                return $"child {id}: {(differences.Count == 0 ? "is not there" : differences[0].Item2)}";
            }
        }

        return null;
    }

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement from, string name)
    {
        if (from.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray())
            {
                yield return item;
            }
        }
    }

    /// <summary>An event sent over Elsa's API without a payload brings an empty object.</summary>
    private static object Payload(JsonElement step) => Value(step, "payload") ?? new Dictionary<string, object?>();

    private static object? Value(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? PlainText.Read(value) : null;

    private static IReadOnlyDictionary<string, object?> Values(JsonElement from, string name) =>
        Value(from, name) as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
}
