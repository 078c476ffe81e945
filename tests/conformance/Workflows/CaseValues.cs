using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Compares a value with one written as <c>{ "t": type, "v": value }</c>.</summary>
internal static class CaseValues
{
    /// <returns>Null when they are the same; otherwise both, in words.</returns>
    public static string? Difference(JsonElement expected, object? found)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            return found is null ? null : $"expected null, found {Say(found)}";
        }

        var type = expected.GetProperty("t").GetString()!;
        var value = expected.GetProperty("v");
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfRecord(value, found),
            JsonValueKind.Array => OfList(value, found),
            _ => found is not null && found.GetType().Name == type && Text(found) == Text(value) ? null : $"expected {type} {value.GetRawText()}, found {Say(found)}",
        };
    }

    /// <summary>What kind of difference two values show that are not the same.</summary>
    public static DifferenceKinds KindOf(JsonElement expected, object? found) =>
        expected.ValueKind == JsonValueKind.Object && expected.GetProperty("v") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } value && found is not (null or string) && Text(found) == Text(value)
            ? DifferenceKinds.NumberType
            : DifferenceKinds.Value;

    private static string? OfRecord(JsonElement expected, object? found)
    {
        if (found is not IReadOnlyDictionary<string, object?> record)
        {
            return $"expected a record, found {Say(found)}";
        }

        var members = expected.EnumerateObject().ToList();
        return members.Count != record.Count ? $"expected the members {string.Join(", ", members.Select(m => m.Name))}, found {string.Join(", ", record.Keys)}"
            : members.Select(m => record.TryGetValue(m.Name, out var value) ? Difference(m.Value, value) : $"no member {m.Name}").FirstOrDefault(d => d is not null);
    }

    private static string? OfList(JsonElement expected, object? found)
    {
        if (found is string or not IEnumerable)
        {
            return $"expected a list, found {Say(found)}";
        }

        var items = ((IEnumerable)found).Cast<object?>().ToList();
        return items.Count != expected.GetArrayLength() ? $"expected {expected.GetArrayLength()} items, found {items.Count}"
            : expected.EnumerateArray().Zip(items, Difference).FirstOrDefault(d => d is not null);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateTime moment => moment.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("o", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("o", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string Say(object? value) => value is null ? "null" : $"{value.GetType().Name} {Text(value)}";
}
