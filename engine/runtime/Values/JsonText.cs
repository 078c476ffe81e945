using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OcrWorkflows.Runtime.Values;

/// <summary>Writes JSON with a writer that is made once for a thread.</summary>
public static class JsonText
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? s_free;

    public static string Of<T>(T value, Action<Utf8JsonWriter, T> write) => Of(value, write, static bytes => Encoding.UTF8.GetString(bytes));

    /// <param name="read">Makes something of the bytes, which are gone when it returns.</param>
    public static TResult Of<T, TResult>(T value, Action<Utf8JsonWriter, T> write, Func<ReadOnlySpan<byte>, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        var (buffer, json) = s_free ?? Make();
        s_free = null; // one that is written within another is written with a writer of its own
        write(json, value);
        json.Flush();
        var result = read(buffer.WrittenSpan);
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            json.Reset(buffer);
            s_free = (buffer, json);
        }

        return result;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Make()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer));
    }
}
