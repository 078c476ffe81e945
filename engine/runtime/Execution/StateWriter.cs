using System.Text.Json;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>Writes an <see cref="InstanceState"/>; what is empty is left out, and read back as empty.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter json, InstanceState state)
    {
        json.WriteStartObject();
        json.WriteNumber("format", StoredState.Format);
        json.WriteString("status", state.Status.ToString());
        json.WriteString("subStatus", state.SubStatus.ToString());
        Text(json, "correlationId", state.CorrelationId);
        Text(json, "name", state.Name);
        json.WriteNumber("lastId", state.LastId);
        json.WriteNumber("journal", state.JournalSequence);
        if (state.HasResumed)
        {
            json.WriteBoolean("resumed", true);
        }

        Members(json, "input", state.Input);
        Members(json, "variables", state.Variables);
        Members(json, "output", state.Output);
        Items(json, "runs", state.Runs, Run);
        Items(json, "waits", state.Waits, Wait);
        Items(json, "incidents", state.Incidents, Incident);
        Items(json, "effects", state.PendingEffects, static (json, effect) => json.WriteStringValue(effect));
        Items(json, "visited", state.VisitedActivities, static (json, activity) => json.WriteStringValue(activity));
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, StoredRun run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("activity", run.ActivityId);
        Text(json, "parent", run.ParentId);
        json.WriteString("status", run.Status.ToString());
        Members(json, "variables", run.Variables);
        Members(json, "memory", run.Memory);
        json.WriteEndObject();
    }

    private static void Wait(Utf8JsonWriter json, Bookmark wait)
    {
        json.WriteStartObject();
        json.WriteString("id", wait.Id);
        json.WriteString("kind", wait.Kind.ToString());
        json.WriteString("activity", wait.ActivityId);
        json.WriteString("run", wait.ActivityInstanceId);
        Text(json, "event", wait.EventName);
        Value(json, "dueAt", wait.DueAt);
        Text(json, "explanation", wait.Explanation);
        Text(json, "child", wait.ChildInstanceId);
        if (wait.Task is { } task)
        {
            json.WriteStartObject("task");
            json.WriteString("name", task.Name);
            json.WriteString("title", task.Title);
            Text(json, "role", task.Role);
            Value(json, "dueOn", task.DueOn);
            Members(json, "payload", task.Payload);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Incident(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WriteString("activity", incident.ActivityId);
        json.WriteString("run", incident.ActivityInstanceId);
        json.WriteString("message", incident.Message);
        Text(json, "details", incident.Details);
        Value(json, "at", incident.At);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Value(Utf8JsonWriter json, string name, object? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            StoredValues.Write(json, value);
        }
    }

    private static void Members(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, object?> members)
    {
        if (members.Count > 0)
        {
            json.WritePropertyName(name);
            StoredValues.Write(json, members);
        }
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }
}
