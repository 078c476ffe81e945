using System.Dynamic;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Reads the inputs of a case in the way in which they were given to RulesEngine.</summary>
internal static class CaseFacts
{
    /// <param name="mode"><c>newtonsoft</c> when null.</param>
    /// <param name="type">The type of a typed input; null for plain data.</param>
    public static object? Read(JsonElement value, string? mode, Type? type)
    {
        if (type is not null)
        {
            return JsonConvert.DeserializeObject(value.GetRawText(), type, new JsonSerializerSettings { Converters = { new StringEnumConverter(), new DayConverter() } });
        }

        return mode switch
        {
            null or "newtonsoft" => Newtonsoft(value, DateParseHandling.DateTime),
            "newtonsoft-nodates" => Newtonsoft(value, DateParseHandling.None),
            "stj" => value.ValueKind == JsonValueKind.Object ? System.Text.Json.JsonSerializer.Deserialize<ExpandoObject>(value) : value,
            "dictionary" => Plain(value, members => new Dictionary<string, object?>(members)),
            "native" => Plain(value, Expando),
            _ => throw new InvalidOperationException($"The case gives its inputs in an unknown way: {mode}."),
        };
    }

    private static object? Newtonsoft(JsonElement value, DateParseHandling dates)
    {
        var settings = new JsonSerializerSettings { DateParseHandling = dates, Converters = { new ExpandoObjectConverter() } };
        return value.ValueKind switch
        {
            JsonValueKind.Object => JsonConvert.DeserializeObject<ExpandoObject>(value.GetRawText(), settings),
            JsonValueKind.Array => value.EnumerateArray().Select(i => Newtonsoft(i, dates)).ToList(),
            _ => JsonConvert.DeserializeObject<object>(value.GetRawText(), settings),
        };
    }

    private static object? Plain(JsonElement value, Func<IEnumerable<KeyValuePair<string, object?>>, object> record) => value.ValueKind switch
    {
        JsonValueKind.Object => record(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Plain(m.Value, record)))),
        JsonValueKind.Array => value.EnumerateArray().Select(i => Plain(i, record)).ToList(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object Expando(IEnumerable<KeyValuePair<string, object?>> members)
    {
        IDictionary<string, object?> expando = new ExpandoObject();
        foreach (var (name, value) in members)
        {
            expando[name] = value;
        }

        return expando;
    }

    /// <summary>Days and times of day, which Newtonsoft reads from their usual text only.</summary>
    private sealed class DayConverter : JsonConverter
    {
        public override bool CanWrite => false;

        public override bool CanConvert(Type objectType) => (Nullable.GetUnderlyingType(objectType) ?? objectType) is { } type && (type == typeof(DateOnly) || type == typeof(TimeOnly));

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, Newtonsoft.Json.JsonSerializer serializer)
        {
            var text = Convert.ToString(reader.Value, System.Globalization.CultureInfo.InvariantCulture);
            return string.IsNullOrEmpty(text) ? null
                : (Nullable.GetUnderlyingType(objectType) ?? objectType) == typeof(DateOnly) ? DateOnly.FromDateTime(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
                : TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        public override void WriteJson(JsonWriter writer, object? value, Newtonsoft.Json.JsonSerializer serializer) => throw new NotSupportedException();
    }
}
