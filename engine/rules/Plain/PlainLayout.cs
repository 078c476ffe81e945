using System.Text;
using OcrWorkflows.Expressions.Plain;

namespace OcrWorkflows.Rules.Plain;

/// <summary>A <see cref="PlainNode"/> made ready for reading; shared by all threads. Learns in which order members come, and expects them so the next time.</summary>
internal sealed class PlainLayout
{
    private const int Buckets = 128;

    private readonly byte[] _first = new byte[Buckets];

    public PlainLayout(PlainNode node)
    {
        IsWhole = node.IsWhole;
        if (IsWhole)
        {
            return;
        }

        Members = [.. node.Members.Select(m => new LaidMember(m.Name, Encoding.UTF8.GetBytes(m.Name), Encoding.UTF8.GetBytes($"\"{m.Name}\":"), new PlainLayout(m.Node)))];
        Items = node.Items is null ? null : new PlainLayout(node.Items);
        for (var slot = 0; slot < Members.Length; slot++)
        {
            ref var first = ref _first[Hash(Members[slot].Utf8.Length, Members[slot].Utf8[0], Members[slot].Utf8[^1])];
            Members[slot].NextInBucket = first - 1;
            first = (byte)(slot + 1);
        }
    }

    public bool IsWhole { get; }

    /// <summary>By slot.</summary>
    public LaidMember[] Members { get; } = [];

    public PlainLayout? Items { get; }

    /// <summary>The slot that is expected after each, and at its end the first; null until a record has been read. Each is -1 where nothing is expected.</summary>
    public sbyte[]? Order { get; private set; }

    /// <param name="came">Slots in the order in which they came.</param>
    public void Learn(IReadOnlyList<int> came)
    {
        var order = new sbyte[Members.Length + 1];
        order.AsSpan().Fill(-1);
        var last = Members.Length;
        foreach (var slot in came)
        {
            order[last] = (sbyte)slot;
            last = slot;
        }

        Order = order;
    }

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

/// <param name="Quoted">As it stands in JSON: quotes and colon included.</param>
internal sealed record LaidMember(string Name, byte[] Utf8, byte[] Quoted, PlainLayout Layout)
{
    public int NextInBucket { get; set; } = -1;

    /// <summary>The text that named it when a record was first read: often the very same object names it again.</summary>
    public string? Came { get; set; }
}
