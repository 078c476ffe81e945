using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Rules.Plain;

/// <summary>
/// Reads a JsonElement from the text behind it, in one pass and without looking anything up. The text is known to be JSON, so that nothing is checked again;
/// what is rare in it (comments, escapes in names, odd numbers) is left to <see cref="PlainData"/> or to the platform.
/// </summary>
internal ref struct JsonText
{
    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    private JsonText(ReadOnlySpan<byte> json)
    {
        _json = json;
    }

    /// <returns>False when there is something in it that is rare.</returns>
    /// <exception cref="IndexOutOfRangeException">The text ends too early, which no JsonElement's does.</exception>
    public static bool TryRead(PlainLayout layout, JsonElement element, int depth, out object? value)
    {
        var text = new JsonText(JsonMarshal.GetRawUtf8Value(element));
        return text.TryValue(layout, depth, out value);
    }

    private bool TryValue(PlainLayout? layout, int depth, out object? value)
    {
        value = null;
        if (depth > PlainData.MaximumDepth)
        {
            return false;
        }

        switch (Next())
        {
            case (byte)'"':
                return TryText(out value);
            case (byte)'{':
                return layout is { IsWhole: false } ? TryRecord(layout, depth, out value) : TryDictionary(depth, out value);
            case (byte)'[':
                return TryItems(layout?.Items, depth, out value);
            case (byte)'t':
                _at += 4;
                value = Box.True;
                return true;
            case (byte)'f':
                _at += 5;
                value = Box.False;
                return true;
            case (byte)'n':
                _at += 4;
                return true;
            case (byte)'/':
                return false;
            default:
                return TryNumber(out value);
        }
    }

    private bool TryRecord(PlainLayout layout, int depth, out object? value)
    {
        value = null;
        var filling = new Filling(layout);
        _at++;
        while (Next() != '}')
        {
            int slot;
            var expected = filling.Expected;
            if (expected >= 0 && _json[_at..].StartsWith(layout.Members[expected].Quoted))
            {
                _at += layout.Members[expected].Quoted.Length;
                filling.Take(slot = expected);
            }
            else if (TryName(out var name))
            {
                slot = filling.SlotOf(name);
            }
            else
            {
                return false;
            }

            if (slot >= 0)
            {
                if (!TryValue(layout.Members[slot].Layout, depth + 1, out filling.Slots[slot].Value))
                {
                    return false;
                }
            }
            else if (slot == Filling.Ambiguous || !TrySkip(depth + 1))
            {
                return false;
            }

            if (Next() == ',')
            {
                _at++;
            }
        }

        _at++;
        value = filling.Done();
        return true;
    }

    private bool TryDictionary(int depth, out object? value)
    {
        var record = new Dictionary<string, object?>(StringComparer.Ordinal);
        value = record;
        _at++;
        while (Next() != '}')
        {
            if (!TryName(out var name) || !TryValue(null, depth + 1, out var member))
            {
                return false;
            }

            record[Encoding.UTF8.GetString(name)] = member;
            if (Next() == ',')
            {
                _at++;
            }
        }

        _at++;
        return true;
    }

    private bool TryItems(PlainLayout? layout, int depth, out object? value)
    {
        var items = new List<object?>();
        value = items;
        _at++;
        while (Next() != ']')
        {
            if (!TryValue(layout, depth + 1, out var item))
            {
                return false;
            }

            items.Add(item);
            if (Next() == ',')
            {
                _at++;
            }
        }

        _at++;
        return true;
    }

    /// <summary>A name and its colon.</summary>
    private bool TryName(out ReadOnlySpan<byte> name)
    {
        if (_json[_at] != '"')
        {
            name = default;
            return false;
        }

        var rest = _json[(_at + 1)..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        name = rest[..end];
        _at += end + 2;
        if (rest[end] == '\\' || Next() != ':')
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TryText(out object? value)
    {
        var rest = _json[(_at + 1)..];
        var end = PlainLength(rest);
        if (rest[end] == '"')
        {
            value = Encoding.Latin1.GetString(rest[..end]);
            _at += end + 2;
            return true;
        }

        var start = _at;
        SkipText();
        var reader = new Utf8JsonReader(_json[start.._at]);
        reader.Read();
        value = reader.GetString();
        return true;
    }

    /// <returns>How many characters come before the first quote, backslash or byte that is not ASCII, eight looked at in one step.</returns>
    private static int PlainLength(ReadOnlySpan<byte> text)
    {
        const ulong Ones = 0x0101010101010101, Tops = 0x8080808080808080;
        var at = 0;
        for (; at + 8 <= text.Length; at += 8)
        {
            var eight = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            var (quote, escape) = (eight ^ (Ones * '"'), eight ^ (Ones * '\\'));
            var found = ((quote - Ones) & ~quote | (escape - Ones) & ~escape | eight) & Tops;
            if (found != 0)
            {
                return at + (BitOperations.TrailingZeroCount(found) >> 3);
            }
        }

        while (text[at] is not ((byte)'"' or (byte)'\\') and < 0x80)
        {
            at++;
        }

        return at;
    }

    /// <summary>Whole numbers are int, or long where they do not fit; all others double.</summary>
    private bool TryNumber(out object? value)
    {
        var (at, number, digits, fraction) = (_json[_at] == '-' ? _at + 1 : _at, 0L, 0, -1);
        for (; at < _json.Length; at++)
        {
            var digit = (uint)(_json[at] - '0');
            if (digit <= 9)
            {
                number = number * 10 + digit;
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            }
            else if (_json[at] == '.')
            {
                fraction = 0;
            }
            else
            {
                break;
            }
        }

        if (digits > 15 || (at < _json.Length && (_json[at] | 0x20) == 'e'))
        {
            return TryOddNumber(out value);
        }

        number = _json[_at] == '-' ? -number : number;
        value = fraction >= 0 ? (number == 0 && _json[_at] == '-' ? -0.0 : number / s_powers[fraction])
            : number is >= int.MinValue and <= int.MaxValue ? Box.Of((int)number)
            : number;
        _at = at;
        return digits > 0;
    }

    /// <summary>Both numbers are held by a double without loss, so that their quotient is the double nearest to what is written.</summary>
    private static readonly double[] s_powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private bool TryOddNumber(out object? value)
    {
        var end = _json[_at..].IndexOfAnyExcept("+-.0123456789eE"u8);
        var number = end < 0 ? _json[_at..] : _json[_at..(_at + end)];
        _at += number.Length;
        if (Utf8Parser.TryParse(number, out long whole, out var read) && read == number.Length)
        {
            value = whole;
            return true;
        }

        var known = Utf8Parser.TryParse(number, out double real, out read) && read == number.Length;
        value = real;
        return known;
    }

    private bool TrySkip(int depth)
    {
        switch (Next())
        {
            case (byte)'"':
                SkipText();
                return true;
            case (byte)'{' or (byte)'[':
                return TrySkipNested(depth);
            case (byte)'/':
                return false;
            default:
                var end = _json[_at..].IndexOfAny(",]} \t\r\n/"u8);
                _at = end < 0 ? _json.Length : _at + end;
                return true;
        }
    }

    private bool TrySkipNested(int depth)
    {
        var outer = depth;
        do
        {
            switch (_json[_at])
            {
                case (byte)'"':
                    SkipText();
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
                case (byte)'/':
                    return false;
            }

            if (depth > PlainData.MaximumDepth)
            {
                return false;
            }

            _at++;
        }
        while (depth > outer);
        return true;
    }

    /// <summary>Goes behind the closing quote.</summary>
    private void SkipText()
    {
        for (_at++; ; _at += 2)
        {
            _at += _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (_json[_at] == '"')
            {
                _at++;
                return;
            }
        }
    }

    /// <summary>Goes to what follows the blanks.</summary>
    private byte Next()
    {
        while (_json[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }

        return _json[_at];
    }
}
