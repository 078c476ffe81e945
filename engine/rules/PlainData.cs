using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OcrWorkflows.Rules;

/// <summary>Brings ExpandoObject, dictionaries, Newtonsoft and System.Text.Json trees to the one form that expressions look members up in.</summary>
/// <remarks>
/// RulesEngine format, 9: whole numbers of a Newtonsoft tree are long and others double; of a System.Text.Json tree int where it fits, then long, then double.
/// Objects of one's own stay as they are, and so do lists of them.
/// </remarks>
internal static class PlainData
{
    /// <summary>Deepest nesting that is read; far above that of any JSON that a reader lets through.</summary>
    public const int MaximumDepth = 256;

    /// <exception cref="ArgumentException">The data is nested too deep, or holds itself.</exception>
    public static object? Of(object? value) => Of(value, 0);

    /// <param name="depth">How deep the value lies in others; 0 for the facts themselves.</param>
    public static object? Of(object? value, int depth) => value switch
    {
        null or string => value,
        IConvertible scalar => IsNewtonsoft(value) ? Scalar(scalar) : value,
        _ when depth > MaximumDepth => throw TooDeep(nameof(value)),
        JsonElement element => Element(element, depth),
        JsonDocument document => Element(document.RootElement, depth),
        JsonNode node => Element(JsonSerializer.SerializeToElement(node), depth),
        ICustomTypeDescriptor members when IsNewtonsoft(value) => Record(members.GetProperties().Cast<PropertyDescriptor>().Select(p => KeyValuePair.Create(p.Name, p.GetValue(value))), depth),
        IDictionary<string, object?> members => Record(members, depth),
        IReadOnlyDictionary<string, object?> members => Record(members, depth),
        IDictionary members when members.Keys.Cast<object>().All(k => k is string) =>
            Record(members.Cast<DictionaryEntry>().Select(m => KeyValuePair.Create((string)m.Key, m.Value)), depth),
        IEnumerable<object> or ArrayList => Items((IEnumerable)value, depth),
        _ => value,
    };

    private static Dictionary<string, object?> Record(IEnumerable<KeyValuePair<string, object?>> members, int depth)
    {
        var record = new Dictionary<string, object?>(members is ICollection<KeyValuePair<string, object?>> counted ? counted.Count : 0, StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            record[name] = Of(value, depth + 1);
        }

        return record;
    }

    /// <summary>A list of one's own objects keeps its type; a list of plain values becomes a list of them.</summary>
    private static object Items(IEnumerable items, int depth)
    {
        var read = new List<object?>(items is ICollection counted ? counted.Count : 0);
        var same = true;
        foreach (var item in items)
        {
            var value = Of(item, depth + 1);
            same &= ReferenceEquals(item, value);
            read.Add(value);
        }

        return same ? items : read;
    }

    private static object? Element(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var record = new Dictionary<string, object?>(element.GetPropertyCount(), StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    record[member.Name] = Within(depth + 1, member.Value);
                }

                return record;
            case JsonValueKind.Array:
                var items = new List<object?>(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(Within(depth + 1, item));
                }

                return items;
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetInt32(out var small) ? small : element.TryGetInt64(out var large) ? large : element.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    private static object? Within(int depth, JsonElement element) => depth > MaximumDepth ? throw TooDeep("value") : Element(element, depth);

    /// <summary>A JToken, told by its namespace and read through the interfaces of the platform: the engines refer to no package.</summary>
    private static bool IsNewtonsoft(object value) => value.GetType().Namespace == "Newtonsoft.Json.Linq";

    private static object? Scalar(IConvertible scalar) => scalar.GetTypeCode() switch
    {
        TypeCode.Empty or TypeCode.DBNull => null,
        TypeCode.Object => ((IFormattable)scalar).ToString(null, CultureInfo.InvariantCulture),
        var code => Convert.ChangeType(scalar, code, CultureInfo.InvariantCulture),
    };

    public static ArgumentException TooDeep(string parameter) => new($"The facts are nested more than {MaximumDepth} deep, or hold themselves.", parameter);
}
