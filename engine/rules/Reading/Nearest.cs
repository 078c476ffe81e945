namespace OcrWorkflows.Rules.Reading;

/// <summary>The known word that somebody probably meant.</summary>
internal static class Nearest
{
    /// <returns>The known word at most two single-character changes away (casing does not count), or null.</returns>
    public static string? To(string written, IEnumerable<string> known) =>
        known.Select(word => (Word: word, Distance: Distance(written.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(found => found.Distance <= Math.Min(2, written.Length / 2))
            .OrderBy(found => found.Distance)
            .Select(found => found.Word)
            .FirstOrDefault();

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
