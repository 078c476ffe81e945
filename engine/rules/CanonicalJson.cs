using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OcrWorkflows.Rules;

/// <summary>One JSON text for one value: members sorted by name, no white space, dates as ISO, enums by name; the form that is hashed and stored.</summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortMembers } },
        Converters = { new JsonStringEnumConverter(), new SortedMapConverter() },
    };

    /// <summary>How facts and findings are read and written everywhere.</summary>
    public static JsonSerializerOptions Options => s_options;

    public static string Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonSerializer.Serialize(value, value.GetType(), s_options);
    }

    /// <summary>Reads facts back from their canonical form: writing them again gives the same text.</summary>
    /// <exception cref="JsonException">The text is not JSON of that type, or has a member the type lacks.</exception>
    public static object Read(string json, Type type) =>
        JsonSerializer.Deserialize(json, type, s_options) ?? throw new JsonException($"The text is null, not a {type.Name}.");

    /// <summary>Lower-case hexadecimal SHA-256 of the UTF-8 bytes.</summary>
    public static string Sha256(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(utf8));

    private static void SortMembers(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var sorted = type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            sorted[i].Order = i;
        }
    }

    /// <summary>Maps of text to text, such as the hashes a decision used, in the order of their keys.</summary>
    private sealed class SortedMapConverter : JsonConverter<IReadOnlyDictionary<string, string>>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(typeToConvert);

        public override IReadOnlyDictionary<string, string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<SortedDictionary<string, string>>(ref reader);

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, text) in value.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, text);
            }

            writer.WriteEndObject();
        }
    }
}
