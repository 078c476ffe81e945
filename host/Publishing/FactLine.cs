using System.Text.Json.Nodes;

namespace OcrWorkflows.Host.Publishing;

/// <summary>A fact as a writer of rules needs it.</summary>
/// <param name="Name">As it is written in an expression, such as <c>entry.Qualification.Code</c>; members of an element of a list stand after <c>[]</c>.</param>
/// <param name="Kind">Such as <c>string</c>, <c>date</c> or <c>list</c>.</param>
public sealed record FactLine(string Name, string Kind, string? Description)
{
    /// <summary>All facts of a set, in the order of its contract.</summary>
    public static IReadOnlyList<FactLine> Of(RuleSetSchemas schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        return [.. Members(schemas.FactsName, schemas.Facts)];
    }

    private static IEnumerable<FactLine> Members(string name, JsonObject schema)
    {
        foreach (var (member, value) in schema["properties"]?.AsObject() ?? [])
        {
            var its = value!.AsObject();
            var path = $"{name}.{member}";
            yield return new FactLine(path, KindOf(its), (string?)its["description"]);
            var inner = its["items"] is JsonObject items ? Members($"{path}[]", items) : Members(path, its);
            foreach (var line in inner)
            {
                yield return line;
            }
        }
    }

    private static string KindOf(JsonObject schema)
    {
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(t => (string?)t ?? ""),
            JsonValue one => [(string?)one ?? ""],
            _ => ["any"],
        };
        return string.Join(" or ", types.Select(type => type switch
        {
            "string" => (string?)schema["format"] ?? "text",
            "array" => "list",
            "object" => "group",
            "null" => "nothing",
            _ => type,
        }));
    }
}
