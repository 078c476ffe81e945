using System.Runtime.Intrinsics;

namespace OcrWorkflows.Rules.Plain;

/// <summary>
/// Short texts made before, given out again: entries are full of the same codes, dates and centres. Holds no more than <see cref="Size"/> of them, a later one
/// in the place of an earlier; shared by all threads without a lock, since each finds whole texts or none.
/// </summary>
internal sealed class TextPool
{
    private const int Size = 1024;

    private readonly Known?[] _texts = new Known?[Size];

    private sealed record Known(Vector256<byte> Ascii, string Text);

    /// <param name="ascii">As <see cref="ShortText"/> has it.</param>
    public string Of(Vector256<byte> ascii, int length)
    {
        var place = Hash(ascii);
        return _texts[place] is { } known && known.Ascii == ascii && known.Text.Length == length ? known.Text
            : _texts[place ^ 1] is { } other && other.Ascii == ascii && other.Text.Length == length ? other.Text
            : Make(place, ascii, length);
    }

    private string Make(int place, Vector256<byte> ascii, int length)
    {
        var (low, high) = Vector256.Widen(ascii);
        Span<ushort> wide = stackalloc ushort[ShortText.Room];
        low.CopyTo(wide);
        high.CopyTo(wide[Vector256<ushort>.Count..]);
        var made = new Known(ascii, System.Runtime.InteropServices.MemoryMarshal.Cast<ushort, char>(wide)[..length].ToString());
        _texts[place ^ 1] = _texts[place];
        _texts[place] = made;
        return made.Text;
    }

    private static int Hash(Vector256<byte> text)
    {
        var parts = (text.GetLower() ^ text.GetUpper()).AsUInt64();
        var mixed = (parts[0] * 0x9E3779B97F4A7C15) ^ (parts[1] * 0xC2B2AE3D27D4EB4F);
        return (int)((mixed ^ (mixed >> 29)) >> 20) & (Size - 1);
    }
}
