namespace OcrWorkflows.Expressions.Values;

/// <summary>What sequence methods need besides LINQ where the elements are plain data, or their number is to be bounded.</summary>
internal static class PlainSequences
{
    /// <summary>Most numbers or copies that an expression makes by itself.</summary>
    public const int MaximumMade = 100_000;

    /// <summary>Nothing found among plain numbers or truth values is 0 or false, as in a list of that type.</summary>
    public static object? OrDefault(object? found, IEnumerable<object?> source)
    {
        if (found is not null)
        {
            return found;
        }

        var types = source.Select(i => i?.GetType()).Distinct().Take(2).ToList();
        if (types is [{ IsValueType: true } only])
        {
            return Activator.CreateInstance(only);
        }

        if (types is not [{ IsValueType: false }])
        {
            DifferencesMet.Note(DifferenceCodes.EmptyDefault);
        }

        return null;
    }

    public static IEnumerable<int> Range(int start, int count) => Enumerable.Range(start, Bounded(count));

    public static IEnumerable<T> Repeat<T>(T element, int count) => Enumerable.Repeat(element, Bounded(count));

    private static int Bounded(int count) => count <= MaximumMade
        ? count
        : throw new ExpressionException($"At most {MaximumMade} elements are made; {count} were asked for.");
}
