namespace OcrWorkflows.Rules.Cases;

/// <summary>Expected against found, in one line.</summary>
internal static class CaseComparison
{
    /// <returns>Null when the verdict is as expected.</returns>
    public static string? Difference(Expected expected, Verdict found)
    {
        var differences = new List<string>();
        if (found.Outcome != expected.Outcome)
        {
            differences.Add($"outcome expected {expected.Outcome}, found {found.Outcome}");
        }

        Compare("failing", expected.Failing, found.Failures.Select(r => r.Rule), differences);
        Compare("broken", expected.Broken, found.Results.Where(r => r.Status == RuleStatus.Error).Select(r => r.Rule), differences);
        Compare("fees", expected.Fees, found.Fees, differences);
        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    private static void Compare(string what, IReadOnlyList<string>? expected, IEnumerable<string> found, List<string> differences)
    {
        if (expected is null)
        {
            return;
        }

        var wanted = expected.Order(StringComparer.Ordinal).ToList();
        var got = found.Order(StringComparer.Ordinal).ToList();
        if (!wanted.SequenceEqual(got))
        {
            differences.Add($"{what} expected [{string.Join(", ", wanted)}], found [{string.Join(", ", got)}]");
        }
    }
}
