using System.Runtime.CompilerServices;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>Walks a list of plain data or the characters of a text; there is nothing to give back at its end. What is neither is copied before its first item.</summary>
internal struct PlainCursor
{
    private readonly List<object?>? _list;
    private readonly string? _text;
    private int _next;

    /// <param name="value">Not null.</param>
    /// <exception cref="ExpressionException">The value is no list, or one without an end.</exception>
    public PlainCursor(object value)
    {
        if (value is List<object?> { Count: > 0 } list)
        {
            _list = list;
        }
        else if (value is string text)
        {
            _text = text;
        }
        else
        {
            var items = JsonValues.Sequence(value);
            _list = items as List<object?> ?? Copy(items);
        }
    }

    public object? Current { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_list is not { } list)
        {
            return MoveOnText();
        }

        if (_next >= list.Count)
        {
            return false;
        }

        Current = list[_next++];
        return true;
    }

    private bool MoveOnText()
    {
        if (_next >= _text!.Length)
        {
            return false;
        }

        Current = Box.Of(_text[_next++]);
        return true;
    }

    private static List<object?> Copy(IEnumerable<object?> items)
    {
        var copy = items.Take(LoopFaults.MaximumSteps + 1).ToList();
        return copy.Count <= LoopFaults.MaximumSteps ? copy : throw LoopFaults.TooManySteps();
    }
}
