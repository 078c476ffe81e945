using System.Text;
using OcrWorkflows.Expressions.Plain;

namespace OcrWorkflows.Rules.Plain;

/// <summary>A <see cref="PlainNode"/> made ready for reading; shared by all threads. Learns in which order members come, and expects them so the next time.</summary>
internal sealed class PlainLayout
{
    private const int Buckets = 128;

    private readonly byte[] _first = new byte[Buckets];
    private readonly Counter _places;

    private sealed class Counter
    {
        public int Count { get; set; }
    }

    public PlainLayout(PlainNode node)
        : this(node, new TextPool(), new Counter())
    {
    }

    private PlainLayout(PlainNode node, TextPool texts, Counter places)
    {
        (Texts, _places) = (texts, places);
        Place = places.Count++;
        IsWhole = node.IsWhole;
        if (IsWhole)
        {
            return;
        }

        Members = [.. node.Members.Select(m => new LaidMember(m.Name, Encoding.UTF8.GetBytes(m.Name), new PlainLayout(m.Node, texts, places)))];
        Items = node.Items is null ? null : new PlainLayout(node.Items, texts, places);
        for (var slot = 0; slot < Members.Length; slot++)
        {
            ref var first = ref _first[Hash(Members[slot].Utf8.Length, Members[slot].Utf8[0], Members[slot].Utf8[^1])];
            Members[slot].NextInBucket = first - 1;
            first = (byte)(slot + 1);
        }
    }

    /// <summary>Of what is not looked into.</summary>
    public static PlainLayout Whole { get; } = new(new PlainNode());

    /// <summary>Tells it from the other places of the same data; from 0.</summary>
    public int Place { get; }

    /// <summary>How many places the data has in all.</summary>
    public int Places => _places.Count;

    public bool IsWhole { get; }

    /// <summary>By slot.</summary>
    public LaidMember[] Members { get; } = [];

    public PlainLayout? Items { get; }

    /// <summary>Of all places of the same data.</summary>
    public TextPool Texts { get; }

    /// <summary>The members of the first record that was read, in their order; null before.</summary>
    public MemberOrder? Order { get; private set; }

    public void Learn(IEnumerable<(string Name, int Slot, bool IsExact)> came) => Order = new MemberOrder(came, Members.Length);

    /// <returns>The slot of the member of that name whatever its casing; -1 for none.</returns>
    public int Find(ReadOnlySpan<char> name)
    {
        if (name.Length == 0)
        {
            return -1;
        }

        for (var slot = _first[Hash(name.Length, (byte)name[0], (byte)name[^1])] - 1; slot >= 0; slot = Members[slot].NextInBucket)
        {
            if (name.Equals(Members[slot].Name, StringComparison.OrdinalIgnoreCase))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>The same for a name of ASCII.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 0)
        {
            return -1;
        }

        for (var slot = _first[Hash(name.Length, name[0], name[^1])] - 1; slot >= 0; slot = Members[slot].NextInBucket)
        {
            if (Ascii.EqualsIgnoreCase(name, Members[slot].Utf8))
            {
                return slot;
            }
        }

        return -1;
    }

    private static int Hash(int length, byte first, byte last) => (length * 7 + (first & 0x1F) * 5 + (last & 0x1F)) & (Buckets - 1);
}

internal sealed record LaidMember(string Name, byte[] Utf8, PlainLayout Layout)
{
    public int NextInBucket { get; set; } = -1;
}
