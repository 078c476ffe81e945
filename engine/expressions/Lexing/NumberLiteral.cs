using System.Globalization;

namespace OcrWorkflows.Expressions.Lexing;

/// <summary>A number as written. A real literal keeps its text, so that against a decimal it is exact.</summary>
internal readonly record struct NumberLiteral(object? Value, int End)
{
    public static NumberLiteral Read(string text, int start, FaultList faults)
    {
        var end = EndOf(text, start);
        var value = Parse(text[start..end]);
        if (value is null)
        {
            faults.Add(FaultCodes.Number, start, end, $"`{text[start..end]}` is not a number that can be read.",
                "Numbers look like 12, 12L, 1.5, 1.5m, 1e3, 0xFF or 0b101, and must fit their type.");
        }

        return new NumberLiteral(value ?? 0, end);
    }

    private static int EndOf(string text, int start)
    {
        var at = start;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
            }
        }

        var exponent = at > start && text[at - 1] is 'e' or 'E' && !text.AsSpan(start, at - start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (exponent && at + 1 < text.Length && text[at] is '+' or '-' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
            }
        }

        return at;
    }

    /// <summary>The value of a literal, with a leading minus where it has one; null when it is no number or does not fit.</summary>
    public static object? Parse(string literal)
    {
        var negative = literal.StartsWith('-');
        var digits = negative ? literal[1..] : literal;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return Whole(Radix(digits[2..], 16, out var suffix), negative, suffix);
        }

        if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
        {
            return Whole(Radix(digits[2..], 2, out var suffix), negative, suffix);
        }

        var body = digits.TrimEnd('f', 'F', 'd', 'D', 'm', 'M', 'u', 'U', 'l', 'L');
        var ending = digits[body.Length..].ToUpperInvariant();
        var signed = negative ? "-" + body : body;
        return ending switch
        {
            "" when body.AsSpan().ContainsAny('.', 'e', 'E') => Real(signed),
            "" or "L" or "U" or "UL" or "LU" => ulong.TryParse(body, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? Whole(whole, negative, ending) : null,
            "F" => float.TryParse(signed, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) && float.IsFinite(single) ? single : null,
            "D" => Real(signed) is { } real ? real.Value : null,
            "M" => decimal.TryParse(signed, NumberStyles.Float, CultureInfo.InvariantCulture, out var money) ? money : null,
            _ => null,
        };
    }

    private static RealLiteral? Real(string signed) =>
        double.TryParse(signed, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? new RealLiteral(value, signed) : null;

    private static ulong? Radix(string digits, int radix, out string suffix)
    {
        var body = digits.TrimEnd('u', 'U', 'l', 'L');
        suffix = digits[body.Length..].ToUpperInvariant();
        try
        {
            return body.Length == 0 ? null : Convert.ToUInt64(body, radix);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static object? Whole(ulong? magnitude, bool negative, string suffix)
    {
        if (magnitude is not { } value)
        {
            return null;
        }

        if (negative)
        {
            return suffix switch
            {
                "" when value <= 2147483648 => (int)-(long)value,
                "" or "L" when value <= 9223372036854775808 => (long)(0 - value),
                _ => null,
            };
        }

        return suffix switch
        {
            "" => value <= int.MaxValue ? (int)value : value <= uint.MaxValue ? (uint)value : value <= long.MaxValue ? (long)value : (object)value,
            "U" => value <= uint.MaxValue ? (uint)value : (object)value,
            "L" => value <= long.MaxValue ? (long)value : (object)value,
            _ => value,
        };
    }
}

/// <summary>A literal such as <c>1.1</c>: a double that becomes the exact decimal of its text against a decimal.</summary>
internal sealed record RealLiteral(double Value, string Text);
