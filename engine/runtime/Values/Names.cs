namespace OcrWorkflows.Runtime.Values;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class Names
{
    /// <summary>"Did you mean ...?" for the nearest of the names, or a list of them when they are few; null when neither helps.</summary>
    public static string? Suggest(string written, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var nearest = names.Select(n => (Name: n, Distance: Distance(written.ToUpperInvariant(), n.ToUpperInvariant())))
            .OrderBy(n => n.Distance).FirstOrDefault();
        if (nearest.Name is not null && nearest.Distance <= Math.Max(2, written.Length / 3))
        {
            return $"Did you mean \"{nearest.Name}\"?";
        }

        return names.Length is > 0 and <= 12 ? "There are: " + string.Join(", ", names) + "." : null;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
