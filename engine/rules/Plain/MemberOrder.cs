using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace OcrWorkflows.Rules.Plain;

/// <summary>The order in which the members of a record came, those that are passed over included; not changed once it is made.</summary>
internal sealed class MemberOrder
{
    /// <summary>Members that are kept in mind; those that come later are looked up.</summary>
    private const int Most = 256;

    private readonly int[] _after;

    /// <param name="slots">How many slots there are.</param>
    public MemberOrder(IEnumerable<(string Name, int Slot, bool IsExact)> came, int slots)
    {
        var steps = came.Where(c => IsWrittenAsItIs(c.Name)).Take(Most).Select(c => new ExpectedMember(c.Name, c.Slot, c.IsExact)).ToArray();
        Steps = [.. steps, ExpectedMember.None];
        _after = new int[slots];
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Slot >= 0)
            {
                _after[steps[i].Slot] = i + 1;
            }
        }
    }

    /// <summary>The last one is <see cref="ExpectedMember.None"/>.</summary>
    public ExpectedMember[] Steps { get; }

    /// <returns>The step that comes after the member of that slot; <paramref name="otherwise"/> where that member has not been seen.</returns>
    public int After(int slot, int otherwise) => _after[slot] > 0 ? _after[slot] : otherwise;

    /// <summary>In JSON too; one with a quote, between quotes, could be taken for several members.</summary>
    private static bool IsWrittenAsItIs(string name) => !name.AsSpan().ContainsAny('"', '\\');
}

/// <summary>One member of a record as it came before.</summary>
internal readonly struct ExpectedMember
{
    private readonly byte[] _quoted;
    private readonly Vector256<byte> _begin;
    private readonly Vector256<byte> _mask;

    /// <param name="slot">-1 for a member that is passed over.</param>
    /// <param name="isExact">The name is written as the rules write it, or means nothing to them.</param>
    public ExpectedMember(string name, int slot, bool isExact)
    {
        (Name, Slot, IsExact) = (name, slot, isExact);
        _quoted = Encoding.UTF8.GetBytes($"\"{name}\":");
        Length = _quoted.Length;
        var isQuick = isExact && Length is > 3 and <= ShortText.Room;
        _mask = isQuick ? ShortText.Mask(Length) : default;
        _begin = isQuick ? Vector256.Create([.. _quoted, .. new byte[ShortText.Room - Length]]) : Vector256<byte>.AllBitsSet;
    }

    /// <summary>Comes after the last one: no member is it.</summary>
    public static ExpectedMember None { get; } = new("", -1, isExact: false);

    public bool IsNone => Name.Length == 0 && !IsExact;

    public string Name { get; }

    public int Slot { get; }

    public bool IsExact { get; }

    /// <summary>Bytes of the name in JSON, quotes and colon included.</summary>
    public int Length { get; }

    /// <summary>Quick, and false too where the casing is another than that of the rules, the name is empty or long, or the text nearly at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> json, int at) => (ShortText.Load(json, at) & _mask) == _begin;

    public bool IsNamed(ReadOnlySpan<byte> name) => !IsNone && _quoted.Length == name.Length + 3 && name.SequenceEqual(_quoted.AsSpan(1, name.Length));
}
