namespace OcrWorkflows.Expressions;

/// <summary>Finds the word that was probably meant; every file of the product is checked with it.</summary>
public static class Spelling
{
    private const int LongestWord = 100;

    /// <summary>Longest list of words that a person is shown instead.</summary>
    private const int LongestList = 12;

    /// <returns>The nearest of the words when it is near enough to be meant (a third of the letters may differ, at least one, casing aside); otherwise null.</returns>
    public static string? Nearest(string wrong, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(words);
        return words.Distinct(StringComparer.Ordinal)
            .Select(word => (Word: word, Distance: Distance(wrong.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(w => w.Distance <= Math.Max(1, wrong.Length / 3))
            .OrderBy(w => w.Distance)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .Select(w => w.Word)
            .FirstOrDefault();
    }

    /// <returns>A sentence for the reader; null when no word is near.</returns>
    public static string? DidYouMean(string wrong, IEnumerable<string> words) =>
        Nearest(wrong, words) is { } near ? $"did you mean `{near}`?" : null;

    /// <returns>A sentence with the nearest word, or with all of them when they are few enough to read; otherwise null.</returns>
    public static string? DidYouMeanOrList(string wrong, IEnumerable<string> words)
    {
        var known = words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return DidYouMean(wrong, known) ?? (known.Count is > 0 and <= LongestList ? $"known here: {string.Join(", ", known)}." : null);
    }

    /// <summary>Letters to insert, delete, replace, or swap with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Max(from.Length, to.Length) > LongestWord)
        {
            return int.MaxValue;
        }

        var twoBack = new int[to.Length + 1];
        var back = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(back[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(back[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], twoBack[j - 2] + 1);
                }
            }

            (twoBack, back) = (back, row);
        }

        return back[to.Length];
    }
}
