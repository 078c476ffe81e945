using System.Runtime.CompilerServices;

namespace OcrWorkflows.Expressions.Emission.Loops;

/// <summary>Walks a sequence whose kind is known only when it is there: arrays and lists by index, without an enumerator on the heap.</summary>
internal struct Cursor<T> : IDisposable
{
    private readonly T[]? _array;
    private readonly List<T>? _list;
    private readonly IReadOnlyList<T>? _indexed;
    private readonly IEnumerator<T>? _rest;
    private int _next;

    public Cursor(IEnumerable<T> source)
    {
        switch (source)
        {
            case List<T> list:
                _list = list;
                break;
            case T[] array:
                _array = array;
                break;
            case IReadOnlyList<T> indexed:
                _indexed = indexed;
                break;
            default:
                _rest = source.GetEnumerator();
                break;
        }
    }

    public T Current { get; private set; } = default!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_list is not { } list)
        {
            return MoveOther();
        }

        if (_next >= list.Count)
        {
            return false;
        }

        Current = list[_next++];
        return true;
    }

    public readonly void Dispose() => _rest?.Dispose();

    private bool MoveOther()
    {
        if (_array is not { } array)
        {
            return _indexed is null ? MoveRest() : MoveIndexed(_indexed);
        }

        if (_next >= array.Length)
        {
            return false;
        }

        Current = array[_next++];
        return true;
    }

    private bool MoveIndexed(IReadOnlyList<T> items)
    {
        if (_next >= items.Count)
        {
            return false;
        }

        Current = items[_next++];
        return true;
    }

    private bool MoveRest()
    {
        if (!_rest!.MoveNext())
        {
            return false;
        }

        Current = _rest.Current;
        return true;
    }
}
