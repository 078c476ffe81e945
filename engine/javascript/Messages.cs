using System.Buffers;
using System.Text.Json;

namespace OcrWorkflows.JavaScript;

/// <summary>What host and worker say to each other.</summary>
internal static class Messages
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = PlainJson.MaximumDepth + 8 };

    private static readonly JsonWriterOptions s_writing = new() { MaxDepth = PlainJson.MaximumDepth + 8 };

    public static ReadOnlyMemory<byte> Request(Script script, bool run, int callDepth) => Written(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("run", run);
        writer.WriteNumber("callDepth", callDepth);
        writer.WriteString("source", script.Source);
        writer.WriteString("prelude", script.Prelude);
        writer.WriteNumber("now", script.Now.ToUnixTimeMilliseconds());
        writer.WritePropertyName("globals");
        PlainJson.Write(writer, script.Globals);
        writer.WritePropertyName("readBack");
        PlainJson.Write(writer, script.ReadBack);
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Answer(ScriptOutcome outcome) => Written(writer =>
    {
        writer.WriteStartObject();
        if (outcome.Fault is { } fault)
        {
            writer.WriteString("code", fault.Code);
            writer.WriteString("message", fault.Message);
            writer.WriteNumber("line", fault.Line);
            writer.WriteNumber("column", fault.Column);
            writer.WriteString("suggestion", fault.Suggestion);
        }

        writer.WritePropertyName("value");
        PlainJson.Write(writer, outcome.Value);
        writer.WritePropertyName("globals");
        PlainJson.Write(writer, outcome.Globals);
        writer.WriteEndObject();
    });

    public static JsonDocument Read(ReadOnlyMemory<byte> message) => JsonDocument.Parse(message, s_reading);

    public static ScriptOutcome ReadAnswer(ReadOnlyMemory<byte> message)
    {
        using var document = Read(message);
        var root = document.RootElement;
        var fault = root.TryGetProperty("code", out var code)
            ? new ScriptFault(code.GetString()!, root.GetProperty("message").GetString()!, root.GetProperty("line").GetInt32(), root.GetProperty("column").GetInt32(), root.GetProperty("suggestion").GetString())
            : null;
        return new ScriptOutcome(PlainJson.Read(root.GetProperty("value")), (IReadOnlyDictionary<string, object?>)PlainJson.Read(root.GetProperty("globals"))!, fault);
    }

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }
}
