using System.Globalization;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Sums over JSON values; null items are passed over.</summary>
internal static class JsonSums
{
    public static object? Sum(IEnumerable<object?> items)
    {
        var present = items.Where(i => i is not null).ToList();
        if (present.Count == 0)
        {
            DifferencesMet.Note(DifferenceCodes.EmptyList);
        }

        return present.Aggregate((object?)0, JsonValues.Add);
    }

    /// <summary>Of whole and of real numbers a double, of decimals a decimal; null of none.</summary>
    public static object? Average(IEnumerable<object?> items)
    {
        var present = items.Where(i => i is not null).ToList();
        if (present.Count == 0)
        {
            DifferencesMet.Note(DifferenceCodes.EmptyList);
            return null;
        }

        var sum = Sum(present);
        return sum switch
        {
            decimal exact => exact / present.Count,
            float real => real / present.Count,
            _ => Convert.ToDouble(sum, CultureInfo.InvariantCulture) / present.Count,
        };
    }
}
