using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newtonsoft.Json.Linq;

namespace OcrWorkflows.Bench.Rules;

/// <summary>The entry as the plain data that the rules also decide over.</summary>
internal static class PlainFacts
{
    private static readonly JsonSerializerOptions s_options = new() { Converters = { new JsonStringEnumConverter() } };

    public static JsonElement Element(EntryModel entry) => JsonSerializer.SerializeToElement(entry, s_options);

    public static JObject Newtonsoft(EntryModel entry) => JObject.Parse(JsonSerializer.Serialize(entry, s_options));

    public static ExpandoObject Expando(EntryModel entry) => (ExpandoObject)Expand(Element(entry))!;

    /// <summary>The same entry with further members, others each time, before its own.</summary>
    public static IReadOnlyList<JsonElement> Shapes(EntryModel entry, int count) => [.. Enumerable.Range(0, count).Select(i => Shaped(entry, i, i))];

    /// <summary>As many entries that all have the further members of the first, so that they lie as wide apart in memory as <see cref="Shapes"/>.</summary>
    public static IReadOnlyList<JsonElement> Alike(EntryModel entry, int count) => [.. Enumerable.Range(0, count).Select(i => Shaped(entry, 0, i))];

    private static JsonElement Shaped(EntryModel entry, int name, int value)
    {
        var shaped = new JsonObject { [$"Extra{name}"] = value, [$"Other{name * 7}"] = "x" };
        foreach (var (member, own) in JsonSerializer.SerializeToNode(entry, s_options)!.AsObject())
        {
            shaped[member] = own?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(shaped);
    }

    private static object? Expand(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                IDictionary<string, object?> expando = new ExpandoObject();
                foreach (var member in element.EnumerateObject())
                {
                    expando[member.Name] = Expand(member.Value);
                }

                return expando;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Expand).ToList();
            case JsonValueKind.Number:
                return element.TryGetInt32(out var whole) ? whole : element.GetDecimal();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }
}
