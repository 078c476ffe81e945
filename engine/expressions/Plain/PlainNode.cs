namespace OcrWorkflows.Expressions.Plain;

/// <summary>
/// A place in plain data that expressions read: which of its members they name, so that a reader can put these, and only these, into slots.
/// Built while one thread follows the expressions; not changed after <see cref="Settle"/>.
/// </summary>
public sealed class PlainNode
{
    /// <summary>Most members that are kept in slots; a place of which more are read is kept whole.</summary>
    public const int MostSlots = 64;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<PlainMember> _members = [];
    private bool _whole;

    /// <summary>The members that are named, by slot.</summary>
    public IReadOnlyList<PlainMember> Members => _members;

    /// <summary>What each item is read as, when the value is a list; null when no item is looked into.</summary>
    public PlainNode? Items { get; private set; }

    /// <summary>The value is kept as a whole, in the form that <c>JsonValues</c> reads: it is used otherwise than by its members and items, or not looked into.</summary>
    public bool IsWhole => _whole || (_members.Count == 0 && Items is null);

    internal void TakeWhole() => _whole = true;

    internal PlainNode Member(string name)
    {
        if (!_places.TryGetValue(name, out var place))
        {
            _places[name] = place = _members.Count;
            _members.Add(new PlainMember(name, new PlainNode()));
        }

        return _members[place].Node;
    }

    internal PlainNode ItemsOf() => Items ??= new PlainNode();

    internal int SlotOf(string name) => _places[name];

    /// <summary>Names that differ by their casing alone, or not written in ASCII, leave too much open for slots.</summary>
    internal void Settle()
    {
        _whole |= _members.Count > MostSlots
            || _members.Exists(m => !System.Text.Ascii.IsValid(m.Name))
            || _members.DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Count() != _members.Count;
        _members.ForEach(m => m.Node.Settle());
        Items?.Settle();
    }
}

/// <param name="Name">As the expressions write it; in the data its casing may be another.</param>
public sealed record PlainMember(string Name, PlainNode Node);
