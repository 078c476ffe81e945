using System.Text.Json;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The JSON form of an <see cref="InstanceState"/>: one object, its <c>format</c> first.</summary>
internal static class StoredState
{
    public const int Format = 1;

    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();

    public static string Write(InstanceState state) => JsonText.Of(state, StateWriter.Write);

    public static InstanceState Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.Number || format.GetInt64() != Format)
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

    private static InstanceState State(JsonElement root) => new()
    {
        Status = Kind<InstanceStatus>(root, "status"),
        SubStatus = Kind<InstanceSubStatus>(root, "subStatus"),
        CorrelationId = Maybe(root, "correlationId"),
        Name = Maybe(root, "name"),
        LastId = root.GetProperty("lastId").GetInt32(),
        JournalSequence = root.GetProperty("journal").GetInt32(),
        HasResumed = root.TryGetProperty("resumed", out var resumed) && resumed.ValueKind == JsonValueKind.True,
        Input = Members(root, "input"),
        Variables = Members(root, "variables"),
        Output = Members(root, "output"),
        Runs = Items(root, "runs", static r => new StoredRun(
            Text(r, "id"), Text(r, "activity"), Maybe(r, "parent"), Kind<RunStatus>(r, "status"), Members(r, "variables"), Members(r, "memory"))),
        Waits = Items(root, "waits", Wait),
        Incidents = Items(root, "incidents", static i => new Incident(
            Text(i, "activity"), Text(i, "run"), Text(i, "message"), Maybe(i, "details"), (DateTimeOffset)StoredValues.Read(i.GetProperty("at"))!)),
        PendingEffects = Items(root, "effects", static e => e.GetString()!),
        VisitedActivities = Items(root, "visited", static v => v.GetString()!),
    };

    private static Bookmark Wait(JsonElement b) => new(
        Text(b, "id"), Kind<BookmarkKind>(b, "kind"), Text(b, "activity"), Text(b, "run"),
        Maybe(b, "event"), (DateTimeOffset?)Value(b, "dueAt"), Maybe(b, "explanation"),
        b.TryGetProperty("task", out var task) ? new TaskOffer(Text(task, "name"), Text(task, "title"), Maybe(task, "role"), (DateOnly?)Value(task, "dueOn"), Members(task, "payload")) : null,
        Maybe(b, "child"));

    private static T Kind<T>(JsonElement from, string name)
        where T : struct, Enum => Enum.Parse<T>(Text(from, name));

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString() ?? throw new InvalidCastException($"{name} is null.");

    private static string? Maybe(JsonElement from, string name) => from.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static object? Value(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? StoredValues.Read(value) : null;

    private static IReadOnlyDictionary<string, object?> Members(JsonElement from, string name) =>
        from.TryGetProperty(name, out var members) ? StoredValues.Read(members) as IReadOnlyDictionary<string, object?> ?? s_none : s_none;

    private static T[] Items<T>(JsonElement from, string name, Func<JsonElement, T> read)
    {
        if (!from.TryGetProperty(name, out var items))
        {
            return [];
        }

        var found = new T[items.GetArrayLength()];
        var at = 0;
        foreach (var item in items.EnumerateArray())
        {
            found[at++] = read(item);
        }

        return found;
    }
}
