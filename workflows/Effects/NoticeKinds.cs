namespace OcrWorkflows.Centres.Effects;

/// <summary>The letters that the product's own activities and sweeps ask for, each with the values its messages carry.</summary>
internal static class NoticeKinds
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["approval-lapse-warning"] = ["approval", "centre", "covers", "inactiveSince", "lapsesOn"],
        ["approval-lapsed"] = ["approval", "centre", "covers", "inactiveSince", "openClaims", "openEntries"],
        ["approval-reinstated"] = ["approval", "centre", "covers", "from", "lapsedOn"],
        ["assurer-allocated"] = ["approval", "assurer", "centre"],
        ["centre-lapse-warning"] = ["centre", "inactiveSince", "lapsesOn"],
        ["centre-lapsed"] = ["centre", "inactiveSince", "openClaims", "openEntries"],
        ["certificates-issued"] = ["centre", "certificates", "claim"],
        ["claim-decided"] = ["centre", "claim", "decision"],
        ["claim-overdue"] = ["centre", "claim", "qualification", "visitedOn"],
        ["decisions-remade"] = ["centre", "chargedPence", "creditedPence", "decisions", "ruleSet", "since"],
        ["fee-to-invoice"] = ["fees", "pence", "subject"],
        ["lapse-undone"] = ["approval", "centre", "covers", "from", "lapsedOn"],
        ["visit-planned"] = ["approval", "assurer", "centre", "from", "to"],
    };

    /// <exception cref="InvalidOperationException">The message does not carry what its kind promises to templates.</exception>
    public static void Demand(string kind, IEnumerable<string> values)
    {
        if (All.TryGetValue(kind, out var promised) && !promised.ToHashSet(StringComparer.Ordinal).SetEquals(values))
        {
            throw new InvalidOperationException($"A message of the kind {kind} carries {string.Join(", ", values)}; NoticeKinds promises {string.Join(", ", promised)}.");
        }
    }
}
