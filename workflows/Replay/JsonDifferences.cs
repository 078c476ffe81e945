using System.Text.Json;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Where two JSON texts differ.</summary>
internal static class JsonDifferences
{
    private const int Most = 20;

    /// <summary>At least one place when the texts differ in any byte; no more than 20.</summary>
    public static IReadOnlyList<AgainDifference> Between(string what, string stored, string again)
    {
        if (string.Equals(stored, again, StringComparison.Ordinal))
        {
            return [];
        }

        var found = new List<AgainDifference>();
        using var before = JsonDocument.Parse(stored);
        using var after = JsonDocument.Parse(again);
        Compare(what, "$", before.RootElement, after.RootElement, found);
        return found.Count > 0 ? found : [new AgainDifference(what, "", "the same values", "in other bytes")];
    }

    private static void Compare(string what, string path, JsonElement stored, JsonElement again, List<AgainDifference> found)
    {
        if (found.Count >= Most)
        {
            return;
        }

        if (stored.ValueKind == JsonValueKind.Object && again.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in stored.EnumerateObject().Concat(again.EnumerateObject()).Select(m => m.Name).Distinct(StringComparer.Ordinal))
            {
                Compare(what, $"{path}.{name}", Member(stored, name), Member(again, name), found);
            }
        }
        else if (stored.ValueKind == JsonValueKind.Array && again.ValueKind == JsonValueKind.Array)
        {
            for (var i = 0; i < Math.Max(stored.GetArrayLength(), again.GetArrayLength()); i++)
            {
                Compare(what, $"{path}[{i}]", Item(stored, i), Item(again, i), found);
            }
        }
        else if (Text(stored) is var before && Text(again) is var after && before != after)
        {
            found.Add(new AgainDifference(what, path, before, after));
        }
    }

    private static JsonElement Member(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement Item(JsonElement owner, int index) => index < owner.GetArrayLength() ? owner[index] : default;

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText();
}
