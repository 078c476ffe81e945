using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Scripts;

/// <summary>The JSON form of a <see cref="ScriptAnswer"/>, types kept.</summary>
internal static class ScriptAnswerJson
{
    public static string Write(ScriptAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            StoredValues.Write(json, new Dictionary<string, object?>
            {
                ["value"] = answer.Value,
                ["globals"] = answer.Globals,
                ["error"] = answer.Error is not { } error ? null : new Dictionary<string, object?>
                {
                    ["code"] = error.Code,
                    ["message"] = error.Message,
                    ["line"] = (long)error.Line,
                    ["column"] = (long)error.Column,
                    ["suggestion"] = error.Suggestion,
                },
            });
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ScriptAnswer Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = (IReadOnlyDictionary<string, object?>)StoredValues.Read(json.RootElement)!;
            return new ScriptAnswer(
                root["value"],
                (IReadOnlyDictionary<string, object?>)root["globals"]!,
                root["error"] is IReadOnlyDictionary<string, object?> error
                    ? new ScriptError((string)error["code"]!, (string)error["message"]!, Number(error["line"]), Number(error["column"]), (string?)error["suggestion"])
                    : null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidCastException or NullReferenceException)
        {
            throw new FormatException("The stored answer of a script is damaged: " + fault.Message, fault);
        }
    }

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
