using System.Globalization;
using System.Text;

namespace OcrWorkflows.Expressions.Lexing;

/// <summary>A text or character between quotes, its escapes resolved.</summary>
internal readonly record struct QuotedLiteral(string Value, int End, bool Terminated)
{
    public static QuotedLiteral Read(string text, int start, char quote, FaultList faults)
    {
        var value = new StringBuilder();
        var at = start + 1;
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] != '\\')
            {
                value.Append(text[at++]);
                continue;
            }

            at += Escape(text, at, value, faults);
        }

        if (at < text.Length)
        {
            return new QuotedLiteral(value.ToString(), at + 1, true);
        }

        faults.Add(FaultCodes.Unterminated, start, text.Length, "The text that begins here is not closed.", $"Add {quote} at its end.");
        return new QuotedLiteral(value.ToString(), text.Length, false);
    }

    /// <returns>Number of characters that the escape takes in the text.</returns>
    private static int Escape(string text, int at, StringBuilder value, FaultList faults)
    {
        var kind = at + 1 < text.Length ? text[at + 1] : '\0';
        switch (kind)
        {
            case '\\' or '"' or '\'':
                value.Append(kind);
                return 2;
            case 'u':
                return Hexadecimal(text, at, 4, value, faults);
            case 'x':
                return Hexadecimal(text, at, 2, value, faults);
        }

        var plain = kind switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '0' => '\0', 'a' => '\a', 'v' => '\v', 'e' => '\u001b', _ => (char?)null };
        if (plain is { } character)
        {
            value.Append(character);
            return 2;
        }

        faults.Add(FaultCodes.Escape, at, Math.Min(at + 2, text.Length), $"`\\{kind}` is not an escape.", "Write a backslash as \\\\.");
        return Math.Min(2, text.Length - at);
    }

    private static int Hexadecimal(string text, int at, int digits, StringBuilder value, FaultList faults)
    {
        var from = at + 2;
        var length = Math.Min(digits, text.Length - from);
        if (length == digits && ushort.TryParse(text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            value.Append((char)code);
            return 2 + digits;
        }

        faults.Add(FaultCodes.Escape, at, from + length, $"`\\{text[at + 1]}` is followed by {digits} hexadecimal digits.");
        return 2;
    }
}
