using System.Runtime.CompilerServices;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>The plain values that Distinct has passed on: the first few are compared one by one, without anything on the heap.</summary>
internal struct Seen
{
    private Few _few;
    private int _count;
    private HashSet<object?>? _many;

    /// <returns>False when an equal value was there.</returns>
    public bool Add(object? value)
    {
        if (_many is not null)
        {
            return _many.Add(value);
        }

        Span<object?> few = _few;
        foreach (var other in few[.._count])
        {
            if (value is string text && other is string known ? text == known : Equals(value, other))
            {
                return false;
            }
        }

        if (_count < few.Length)
        {
            few[_count++] = value;
        }
        else
        {
            _many = [.. few, value];
        }

        return true;
    }

    [InlineArray(8)]
    private struct Few
    {
        private object? _first;
    }
}
