using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Cases;

/// <summary>Lays the facts of a case over those of the base, member by member, and reads the result as the facts type.</summary>
internal sealed class FactsMerge(Type factsType, List<Diagnostic> faults)
{
    /// <returns>The facts; null when they could not be read, which is then a diagnostic.</returns>
    public object? Read(SourceNode? lower, SourceNode? upper, SourceNode place)
    {
        var before = faults.Count;
        var merged = new JsonObject();
        foreach (var layer in new[] { lower, upper }.OfType<SourceNode>())
        {
            Lay(merged, layer, factsType);
        }

        if (faults.Count > before)
        {
            return null;
        }

        try
        {
            return merged.Deserialize(factsType, CanonicalJson.Options);
        }
        catch (JsonException fault)
        {
            var node = At(upper, fault.Path) ?? At(lower, fault.Path) ?? place;
            faults.Add(node.At(Problems.FactsUnreadable, $"The facts cannot be read as {factsType.Name}: {Reason(fault)}", "See the documentation of the facts for their members and types."));
            return null;
        }
    }

    /// <summary>Copies a layer under the names as declared, and reports the members that the facts do not have.</summary>
    private void Lay(JsonObject target, SourceNode source, Type type)
    {
        foreach (var member in source.Members)
        {
            var property = Properties(type).FirstOrDefault(p => string.Equals(p.Name, member.Name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                faults.Add(source.AtName(member, Problems.UnknownFact, $"{type.Name} has no member `{member.Name}`;", Spelling.DidYouMeanOrList(member.Name, [.. Properties(type).Select(p => p.Name)])));
                continue;
            }

            var inner = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (member.Value.Kind == SourceKind.Object && IsFacts(inner))
            {
                if (target[property.Name] is not JsonObject below)
                {
                    target[property.Name] = below = [];
                }

                Lay(below, member.Value, inner);
            }
            else
            {
                target[property.Name] = JsonNode.Parse(member.Value.RawText);
            }
        }
    }

    private static bool IsFacts(Type type) => type.IsClass && type != typeof(string) && type != typeof(object) && !type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    /// <summary>The value at a path such as <c>$.Unit.Level</c>, in as far as this layer has it.</summary>
    private static SourceNode? At(SourceNode? layer, string? path)
    {
        foreach (var step in (path ?? "$").Split('.').Skip(1))
        {
            layer = layer?.Find(step);
        }

        return layer;
    }

    private static string Reason(JsonException fault)
    {
        var end = fault.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? fault.Message : fault.Message[..end];
    }
}
