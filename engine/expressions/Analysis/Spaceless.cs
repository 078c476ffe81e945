using System.Text;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>The text of an expression without the white space that means nothing, so that two spellings of one condition are found equal.</summary>
public static class Spaceless
{
    public static string Of(string text)
    {
        var kept = new StringBuilder(text.Length);
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var at = text[i];
            if (quote is not null && at == '\\' && i + 1 < text.Length)
            {
                kept.Append(at).Append(text[++i]);
                continue;
            }

            quote = quote is null ? at is '"' or '\'' ? at : null : at == quote ? null : quote;
            if (quote is not null || !char.IsWhiteSpace(at))
            {
                kept.Append(at);
            }
            else if (kept.Length > 0 && IsWord(kept[^1]) && Next(text, i) is { } next && IsWord(next))
            {
                kept.Append(' ');
            }
        }

        return kept.ToString();
    }

    private static char? Next(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at] : null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
