using System.Text.Json;
using System.Text.Json.Nodes;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>One change of facts.</summary>
/// <param name="Path">Members from the facts down, such as <c>Attempts.Used</c> or <c>Units[0].Fee</c>.</param>
/// <param name="From">The value as JSON text.</param>
/// <param name="To">The value as JSON text; null when an item of a list is left out.</param>
public sealed record FactChange(string Path, string From, string? To);

/// <summary>Facts as a tree whose values can be changed one by one, and made into facts again.</summary>
internal sealed class FactsTree(JsonObject root, Type type)
{
    /// <summary>Items of a list that are looked at.</summary>
    private const int MostItems = 5;

    public static FactsTree Of(object facts, Type type) => new((JsonObject)JsonNode.Parse(CanonicalJson.Write(facts))!, type);

    /// <summary>The facts that the tree says; null when they are not facts of the type.</summary>
    public object? Facts()
    {
        try
        {
            return type == typeof(object) ? JsonSerializer.SerializeToElement(root) : root.Deserialize(type, CanonicalJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Text => root.ToJsonString();

    /// <summary>Every single value, in the order of the tree.</summary>
    public IEnumerable<FactLeaf> Leaves() => Leaves(root, type, "");

    /// <summary>The tree with one change.</summary>
    public FactsTree With(FactChange change)
    {
        var copy = (JsonObject)root.DeepClone();
        var (owner, last) = Owner(copy, change.Path);
        if (owner is JsonArray items)
        {
            var index = int.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
            if (change.To is null)
            {
                items.RemoveAt(index);
            }
            else
            {
                items[index] = JsonNode.Parse(change.To);
            }
        }
        else
        {
            ((JsonObject)owner)[last] = change.To is null ? null : JsonNode.Parse(change.To);
        }

        return new FactsTree(copy, type);
    }

    private static IEnumerable<FactLeaf> Leaves(JsonNode? node, Type? declared, string path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    var below = path.Length == 0 ? name : $"{path}.{name}";
                    foreach (var leaf in Leaves(value, MemberType(declared, name), below))
                    {
                        yield return leaf;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < Math.Min(items.Count, MostItems); i++)
                {
                    yield return new FactLeaf($"{path}[{i}]", items[i]?.ToJsonString() ?? "null", null, IsItem: true);
                    foreach (var leaf in Leaves(items[i], ElementType(declared), $"{path}[{i}]"))
                    {
                        yield return leaf;
                    }
                }

                break;
            default:
                yield return new FactLeaf(path, node?.ToJsonString() ?? "null", declared, IsItem: false);
                break;
        }
    }

    private static Type? MemberType(Type? owner, string name) =>
        owner is null || owner == typeof(object) ? null : (Nullable.GetUnderlyingType(owner) ?? owner).GetProperty(name)?.PropertyType;

    private static Type? ElementType(Type? list) =>
        list is null ? null
        : list.IsArray ? list.GetElementType()
        : list.GetInterfaces().Append(list).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static (JsonNode Owner, string Last) Owner(JsonObject root, string path)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode at = root;
        foreach (var step in steps[..^1])
        {
            at = (at is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at[step])!;
        }

        return (at, steps[^1]);
    }
}

/// <param name="Json">The value as JSON text.</param>
/// <param name="Type">As declared; null when that is not known.</param>
/// <param name="IsItem">An item of a list, which may be left out as a whole.</param>
internal sealed record FactLeaf(string Path, string Json, Type? Type, bool IsItem);
