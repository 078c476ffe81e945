using System.Text.Json;

namespace OcrWorkflows.Host.Pages;

/// <summary>A fault of a file, as it was stored.</summary>
/// <param name="Line">1-based; 0 when the fault has no place.</param>
public sealed record StoredFault(string Code, string Severity, string File, int Line, int Column, string Path, string Message, string? Suggestion)
{
    /// <summary>Folder and name only: where the product is installed is nobody's business.</summary>
    public string ShortFile
    {
        get
        {
            var parts = File.Split('/', '\\');
            return parts.Length <= 2 ? File : string.Join('/', parts[^2..]);
        }
    }

    /// <summary>Message and suggestion as sentences.</summary>
    public string Text => Suggestion is null ? Sentence(Message) : $"{Sentence(Message)} {Sentence(Suggestion)}";

    /// <summary>Faults of a stored JSON array, each once. Text that is no such array is shown as it stands, never hidden.</summary>
    public static IReadOnlyList<StoredFault> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Read).Distinct()];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return [new StoredFault("", "Error", "", 0, 0, "", json, null)];
        }
    }

    private static string Sentence(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '?' or '!' ? "" : ".");

    private static StoredFault Read(JsonElement fault) => new(
        fault.TextOf("code"),
        fault.TextOf("severity"),
        fault.TextOf("file"),
        fault.NumberOf("line"),
        fault.NumberOf("column"),
        fault.TextOf("path"),
        fault.TextOf("message"),
        fault.TextOf("suggestion") is { Length: > 0 } suggestion ? suggestion : null);
}

/// <summary>Reads members of stored JSON without regard to case; what is absent is empty.</summary>
public static class JsonMembers
{
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null)
                {
                    return member.Value;
                }
            }
        }

        return null;
    }

    public static string TextOf(this JsonElement json, string name) => json.Member(name)?.ToString() ?? "";

    public static int NumberOf(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : 0;

    public static IReadOnlyList<JsonElement> ListOf(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}
