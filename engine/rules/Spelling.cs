namespace OcrWorkflows.Rules;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <returns>The nearest of the words when it is near enough to be meant (a third of the letters may differ, at least one, casing aside); otherwise null.</returns>
    public static string? Nearest(string wrong, IEnumerable<string> words)
    {
        var allowed = Math.Max(1, wrong.Length / 3);
        return words
            .Select(word => (Word: word, Distance: Distance(wrong.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(w => w.Distance <= allowed)
            .OrderBy(w => w.Distance)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .Select(w => w.Word)
            .FirstOrDefault();
    }

    /// <summary>A sentence for the reader: the nearest word, or all of them.</summary>
    public static string Suggest(string wrong, IReadOnlyCollection<string> words) =>
        Nearest(wrong, words) is { } near ? $"did you mean `{near}`?" : $"known here: {string.Join(", ", words)}.";

    /// <summary>Letters to insert, delete, replace, or swap with their neighbour.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Max(from.Length, to.Length) > 100)
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
                var replaced = back[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(back[j], row[j - 1]) + 1);
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
