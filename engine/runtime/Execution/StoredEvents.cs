using System.Text.Json;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The JSON form of a <see cref="WorkflowEvent"/>, as the journal keeps it: one object, its <c>event</c> first.</summary>
internal static class StoredEvents
{
    private sealed record Form(string Name, Func<WorkflowEvent, object?[]> Write, Func<Reading, WorkflowEvent> Read, params string[] Members);

    private static readonly Dictionary<Type, Form> Forms = new()
    {
        [typeof(Started)] = Of<Started>(
            "Started",
            e => [e.Input, e.CorrelationId, e.TriggerActivityId, e.TriggerPayload, e.Variables.Count == 0 ? null : e.Variables],
            r => new Started(r.Map("input"), r.Maybe("correlationId"), r.Maybe("trigger"), r.Value("payload")) { Variables = r.Map("variables") },
            "input", "correlationId", "trigger", "payload", "variables"),
        [typeof(EventArrived)] = Of<EventArrived>("EventArrived", e => [e.Name, e.Payload], r => new EventArrived(r.Text("name"), r.Value("payload")), "name", "payload"),
        [typeof(TimerFired)] = Of<TimerFired>("TimerFired", e => [e.BookmarkId], r => new TimerFired(r.Text("bookmark")), "bookmark"),
        [typeof(TaskCompleted)] = Of<TaskCompleted>("TaskCompleted", e => [e.BookmarkId, e.Result], r => new TaskCompleted(r.Text("bookmark"), r.Value("result")), "bookmark", "result"),
        [typeof(EffectDone)] = Of<EffectDone>("EffectDone", e => [e.EffectId, e.Outcome, e.Output], r => new EffectDone(r.Text("effect"), r.Text("outcome"), r.Map("output")), "effect", "outcome", "output"),
        [typeof(EffectFailed)] = Of<EffectFailed>("EffectFailed", e => [e.EffectId, e.Message, e.Details], r => new EffectFailed(r.Text("effect"), r.Text("message"), r.Maybe("details")), "effect", "message", "details"),
        [typeof(ChildEnded)] = Of<ChildEnded>("ChildEnded", e => [e.BookmarkId, e.SubStatus.ToString(), e.Output], r => new ChildEnded(r.Text("bookmark"), r.SubStatus(), r.Map("output")), "bookmark", "subStatus", "output"),
        [typeof(ChildStarted)] = Of<ChildStarted>(
            "ChildStarted",
            e => [e.EffectId, e.InstanceId, e.SubStatus.ToString(), e.Output],
            r => new ChildStarted(r.Text("effect"), r.Text("child"), r.SubStatus(), r.Map("output")),
            "effect", "child", "subStatus", "output"),
        [typeof(RetryRequested)] = Of<RetryRequested>("RetryRequested", e => [e.ActivityId, e.Reason], r => new RetryRequested(r.Text("activity"), r.Maybe("reason")), "activity", "reason"),
        [typeof(CancelRequested)] = Of<CancelRequested>("CancelRequested", e => [e.Reason], r => new CancelRequested(r.Text("reason")), "reason"),
        [typeof(HoldRequested)] = Of<HoldRequested>("HoldRequested", e => [e.Reason], r => new HoldRequested(r.Text("reason")), "reason"),
        [typeof(ReleaseRequested)] = Of<ReleaseRequested>("ReleaseRequested", e => [e.Reason], r => new ReleaseRequested(r.Text("reason")), "reason"),
        [typeof(VariableChange)] = Of<VariableChange>("VariableChange", e => [e.Name, e.Value, e.Reason], r => new VariableChange(r.Text("name"), r.Value("value"), r.Text("reason")), "name", "value", "reason"),
        [typeof(MoveRequested)] = Of<MoveRequested>("MoveRequested", e => [e.From, e.To, e.Reason], r => new MoveRequested(r.Text("from"), r.Text("to"), r.Text("reason")), "from", "to", "reason"),
        [typeof(SkipRequested)] = Of<SkipRequested>("SkipRequested", e => [e.ActivityId, e.Outcome, e.Reason], r => new SkipRequested(r.Text("activity"), r.Maybe("outcome"), r.Text("reason")), "activity", "outcome", "reason"),
        [typeof(RepeatRequested)] = Of<RepeatRequested>("RepeatRequested", e => [e.ActivityId, e.Reason], r => new RepeatRequested(r.Text("activity"), r.Text("reason")), "activity", "reason"),
        [typeof(MigrationRequested)] = Of<MigrationRequested>(
            "MigrationRequested",
            e => [e.Mapping.ToDictionary(m => m.Key, m => (object?)m.Value, StringComparer.Ordinal), e.RestartTimers, e.Reason],
            r => new MigrationRequested(r.Map("mapping").ToDictionary(m => m.Key, m => (string)m.Value!, StringComparer.Ordinal), r.Value("restartTimers") is true, r.Text("reason")),
            "mapping", "restartTimers", "reason"),
    };

    private static readonly Dictionary<string, Form> ByName = Forms.Values.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public static string Write(WorkflowEvent arrived)
    {
        var form = Forms.GetValueOrDefault(arrived.GetType()) ?? throw new ArgumentException($"There is no event of type {arrived.GetType().Name}.", nameof(arrived));
        return JsonText.Of((Form: form, Event: arrived), static (json, written) =>
        {
            json.WriteStartObject();
            json.WriteString("event", written.Form.Name);
            var values = written.Form.Write(written.Event);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is not null)
                {
                    json.WritePropertyName(written.Form.Members[i]);
                    StoredValues.Write(json, values[i]);
                }
            }

            json.WriteEndObject();
        });
    }

    public static WorkflowEvent Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var reading = new Reading(StoredValues.ReadMembers(json.RootElement));
            return ByName.TryGetValue(reading.Text("event"), out var form) ? form.Read(reading) : throw new FormatException($"The stored event \"{reading.Text("event")}\" is not known to this build.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidCastException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The stored event is damaged: " + fault.Message, fault);
        }
    }

    private static Form Of<T>(string name, Func<T, object?[]> write, Func<Reading, WorkflowEvent> read, params string[] members)
        where T : WorkflowEvent => new(name, e => write((T)e), read, members);

    private sealed class Reading(Dictionary<string, object?> members)
    {
        public object? Value(string name) => members.GetValueOrDefault(name);

        public InstanceSubStatus SubStatus() => Enum.Parse<InstanceSubStatus>(Text("subStatus"));

        public string Text(string name) => (string)members[name]!;

        public string? Maybe(string name) => (string?)members.GetValueOrDefault(name);

        public IReadOnlyDictionary<string, object?> Map(string name) => (IReadOnlyDictionary<string, object?>?)members.GetValueOrDefault(name) ?? new Dictionary<string, object?>();
    }
}
