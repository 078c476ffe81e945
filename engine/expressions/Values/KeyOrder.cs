namespace OcrWorkflows.Expressions.Values;

/// <summary>The order of keys in OrderBy, Min and Max: that of the comparison operators, null first.</summary>
internal sealed class KeyOrder<T> : IComparer<T>
{
    public static IComparer<T> Default { get; } = typeof(T) == typeof(string) || typeof(T) == typeof(object) ? new KeyOrder<T>() : Comparer<T>.Default;

    public int Compare(T? x, T? y) => x is null || y is null
        ? (x is null ? 0 : 1) - (y is null ? 0 : 1)
        : JsonValues.Compare(x, y) ?? 0;
}
