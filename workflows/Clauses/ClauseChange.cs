using OcrWorkflows.Centres.Reference;

namespace OcrWorkflows.Centres.Clauses;

public enum ClauseChangeKind
{
    Added,
    Removed,
    Reworded,
}

/// <summary>A clause that another edition has differently.</summary>
/// <param name="Before">Null when it was added.</param>
/// <param name="After">Null when it was removed.</param>
public sealed record ClauseChange(string Id, ClauseChangeKind Kind, Clause? Before, Clause? After)
{
    /// <summary>What differs between two editions, in the order of the one in force, what is new last. Topic and actor count with the text; tests and guidance are ours and do not.</summary>
    public static IReadOnlyList<ClauseChange> Between(IReadOnlyList<Clause> now, IReadOnlyList<Clause> then)
    {
        var after = then.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var before = now.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Where(c => !after.ContainsKey(c.Id)).Select(c => new ClauseChange(c.Id, ClauseChangeKind.Removed, c, null))
                .Concat(now.Where(c => after.TryGetValue(c.Id, out var other) && (c.Text, c.Topic, c.Actor) != (other.Text, other.Topic, other.Actor))
                    .Select(c => new ClauseChange(c.Id, ClauseChangeKind.Reworded, c, after[c.Id])))
                .OrderBy(c => now.TakeWhile(n => n.Id != c.Id).Count()),
            .. then.Where(c => !before.Contains(c.Id)).Select(c => new ClauseChange(c.Id, ClauseChangeKind.Added, null, c)),
        ];
    }
}
