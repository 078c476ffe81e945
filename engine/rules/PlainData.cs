using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;

namespace OcrWorkflows.Rules;

/// <summary>Brings ExpandoObject, dictionaries, Newtonsoft and System.Text.Json trees to the one form that expressions look members up in.</summary>
/// <remarks>
/// RulesEngine format, 9: whole numbers of a Newtonsoft tree are long and others double; of a System.Text.Json tree int where it fits, then long, then double.
/// Objects of one's own stay as they are, and so do lists of them.
/// </remarks>
internal static class PlainData
{
    /// <summary>Deepest nesting that is read; far above that of any JSON that a reader lets through.</summary>
    private const int MaximumDepth = 256;

    /// <exception cref="ArgumentException">The data is nested too deep, or holds itself.</exception>
    public static object? Of(object? value) => Of(value, 0);

    private static object? Of(object? value, int depth) => value switch
    {
        null or string or IConvertible and not JToken => value,
        _ when depth > MaximumDepth => throw new ArgumentException($"The facts are nested more than {MaximumDepth} deep, or hold themselves.", nameof(value)),
        JsonElement element => Element(element, depth),
        JsonDocument document => Element(document.RootElement, depth),
        JsonNode node => Element(JsonSerializer.SerializeToElement(node), depth),
        JToken token => Token(token, depth),
        IDictionary<string, object?> members => Record(members, depth),
        IReadOnlyDictionary<string, object?> members => Record(members, depth),
        IDictionary members when members.Keys.Cast<object>().All(k => k is string) =>
            Record(members.Cast<DictionaryEntry>().Select(m => KeyValuePair.Create((string)m.Key, m.Value)), depth),
        IEnumerable<object> or ArrayList => Items((IEnumerable)value, depth),
        _ => value,
    };

    private static Dictionary<string, object?> Record(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        var record = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            record[name] = Of(value, depth + 1);
        }

        return record;
    }

    /// <summary>A list of one's own objects keeps its type; a list of plain values becomes a list of them.</summary>
    private static object Items(IEnumerable items, int depth)
    {
        var read = items.Cast<object?>().Select(i => Of(i, depth + 1)).ToList();
        return items.Cast<object?>().Zip(read).All(p => ReferenceEquals(p.First, p.Second)) ? items : read;
    }

    private static object? Element(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Object => Record(element.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, (object?)m.Value)), depth),
        JsonValueKind.Array => element.EnumerateArray().Select(i => Element(i, depth + 1)).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object? Token(JToken token, int depth) => token switch
    {
        JObject members => Record(members.Properties().Select(p => KeyValuePair.Create(p.Name, (object?)p.Value)), depth),
        JArray items => items.Select(i => Of(i, depth + 1)).ToList(),
        JValue { Value: System.Numerics.BigInteger large } => (double)large,
        JValue scalar => scalar.Value,
        _ => token.ToString(),
    };
}
