using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OcrWorkflows.Rules.Plain;

/// <summary>Texts of up to 31 ASCII characters, handled as one value of 32 bytes that ends in zeros, so that their length decides over no branch.</summary>
internal static class ShortText
{
    /// <summary>Bytes that must be there from the beginning of the text, whatever its length.</summary>
    public const int Room = 32;

    /// <summary>The ones that a text of each length keeps begin at <see cref="Room"/> less its length.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <param name="length">From 0 to <see cref="Room"/>.</param>
    public static Vector256<byte> Mask(int length) => Load(Masks, Room - length);

    /// <summary>The 32 bytes from there; with fewer left, zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ReadOnlySpan<byte> bytes, int at) => (uint)at <= (uint)bytes.Length && bytes.Length - at >= Room
        ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)at)
        : default;

    /// <summary>Reads the text from here to the closing quote.</summary>
    /// <returns>Its length; -1 when it is longer, or has an escape or a letter beyond ASCII, or when fewer than <see cref="Room"/> bytes are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> json, int at, out Vector256<byte> text)
    {
        var some = Load(json, at);
        var quotes = Vector256.Equals(some, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
        var others = (Vector256.Equals(some, Vector256.Create((byte)'\\')) | some).ExtractMostSignificantBits();
        var length = BitOperations.TrailingZeroCount(quotes);
        text = some & Mask(length);
        return quotes != 0 && BitOperations.TrailingZeroCount(others) > length ? length : -1;
    }
}
