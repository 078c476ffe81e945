namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>Widens the place of a node by the parentheses that the tree does not keep: of <c>(a + b) * 2</c> the tree knows <c>a + b) * 2</c>.</summary>
internal static class SourceSpan
{
    public static (int Start, int End) Closed(string text, (int Start, int End) span)
    {
        var (start, end) = span;
        var (opened, closed) = Unmatched(text.AsSpan(start, end - start));
        for (; closed > 0 && Before(text, start) is var place and >= 0 && text[place] == '('; closed--)
        {
            start = place;
        }

        for (; opened > 0 && After(text, end) is var place && place < text.Length && text[place] == ')'; opened--)
        {
            end = place + 1;
        }

        return (start, end);
    }

    private static (int Opened, int Closed) Unmatched(ReadOnlySpan<char> text)
    {
        var (opened, closed) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' or '\'':
                    i = EndOfQuote(text, i);
                    break;
                case '(':
                    opened++;
                    break;
                case ')' when opened > 0:
                    opened--;
                    break;
                case ')':
                    closed++;
                    break;
            }
        }

        return (opened, closed);
    }

    private static int EndOfQuote(ReadOnlySpan<char> text, int quote)
    {
        var i = quote + 1;
        while (i < text.Length && text[i] != text[quote])
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return i;
    }

    private static int Before(string text, int place)
    {
        do
        {
            place--;
        }
        while (place >= 0 && char.IsWhiteSpace(text[place]));
        return place;
    }

    private static int After(string text, int place)
    {
        while (place < text.Length && char.IsWhiteSpace(text[place]))
        {
            place++;
        }

        return place;
    }
}
