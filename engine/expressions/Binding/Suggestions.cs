namespace OcrWorkflows.Expressions.Binding;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestions
{
    /// <returns>A sentence for the reader; null when no name is near.</returns>
    public static string? DidYouMean(string wrong, IEnumerable<string> names)
    {
        var nearest = names.Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(n => n.Distance <= Math.Max(1, wrong.Length / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Name)
            .FirstOrDefault();
        return nearest is null ? null : $"did you mean `{nearest}`?";
    }

    /// <summary>Nearest name, or the list of all when it is short enough to read.</summary>
    public static string? DidYouMeanOrList(string wrong, IReadOnlyCollection<string> names) =>
        DidYouMean(wrong, names) ?? (names.Count is > 0 and <= 12 ? $"known here: {string.Join(", ", names.Order(StringComparer.Ordinal))}." : null);

    /// <summary>Edits (insert, delete, replace, swap of neighbours) from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        if (from.Length > 64 || to.Length > 64)
        {
            return int.MaxValue;
        }

        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Step(rows, from, to, i, j);
            }
        }

        return rows[from.Length, to.Length];
    }

    private static int Step(int[,] rows, string from, string to, int i, int j)
    {
        var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
