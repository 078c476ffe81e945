using System.Security.Cryptography;
using System.Text;

namespace OcrWorkflows.Storage;

/// <summary>Request ids that follow from what is asked: the same whoever asks, so that it is done once.</summary>
public static class DerivedIds
{
    /// <summary>A version 8 UUID of the SHA-256 of the text.</summary>
    public static Guid Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
