using System.Buffers.Binary;

namespace OcrWorkflows.JavaScript;

/// <summary>Messages on a pipe: four bytes of length, least significant first, then so many bytes of UTF-8 JSON.</summary>
internal static class Frames
{
    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, message.Length);
        await stream.WriteAsync(length, stop);
        await stream.WriteAsync(message, stop);
        await stream.FlushAsync(stop);
    }

    /// <returns>Null when the other end has closed the pipe, or sends what is no message.</returns>
    public static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken stop)
    {
        var length = new byte[sizeof(int)];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, stop) < length.Length)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size < 0 || size > most)
        {
            return null;
        }

        var message = new byte[size];
        return await stream.ReadAtLeastAsync(message, size, throwOnEndOfStream: false, stop) < size ? null : message;
    }
}
