using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Runtime.Values;

/// <summary>Values as JSON that keep their type: what JSON has no form for stands as <c>{"$":"DateOnly","v":"2026-12-30"}</c>.</summary>
internal static class StoredValues
{
    private const string Tag = "$";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, Func<string, object>> Readers = new(StringComparer.Ordinal)
    {
        ["Int32"] = text => int.Parse(text, Invariant),
        ["Double"] = text => double.Parse(text, Invariant),
        ["Decimal"] = text => decimal.Parse(text, NumberStyles.Float, Invariant),
        ["DateOnly"] = text => DateOnly.ParseExact(text, "O", Invariant),
        ["DateTimeOffset"] = text => DateTimeOffset.ParseExact(text, "O", Invariant),
        ["DateTime"] = text => DateTime.ParseExact(text, "O", Invariant, DateTimeStyles.RoundtripKind),
        ["TimeSpan"] = text => TimeSpan.ParseExact(text, "c", Invariant),
        ["Guid"] = text => Guid.Parse(text),
    };

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case long number: json.WriteNumberValue(number); break;
            case int number: WriteTagged(json, "Int32", number.ToString(Invariant)); break;
            case double number: WriteTagged(json, "Double", number.ToString("R", Invariant)); break;
            case decimal number: WriteTagged(json, "Decimal", number.ToString(Invariant)); break;
            case DateOnly date: WriteTagged(json, "DateOnly", date.ToString("O", Invariant)); break;
            case DateTimeOffset at: WriteTagged(json, "DateTimeOffset", at.ToString("O", Invariant)); break;
            case DateTime at: WriteTagged(json, "DateTime", at.ToString("O", Invariant)); break;
            case TimeSpan span: WriteTagged(json, "TimeSpan", span.ToString("c", Invariant)); break;
            case Guid guid: WriteTagged(json, "Guid", guid.ToString("D", Invariant)); break;
            case IReadOnlyDictionary<string, object?> members: WriteMembers(json, members); break;
            case IEnumerable<object?> items: WriteItems(json, items); break;
            default: throw new InvalidOperationException($"A value of type {value.GetType().Name} cannot be kept in a workflow.");
        }
    }

    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetInt64(),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.Object => json.TryGetProperty(Tag, out var tag) ? ReadTagged(json, tag.GetString()!) : ReadMembers(json),
        _ => null,
    };

    public static Dictionary<string, object?> ReadMembers(JsonElement json) =>
        json.EnumerateObject().ToDictionary(m => m.Name, m => Read(m.Value), StringComparer.Ordinal);

    private static object ReadTagged(JsonElement json, string type)
    {
        var value = json.GetProperty("v");
        return type == "Object" ? ReadMembers(value)
            : Readers.TryGetValue(type, out var read) ? read(value.GetString()!)
            : throw new FormatException($"The stored type \"{type}\" is not known.");
    }

    private static void WriteTagged(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString(Tag, type);
        json.WriteString("v", text);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> members)
    {
        var escaped = members.ContainsKey(Tag);
        if (escaped)
        {
            json.WriteStartObject();
            json.WriteString(Tag, "Object");
            json.WritePropertyName("v");
        }

        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
        if (escaped)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable<object?> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }
}
