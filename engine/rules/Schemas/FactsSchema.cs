using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace OcrWorkflows.Rules.Schemas;

/// <summary>Makes the JSON schema (draft 7) of what a rule set is told, from the type of its facts.</summary>
public static class FactsSchema
{
    public const string Draft = "http://json-schema.org/draft-07/schema#";

    /// <param name="documentation">The XML documentation of the facts' assembly, for descriptions; null to go without.</param>
    public static JsonObject Of(FactsContract contract, XDocument? documentation = null)
    {
        var comments = documentation?.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => Plain(m.Element("summary")), StringComparer.Ordinal) ?? [];
        var schema = Object(contract.FactsType, comments);
        schema.Insert(0, "$schema", Draft);
        schema.Insert(1, "title", $"What rules see as {contract.InputName}");
        return schema;
    }

    private static JsonObject Object(Type type, Dictionary<string, string> comments)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var value = Value(property, comments);
            if (comments.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") is { Length: > 0 } said)
            {
                value["description"] = said;
            }

            properties[property.Name] = value;
            if (property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null)
            {
                required.Add(property.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        if (comments.GetValueOrDefault($"T:{type.FullName}") is { Length: > 0 } whole)
        {
            schema["description"] = whole;
        }

        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["properties"] = properties;
        return schema;
    }

    private static JsonObject Value(PropertyInfo property, Dictionary<string, string> comments)
    {
        var schema = Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, comments);
        if (MayBeNull(property) && schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
            if (schema["enum"] is JsonArray names)
            {
                names.Add(null);
            }
        }

        return schema;
    }

    private static JsonObject Value(Type type, Dictionary<string, string> comments) =>
        type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
        : type == typeof(string) ? new JsonObject { ["type"] = "string" }
        : type == typeof(DateOnly) ? new JsonObject { ["type"] = "string", ["format"] = "date" }
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
        : type.IsEnum ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode?)n)]) }
        : type == typeof(decimal) || type == typeof(double) || type == typeof(float) ? new JsonObject { ["type"] = "number" }
        : type.IsPrimitive ? new JsonObject { ["type"] = "integer" }
        : ElementOf(type) is { } element ? new JsonObject { ["type"] = "array", ["items"] = Value(element, comments) }
        : type.IsClass && type != typeof(object) ? Object(type, comments)
        : new JsonObject();

    private static Type? ElementOf(Type type) => !type.IsAssignableTo(typeof(IEnumerable)) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(i => i.GetGenericArguments()[0]).FirstOrDefault();

    private static bool MayBeNull(PropertyInfo property) => new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static string Plain(XElement? summary) => summary is null ? "" : string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
