using System.Collections;
using System.Reflection;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>A sequence that remembers what was drawn from it.</summary>
internal interface IDrawn
{
    /// <summary>The first items drawn; a sequence that nobody asked has none.</summary>
    IReadOnlyList<object?> Items { get; }
}

/// <summary>Hands on a lazy sequence and remembers its first items, so that the trace can show them without running it again.</summary>
internal sealed class DrawnSequence<T>(IEnumerable<T> source) : IEnumerable<T>, IDrawn
{
    private const int Shown = 20;

    private readonly List<object?> _items = [];

    public IReadOnlyList<object?> Items => _items;

    public IEnumerator<T> GetEnumerator()
    {
        var place = 0;
        foreach (var item in source)
        {
            if (place == _items.Count && place < Shown)
            {
                _items.Add(item);
            }

            place++;
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static class DrawnSequence
{
    /// <summary>Wraps what a sequence method gives; ordered sequences stay as they are, for ThenBy.</summary>
    public static object? Of(MethodInfo method, object? value) =>
        method.DeclaringType == typeof(Enumerable) && method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? Activator.CreateInstance(typeof(DrawnSequence<>).MakeGenericType(method.ReturnType.GetGenericArguments()), value)
            : value;
}
