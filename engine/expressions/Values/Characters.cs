using System.Collections;

namespace OcrWorkflows.Expressions.Values;

/// <summary>The characters of a text as plain values.</summary>
internal sealed class Characters(string text) : IReadOnlyList<object?>
{
    public int Count => text.Length;

    public object? this[int index] => Box.Of(text[index]);

    public IEnumerator<object?> GetEnumerator() => text.Select(c => (object?)c).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
