using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The JSON form of an <see cref="InstanceState"/>: one object, its <c>format</c> first.</summary>
internal static class StoredState
{
    private const int Format = 1;

    public static string Write(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            StoredValues.Write(json, Shape(state));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static InstanceState Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (StoredValues.Read(json.RootElement) is not IReadOnlyDictionary<string, object?> root || root.GetValueOrDefault("format") is not (long)Format)
            {
                throw new FormatException($"The stored state is not of format {Format}.");
            }

            return State(root);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidCastException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            throw new FormatException("The stored state is damaged: " + fault.Message, fault);
        }
    }

    private static Dictionary<string, object?> Shape(InstanceState state) => Slim(new()
    {
        ["format"] = (long)Format,
        ["status"] = state.Status.ToString(),
        ["subStatus"] = state.SubStatus.ToString(),
        ["correlationId"] = state.CorrelationId,
        ["name"] = state.Name,
        ["lastId"] = (long)state.LastId,
        ["journal"] = (long)state.JournalSequence,
        ["resumed"] = state.HasResumed ? true : null,
        ["input"] = state.Input,
        ["variables"] = state.Variables,
        ["output"] = state.Output,
        ["runs"] = state.Runs.Select(r => (object?)Slim(new()
        {
            ["id"] = r.Id,
            ["activity"] = r.ActivityId,
            ["parent"] = r.ParentId,
            ["status"] = r.Status.ToString(),
            ["variables"] = r.Variables,
            ["memory"] = r.Memory,
        })).ToArray(),
        ["waits"] = state.Waits.Select(b => (object?)Slim(new()
        {
            ["id"] = b.Id,
            ["kind"] = b.Kind.ToString(),
            ["activity"] = b.ActivityId,
            ["run"] = b.ActivityInstanceId,
            ["event"] = b.EventName,
            ["dueAt"] = b.DueAt,
            ["explanation"] = b.Explanation,
            ["child"] = b.ChildInstanceId,
            ["task"] = b.Task is null ? null : Slim(new()
            {
                ["name"] = b.Task.Name,
                ["title"] = b.Task.Title,
                ["role"] = b.Task.Role,
                ["dueOn"] = b.Task.DueOn,
                ["payload"] = b.Task.Payload,
            }),
        })).ToArray(),
        ["incidents"] = state.Incidents.Select(i => (object?)Slim(new()
        {
            ["activity"] = i.ActivityId,
            ["run"] = i.ActivityInstanceId,
            ["message"] = i.Message,
            ["details"] = i.Details,
            ["at"] = i.At,
        })).ToArray(),
        ["effects"] = state.PendingEffects.ToArray<object?>(),
        ["visited"] = state.VisitedActivities.ToArray<object?>(),
    });

    private static InstanceState State(IReadOnlyDictionary<string, object?> root) => new()
    {
        Status = Enum.Parse<InstanceStatus>(Text(root, "status")),
        SubStatus = Enum.Parse<InstanceSubStatus>(Text(root, "subStatus")),
        CorrelationId = Maybe(root, "correlationId"),
        Name = Maybe(root, "name"),
        LastId = Convert.ToInt32(root["lastId"], CultureInfo.InvariantCulture),
        JournalSequence = Convert.ToInt32(root["journal"], CultureInfo.InvariantCulture),
        HasResumed = root.GetValueOrDefault("resumed") is true,
        Input = Members(root, "input"),
        Variables = Members(root, "variables"),
        Output = Members(root, "output"),
        Runs = [.. Items(root, "runs").Select(r => new StoredRun(
            Text(r, "id"), Text(r, "activity"), Maybe(r, "parent"), Enum.Parse<RunStatus>(Text(r, "status")), Members(r, "variables"), Members(r, "memory")))],
        Waits = [.. Items(root, "waits").Select(b => new Bookmark(
            Text(b, "id"), Enum.Parse<BookmarkKind>(Text(b, "kind")), Text(b, "activity"), Text(b, "run"),
            Maybe(b, "event"), (DateTimeOffset?)b.GetValueOrDefault("dueAt"), Maybe(b, "explanation"),
            b.GetValueOrDefault("task") is IReadOnlyDictionary<string, object?> task
                ? new TaskOffer(Text(task, "name"), Text(task, "title"), Maybe(task, "role"), (DateOnly?)task.GetValueOrDefault("dueOn"), Members(task, "payload"))
                : null,
            Maybe(b, "child")))],
        Incidents = [.. Items(root, "incidents").Select(i => new Incident(
            Text(i, "activity"), Text(i, "run"), Text(i, "message"), Maybe(i, "details"), (DateTimeOffset)i["at"]!))],
        PendingEffects = [.. Values(root, "effects").Cast<string>()],
        VisitedActivities = [.. Values(root, "visited").Cast<string>()],
    };

    /// <summary>Leaves out what is empty; it is read back as empty.</summary>
    private static Dictionary<string, object?> Slim(Dictionary<string, object?> members) => members
        .Where(m => m.Value is not (null or IReadOnlyDictionary<string, object?> { Count: 0 } or object?[] { Length: 0 }))
        .ToDictionary(StringComparer.Ordinal);

    private static string Text(IReadOnlyDictionary<string, object?> from, string name) => (string)from[name]!;

    private static string? Maybe(IReadOnlyDictionary<string, object?> from, string name) => (string?)from.GetValueOrDefault(name);

    private static IReadOnlyDictionary<string, object?> Members(IReadOnlyDictionary<string, object?> from, string name) =>
        from.GetValueOrDefault(name) as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();

    private static IReadOnlyList<object?> Values(IReadOnlyDictionary<string, object?> from, string name) =>
        from.GetValueOrDefault(name) as IReadOnlyList<object?> ?? [];

    private static IEnumerable<IReadOnlyDictionary<string, object?>> Items(IReadOnlyDictionary<string, object?> from, string name) =>
        Values(from, name).Cast<IReadOnlyDictionary<string, object?>>();
}
