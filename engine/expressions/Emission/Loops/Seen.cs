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
            if (value is string text && other is string known ? AreSame(text, known) : Equals(value, other))
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

    /// <summary>Codes of one kind are of one length and differ at their end.</summary>
    private static bool AreSame(string left, string right) => left.Length == right.Length && (left.Length == 0 || left[^1] == right[^1]) && left == right;

    [InlineArray(8)]
    private struct Few
    {
        private object? _first;
    }
}
