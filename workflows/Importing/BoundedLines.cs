using System.Text;
using System.Text.Unicode;

namespace OcrWorkflows.Centres.Importing;

public enum LineFault
{
    None,
    TooLong,
    NotUtf8,
}

/// <param name="Number">1 for the first line.</param>
/// <param name="Text">Without its line end; empty when there is a fault.</param>
/// <param name="Bytes">Length of the line in the file, without its line end.</param>
public readonly record struct TextLine(int Number, string Text, LineFault Fault, long Bytes);

/// <summary>Lines of a UTF-8 file, one at a time. However long a line is, no more than the limit is kept of it.</summary>
internal sealed class BoundedLines(Stream stream, int maximumBytes)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private byte[] _line = new byte[1024];
    private int _start;
    private int _end;
    private int _number;

    /// <summary>Bytes taken from the file so far.</summary>
    public long BytesRead { get; private set; }

    /// <returns>False at the end of the file.</returns>
    public bool Next(out TextLine line)
    {
        var kept = 0;
        var length = 0L;
        var any = false;
        while (Fill())
        {
            any = true;
            var piece = _buffer.AsSpan(_start, _end - _start);
            var newline = piece.IndexOf((byte)'\n');
            var part = newline < 0 ? piece : piece[..newline];
            if (length + part.Length <= maximumBytes + 1L)
            {
                Keep(part, kept);
                kept += part.Length;
            }

            length += part.Length;
            _start += newline < 0 ? piece.Length : newline + 1;
            if (newline >= 0)
            {
                break;
            }
        }

        line = any ? Finish(kept, length) : default;
        return any;
    }

    private TextLine Finish(int kept, long length)
    {
        _number++;
        if (length > maximumBytes + 1L)
        {
            return new TextLine(_number, "", LineFault.TooLong, length);
        }

        var content = _line.AsSpan(0, kept);
        if (content.EndsWith("\r"u8))
        {
            content = content[..^1];
        }

        if (_number == 1 && content.StartsWith(Encoding.UTF8.Preamble))
        {
            content = content[Encoding.UTF8.Preamble.Length..];
        }

        return content.Length > maximumBytes ? new TextLine(_number, "", LineFault.TooLong, content.Length)
            : Utf8.IsValid(content) ? new TextLine(_number, Encoding.UTF8.GetString(content), LineFault.None, content.Length)
            : new TextLine(_number, "", LineFault.NotUtf8, content.Length);
    }

    private void Keep(ReadOnlySpan<byte> part, int at)
    {
        if (at + part.Length > _line.Length)
        {
            Array.Resize(ref _line, Math.Max(at + part.Length, _line.Length * 2));
        }

        part.CopyTo(_line.AsSpan(at));
    }

    private bool Fill()
    {
        if (_start < _end)
        {
            return true;
        }

        _start = 0;
        _end = stream.Read(_buffer, 0, _buffer.Length);
        BytesRead += _end;
        return _end > 0;
    }
}
