using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OcrWorkflows.Rules;

/// <summary>One JSON text for one value: members sorted by name, no white space, dates as ISO, enums by name; the form that is hashed and stored.</summary>
/// <remarks>Names are as declared, sorted by code unit; null members are written; a decimal keeps its digits (1.10 stays 1.10).</remarks>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
        MaxDepth = 128,
    };

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 128 };

    /// <summary>How facts are read: names without regard to case, enums by name, every member that is declared needed is needed.</summary>
    internal static JsonSerializerOptions Options => s_options;

    public static string Write(object value)
    {
        var element = JsonSerializer.SerializeToElement(value, value.GetType(), s_options);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_writing))
        {
            WriteSorted(writer, element);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads facts back from their canonical form: writing them again gives the same text.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not of that type.</exception>
    public static object Read(string json, Type type) =>
        JsonSerializer.Deserialize(json, type, s_options) ?? throw new JsonException($"null stands where a {type.Name} is needed.");

    /// <summary>Lower-case hexadecimal SHA-256 of the UTF-8 bytes.</summary>
    public static string Sha256(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(utf8));

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
