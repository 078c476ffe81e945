namespace OcrWorkflows.Expressions.Sources;

/// <summary>From a byte offset to line and column, in steps of one block however long the lines are.</summary>
internal sealed class LineIndex
{
    private const int Block = 4096;

    private readonly byte[] _utf8;

    /// <summary>Line feeds, and characters (UTF-16), before each block.</summary>
    private readonly int[] _lines;
    private readonly int[] _characters;

    /// <summary>Offset of the line that each block begins in.</summary>
    private readonly int[] _starts;

    public LineIndex(byte[] utf8)
    {
        _utf8 = utf8;
        var blocks = utf8.Length / Block + 1;
        (_lines, _characters, _starts) = (new int[blocks], new int[blocks], new int[blocks]);
        for (var i = 1; i < blocks; i++)
        {
            var before = utf8.AsSpan((i - 1) * Block, Block);
            _lines[i] = _lines[i - 1] + before.Count((byte)'\n');
            _characters[i] = _characters[i - 1] + Characters(before);
            var feed = before.LastIndexOf((byte)'\n');
            _starts[i] = feed < 0 ? _starts[i - 1] : (i - 1) * Block + feed + 1;
        }
    }

    /// <returns>Both 1-based; the column in characters.</returns>
    public (int Line, int Column) Of(int offset)
    {
        var block = offset / Block;
        var rest = _utf8.AsSpan(block * Block, offset - block * Block);
        var feed = rest.LastIndexOf((byte)'\n');
        var start = feed < 0 ? _starts[block] : block * Block + feed + 1;
        return (_lines[block] + rest.Count((byte)'\n') + 1, CharactersBefore(offset) - CharactersBefore(start) + 1);
    }

    /// <summary>Byte offset of a line, the first being 0; the end of the text when there are fewer.</summary>
    public int StartOf(long line)
    {
        if (line == 0)
        {
            return 0;
        }

        var block = Array.BinarySearch(_lines, (int)line);
        block = block < 0 ? ~block - 1 : block;
        while (block > 0 && _lines[block] >= line)
        {
            block--;
        }

        var passed = _lines[block];
        for (var at = block * Block; at < _utf8.Length; at++)
        {
            if (_utf8[at] == (byte)'\n' && ++passed == line)
            {
                return at + 1;
            }
        }

        return _utf8.Length;
    }

    private int CharactersBefore(int offset) => _characters[offset / Block] + Characters(_utf8.AsSpan(offset / Block * Block, offset % Block));

    /// <summary>Bytes that begin a character; those of four bytes count for two, as in UTF-16.</summary>
    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : unit >= 0xF0 ? 2 : 1;
        }

        return count;
    }
}
