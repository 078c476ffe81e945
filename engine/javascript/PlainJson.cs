using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.JavaScript;

/// <summary>Plain values as JSON between host and worker. Dates and numbers that JSON has no form for travel as an object with one member whose name begins with <c>$ocr:</c>.</summary>
internal static class PlainJson
{
    public const string DateMark = "$ocr:date";
    public const string NumberMark = "$ocr:number";

    /// <summary>Deepest nesting of values either way.</summary>
    public const int MaximumDepth = 64;

    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case DateTimeOffset moment:
                Marked(writer, DateMark, moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case double real when !double.IsFinite(real):
                Marked(writer, NumberMark, real.ToString(CultureInfo.InvariantCulture));
                break;
            case double real:
                writer.WriteNumberValue(real);
                break;
            case decimal exact:
                writer.WriteNumberValue(exact);
                break;
            case IReadOnlyDictionary<string, object?> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Int64:
                writer.WriteNumberValue(number.ToInt64(CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToList(),
        _ => Marked(json) ?? Members(json),
    };

    private static Dictionary<string, object?> Members(JsonElement json)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = Read(member.Value);
        }

        return members;
    }

    /// <summary>A script may make such an object itself, so what cannot be read as one stays an object.</summary>
    private static object? Marked(JsonElement json)
    {
        if (Text(json, DateMark) is { } date && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var moment))
        {
            return moment;
        }

        return Text(json, NumberMark) is { } number && double.TryParse(number, CultureInfo.InvariantCulture, out var real) ? real : null;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Marked(Utf8JsonWriter writer, string mark, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(mark, text);
        writer.WriteEndObject();
    }
}
