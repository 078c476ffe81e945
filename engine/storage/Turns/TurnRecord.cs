using System.Text.Json;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>
/// What one transaction adds to a journal. The first line of every turn holds in its payload what the turn was given,
/// so that the journal and the definition give the state back.
/// </summary>
internal sealed class TurnRecord(InstanceRow instance, string calendar)
{
    private readonly List<(JournalLine Line, string? Payload, Guid Request, Actor Actor)> _lines = [];

    public void Add(TurnResult turn, WorkflowEvent arrived, Guid request, Actor actor)
    {
        if (turn.Journal.Count == 0)
        {
            throw new InvalidOperationException($"A turn by {arrived.GetType().Name} left no line in the journal of instance {instance.Id}.");
        }

        var given = new TurnGiven(arrived, instance.DefinitionVersion, calendar, turn.Scripts).ToJson(turn.Journal[0].Payload);
        _lines.Add((turn.Journal[0], given, request, actor));
        _lines.AddRange(turn.Journal.Skip(1).Select(line => (line, line.Payload, request, actor)));
    }

    public void Write(TurnRows rows)
    {
        foreach (var (line, payload, request, actor) in _lines)
        {
            var row = new JournalRow
            {
                InstanceId = instance.Id,
                Sequence = line.Sequence,
                At = line.At,
                Actor = actor.Name,
                ActivityId = line.ActivityId,
                ActivityInstanceId = line.ActivityInstanceId,
                Event = line.Event,
                Message = line.Message,
                Payload = payload,
                PayloadHash = JournalChain.HashOfPayload(payload),
                RequestId = request,
                Hash = "",
            };
            row.Hash = instance.JournalHash = JournalChain.HashOf(instance.JournalHash, row);
            rows.Add(row);
        }
    }
}

/// <summary>What a turn was given besides the state: kept in the payload of its first line, as <c>turn</c>, <c>definition</c>, <c>calendar</c> and <c>scripts</c> (what its scripts gave).</summary>
internal sealed record TurnGiven(WorkflowEvent Event, int DefinitionVersion, string Calendar, IReadOnlyList<ScriptAnswer> Scripts)
{
    /// <param name="own">Payload of the line itself; kept as <c>own</c>.</param>
    public string ToJson(string? own) => JsonText.Of((Given: this, Own: own), static (json, line) =>
    {
        var (given, own) = line;
        json.WriteStartObject();
        json.WritePropertyName("turn");
        json.WriteRawValue(given.Event.ToJson(), skipInputValidation: true);
        json.WriteNumber("definition", given.DefinitionVersion);
        json.WriteString("calendar", given.Calendar);
        if (given.Scripts.Count > 0)
        {
            json.WriteStartArray("scripts");
            foreach (var script in given.Scripts)
            {
                json.WriteRawValue(script.ToJson());
            }

            json.WriteEndArray();
        }

        if (own is not null)
        {
            json.WritePropertyName("own");
            json.WriteRawValue(own);
        }

        json.WriteEndObject();
    });

    /// <returns>Null when the payload belongs to a line within a turn.</returns>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static TurnGiven? Read(string? payload)
    {
        if (payload is null)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("turn", out var turn)
                ? new TurnGiven(WorkflowEvent.FromJson(turn.GetRawText()), json.RootElement.GetProperty("definition").GetInt32(), json.RootElement.GetProperty("calendar").GetString()!, ScriptsOf(json.RootElement))
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("What the turn was given is damaged: " + fault.Message, fault);
        }
    }

    private static IReadOnlyList<ScriptAnswer> ScriptsOf(JsonElement root) =>
        root.TryGetProperty("scripts", out var scripts) ? [.. scripts.EnumerateArray().Select(s => ScriptAnswer.FromJson(s.GetRawText()))] : [];
}
