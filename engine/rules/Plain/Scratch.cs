using OcrWorkflows.Expressions.Plain;

namespace OcrWorkflows.Rules.Plain;

/// <summary>
/// The records and lists that one decision reads its facts into, and the next one again: of a decision only its answers are kept. Not for several threads at once.
/// </summary>
/// <param name="layout">Of the facts themselves.</param>
internal sealed class Scratch(PlainLayout layout)
{
    /// <summary>Records, and lists, of one place that are kept for the next decision; further ones are made anew.</summary>
    private const int Kept = 64;

    private readonly Shelf?[] _shelves = new Shelf?[layout.Places];

    private sealed class Shelf
    {
        private readonly PlainSlot[]?[] _records = new PlainSlot[Kept][];
        private readonly List<object?>?[] _lists = new List<object?>[Kept];
        private int _recordsUsed;
        private int _listsUsed;

        public PlainSlot[] Record(int slots) => _recordsUsed == Kept ? new PlainSlot[slots] : _records[_recordsUsed++] ??= new PlainSlot[slots];

        public List<object?> List() => _listsUsed == Kept ? [] : _lists[_listsUsed++] ??= [];

        public void Clear()
        {
            while (_recordsUsed > 0)
            {
                var record = _records[--_recordsUsed]!;
                for (var i = 0; i < record.Length; i++)
                {
                    record[i].Value = null;
                }
            }

            while (_listsUsed > 0)
            {
                var list = _lists[--_listsUsed]!;
                _lists[_listsUsed] = list.Count <= Kept ? list : null;
                list.Clear();
            }
        }
    }

    /// <returns>A record without values.</returns>
    public PlainSlot[] Record(PlainLayout place) => (_shelves[place.Place] ??= new Shelf()).Record(place.Members.Length);

    /// <returns>An empty list.</returns>
    public List<object?> List(PlainLayout place) => (_shelves[place.Place] ??= new Shelf()).List();

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        foreach (var shelf in _shelves)
        {
            shelf?.Clear();
        }
    }
}
