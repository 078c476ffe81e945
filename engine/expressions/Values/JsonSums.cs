namespace OcrWorkflows.Expressions.Values;

/// <summary>Sums over JSON values; null items are passed over.</summary>
internal static class JsonSums
{
    public static object? Sum(IEnumerable<object?> items) => items.Where(i => i is not null).Aggregate((object?)0, JsonValues.Add);

    public static object? Average(IEnumerable<object?> items)
    {
        var present = items.Where(i => i is not null).ToList();
        return present.Count == 0 ? null : JsonValues.Divide(JsonValues.Multiply(Sum(present), 1m), present.Count);
    }
}
