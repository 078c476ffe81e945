using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
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
    private static readonly SearchValues<byte> s_inNumbers = SearchValues.Create("+-.0123456789eE"u8);

    private static readonly SearchValues<byte> s_afterScalars = SearchValues.Create(",]} \t\r\n/"u8);

    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    private readonly Scratch _scratch;
    private readonly TextPool _texts;

    private JsonText(ReadOnlySpan<byte> json, TextPool texts, Scratch scratch)
    {
        _json = json;
        _texts = texts;
        _scratch = scratch;
    }

    /// <returns>False when there is something in it that is rare.</returns>
    /// <exception cref="IndexOutOfRangeException">The text ends too early, which no JsonElement's does.</exception>
    public static bool TryRead(PlainLayout layout, JsonElement element, Scratch scratch, int depth, out object? value)
    {
        var text = new JsonText(JsonMarshal.GetRawUtf8Value(element), layout.Texts, scratch);
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
                return TryItems(layout, depth, out value);
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
        var filling = new Filling(layout, _scratch);
        var json = _json;
        var (at, next, slots, steps) = (_at + 1, 0, filling.Slots, filling.Steps);
        for (var c = PastBlanks(json, ref at); c != '}'; c = PastBlanks(json, ref at))
        {
            at += c == ',' ? 1 : 0;
            int slot;
            ref readonly var step = ref steps[next];
            if (step.IsAt(json, at))
            {
                at += step.Length;
                slot = step.Slot;
                next++;
            }
            else if ((slot = NextSlot(ref filling, ref next, ref at)) == Filling.Ambiguous)
            {
                return false;
            }

            switch (PastBlanks(json, ref at))
            {
                case (byte)'"' when ShortText.Read(json, at + 1, out var text) is >= 0 and var length:
                    if (slot >= 0)
                    {
                        slots[slot].Value = _texts.Of(text, length);
                    }

                    at += length + 2;
                    continue;
                case (byte)'n' when slot < 0 || slots[slot].Value is null:
                    at += 4;
                    continue;
            }

            _at = at;
            if (slot < 0 ? !TrySkip(depth + 1) : !TryValue(layout.Members[slot].Layout, depth + 1, out slots[slot].Value))
            {
                return false;
            }

            at = _at;
        }

        _at = at + 1;
        value = filling.Done();
        return true;
    }

    /// <summary>The slot of a member that comes otherwise than before; goes behind its colon.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int NextSlot(ref Filling filling, ref int next, ref int at)
    {
        (_at, filling.Next) = (at, next);
        var slot = !TryName(out var name) ? Filling.Ambiguous
            : filling.Steps[filling.Next].IsNamed(name) ? filling.Expected()
            : filling.SlotOf(name);
        (at, next) = (_at, filling.Next);
        return slot;
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
        var items = layout is null ? [] : _scratch.List(layout);
        value = items;
        _at++;
        while (Next() != ']')
        {
            if (!TryValue(layout?.Items, depth + 1, out var item))
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
        if (Next() != '"')
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
        var length = ShortText.Read(_json, _at + 1, out var ascii);
        if (length >= 0)
        {
            value = _texts.Of(ascii, length);
            _at += length + 2;
            return true;
        }

        var rest = _json[(_at + 1)..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (rest[end] == '"')
        {
            value = Encoding.UTF8.GetString(rest[..end]);
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
        var end = _json[_at..].IndexOfAnyExcept(s_inNumbers);
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
                var end = _json[_at..].IndexOfAny(s_afterScalars);
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
    private byte Next() => PastBlanks(_json, ref _at);

    private static byte PastBlanks(ReadOnlySpan<byte> json, ref int at)
    {
        while (json[at] <= ' ')
        {
            at++;
        }

        return json[at];
    }
}
