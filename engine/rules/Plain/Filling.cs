using System.Text;
using OcrWorkflows.Expressions.Plain;

namespace OcrWorkflows.Rules.Plain;

/// <summary>
/// The slots of one record while it is read. A member is the one whose name is written as the rules write it; without such, the first whose name differs by its
/// casing alone; of doubles of one name the last.
/// </summary>
internal ref struct Filling
{
    /// <summary>Two names differ from the one in the rules, and from each other, by their casing.</summary>
    public const int Ambiguous = -2;

    public readonly PlainSlot[] Slots;

    private readonly PlainLayout _layout;
    private readonly sbyte[]? _order;
    private readonly List<int>? _came;
    private int _last;
    private ulong _exact;
    private ulong _cased;

    public Filling(PlainLayout layout)
    {
        _layout = layout;
        _order = layout.Order;
        _last = layout.Members.Length;
        Slots = new PlainSlot[layout.Members.Length];
        _came = _order is null ? [] : null;
    }

    /// <summary>The slot that comes next when the members come as they did before; -1 when nothing is expected.</summary>
    public readonly int Expected => _order is null ? -1 : _order[_last];

    /// <summary>Takes the member at a slot whose name is written as in the rules.</summary>
    public void Take(int slot)
    {
        _exact |= 1UL << slot;
        _last = slot;
        _came?.Add(slot);
    }

    /// <returns>Where to put the member; -1 for one that is not read.</returns>
    public int SlotOf(string name)
    {
        var expected = Expected;
        if (expected >= 0 && (ReferenceEquals(name, _layout.Members[expected].Came) || name == _layout.Members[expected].Name))
        {
            Take(expected);
            return expected;
        }

        var slot = _layout.Find(name);
        if (slot >= 0 && _came is not null && name == _layout.Members[slot].Name)
        {
            _layout.Members[slot].Came = name;
        }

        return slot >= 0 ? Found(slot, name == _layout.Members[slot].Name) : Ascii.IsValid(name) ? -1 : Odd(name);
    }

    /// <summary>The same for a name in UTF-8.</summary>
    public int SlotOf(ReadOnlySpan<byte> name)
    {
        var slot = _layout.Find(name);
        return slot >= 0 ? Found(slot, name.SequenceEqual(_layout.Members[slot].Utf8)) : Ascii.IsValid(name) ? -1 : Odd(Encoding.UTF8.GetString(name));
    }

    public readonly PlainSlot[] Done()
    {
        if (_came is { Count: > 0 })
        {
            _layout.Learn(_came);
        }

        return Slots;
    }

    /// <summary>A letter outside of ASCII may be equal to one of ASCII but for its casing.</summary>
    private readonly int Odd(string name) => Array.Exists(_layout.Members, m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)) ? Ambiguous : -1;

    private int Found(int slot, bool exact)
    {
        var bit = 1UL << slot;
        if (exact)
        {
            Take(slot);
            return slot;
        }

        if ((_exact & bit) != 0)
        {
            return -1;
        }

        if ((_cased & bit) != 0)
        {
            return Ambiguous;
        }

        _cased |= bit;
        return slot;
    }
}
