using System.Runtime.CompilerServices;
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

    /// <summary>The members in the order in which they are expected, and <see cref="ExpectedMember.None"/>.</summary>
    public readonly ExpectedMember[] Steps;

    /// <summary>The step that is expected next.</summary>
    public int Next;

    private static readonly ExpectedMember[] s_none = [ExpectedMember.None];

    private readonly PlainLayout _layout;
    private readonly MemberOrder? _order;
    private readonly List<(string Name, int Slot, bool IsExact)>? _came;
    private int _marked;
    private ulong _exact;
    private ulong _cased;

    public Filling(PlainLayout layout, Scratch scratch)
    {
        _layout = layout;
        _order = layout.Order;
        Steps = _order?.Steps ?? s_none;
        Slots = scratch.Record(layout);
        _came = _order is null ? [] : null;
    }

    /// <returns>Where to put the member; -1 for one that is not read.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SlotOf(string name) => ReferenceEquals(name, Steps[Next].Name) && Steps[Next].IsExact ? Steps[Next++].Slot : LookedUp(name);

    private int LookedUp(string name)
    {
        if (name == Steps[Next].Name && !Steps[Next].IsNone)
        {
            return Expected();
        }

        var slot = _layout.Find(name);
        return slot >= 0 ? Found(slot, name, name == _layout.Members[slot].Name) : Unknown(name);
    }

    /// <summary>The same for a name in UTF-8.</summary>
    public int SlotOf(ReadOnlySpan<byte> name)
    {
        var slot = _layout.Find(name);
        return slot >= 0 ? Found(slot, _came is null ? null : Encoding.UTF8.GetString(name), name.SequenceEqual(_layout.Members[slot].Utf8))
            : _came is null && Ascii.IsValid(name) ? -1
            : Unknown(Encoding.UTF8.GetString(name));
    }

    /// <summary>The same for the member that is expected next.</summary>
    public int Expected()
    {
        ref readonly var step = ref Steps[Next];
        if (!step.IsExact)
        {
            return Found(step.Slot, null, exact: false);
        }

        Next++;
        return step.Slot;
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
    private readonly int Unknown(string name)
    {
        if (Ascii.IsValid(name))
        {
            _came?.Add((name, -1, true));
            return -1;
        }

        return Array.Exists(_layout.Members, m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)) ? Ambiguous : -1;
    }

    private int Found(int slot, string? name, bool exact)
    {
        Mark();
        var bit = 1UL << slot;
        if (!exact && (_exact & bit) != 0)
        {
            return -1;
        }

        if (!exact && (_cased & bit) != 0)
        {
            return Ambiguous;
        }

        _exact |= exact ? bit : 0;
        _cased |= exact ? 0 : bit;
        Next = _marked = _order?.After(slot, Next) ?? 0;
        _came?.Add((name!, slot, exact));
        return slot;
    }

    /// <summary>Notes the names of the steps that have been taken since the last time.</summary>
    private void Mark()
    {
        for (; _marked < Next; _marked++)
        {
            if (Steps[_marked].Slot >= 0)
            {
                _exact |= 1UL << Steps[_marked].Slot;
            }
        }
    }
}
