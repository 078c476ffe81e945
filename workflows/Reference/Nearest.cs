namespace OcrWorkflows.Centres.Reference;

/// <summary>The known word that a misspelt one most likely meant.</summary>
public static class Nearest
{
    /// <returns>Null when nothing is near: more than a third of the word, or more than three letters, would have to change.</returns>
    public static string? To(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        if (word.Length is 0 or > 60)
        {
            return null;
        }

        var best = known.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Min(3, Math.Max(1, word.Length / 3)) ? best.Word : null;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour; case is not minded.</summary>
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, from, to, i, j);
            }
        }

        return table[from.Length, to.Length];
    }

    private static int Step(int[,] table, string from, string to, int i, int j)
    {
        var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
        var best = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (same ? 0 : 1));
        var swapped = i > 1 && j > 1
            && char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 2])
            && char.ToLowerInvariant(from[i - 2]) == char.ToLowerInvariant(to[j - 1]);
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
