using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>What is to be noted about a rule set.</summary>
/// <param name="Action">One word, such as <c>approved</c>.</param>
/// <param name="Text">A sentence.</param>
internal sealed record AuditEntry(string RuleSet, string Action, string Text, Guid? Proposal = null, Guid? Version = null);

/// <summary>Who did what to which rule set, written in the transaction of the deed; a chain of hashes for each set.</summary>
public static class AuditTrail
{
    internal static async Task AppendAsync(OcrDbContext database, AuditEntry entry, Actor actor, DateTimeOffset now, CancellationToken stop)
    {
        var pending = database.Set<PublishingEventRow>().Local.Where(e => e.RuleSet == entry.RuleSet).MaxBy(e => e.Sequence);
        Append(database, entry, pending ?? await LastAsync(database, entry.RuleSet, stop), actor, now);
    }

    /// <summary>For who has decided by the last line: one that another has written meanwhile makes the two clash, instead of coming between.</summary>
    /// <param name="last">Null for the first line of the trail.</param>
    internal static void Append(OcrDbContext database, AuditEntry entry, PublishingEventRow? last, Actor actor, DateTimeOffset now)
    {
        var row = new PublishingEventRow
        {
            RuleSet = entry.RuleSet,
            Sequence = (last?.Sequence ?? 0) + 1,
            At = now,
            By = actor.Name,
            Action = entry.Action,
            Text = entry.Text,
            Proposal = entry.Proposal,
            RuleSetVersion = entry.Version,
            Hash = "",
        };
        row.Hash = HashOf(last?.Hash ?? "", row);
        database.Add(row);
    }

    /// <returns>Null when the trail has no line yet.</returns>
    internal static Task<PublishingEventRow?> LastAsync(OcrDbContext database, string trail, CancellationToken stop) =>
        database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == trail).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(stop);

    /// <summary>Notes a deed of the office in a trail of its own, in the transaction of the deed.</summary>
    /// <param name="trail">What it was done to, with a slash, such as <c>approval/12345-it</c>: no rule set's name holds one.</param>
    /// <param name="action">One word, such as <c>reinstated</c>.</param>
    public static Task NoteAsync(OcrDbContext database, string trail, string action, string text, Actor actor, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        return AppendAsync(database, new AuditEntry(trail, action, text), actor, now, stop);
    }

    /// <returns>The first line that is not as it was written, or one past the last when a later one is missing; null when the chain proves itself as far as it goes.</returns>
    public static async Task<int?> VerifyAsync(OcrDbContext database, string ruleSet, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var previous = "";
        var sequence = 0;
        await foreach (var line in database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == ruleSet).OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            sequence++;
            if (line.Sequence != sequence || line.Hash != HashOf(previous, line))
            {
                return sequence;
            }

            previous = line.Hash;
        }

        return null;
    }

    /// <summary>Every line of every trail, with whether it is as it was written; of a trail at fault, the first line at fault and none after it.</summary>
    internal static async IAsyncEnumerable<(string Trail, int Line, bool Holds)> ProveAsync(OcrDbContext database, [EnumeratorCancellation] CancellationToken stop)
    {
        var (trail, hash, sequence, broken) = ("", "", 0, false);
        await foreach (var line in database.Set<PublishingEventRow>().AsNoTracking().OrderBy(e => e.RuleSet).ThenBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (line.RuleSet != trail)
            {
                (trail, hash, sequence, broken) = (line.RuleSet, "", 0, false);
            }

            sequence++;
            if (broken)
            {
                continue;
            }

            broken = line.Sequence != sequence || line.Hash != HashOf(hash, line);
            hash = line.Hash;
            yield return (trail, sequence, !broken);
        }
    }

    private static string HashOf(string previous, PublishingEventRow line) => CanonicalJson.Sha256(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new object?[] { previous, line.RuleSet, line.Sequence, line.At.UtcTicks, line.By, line.Action, line.Text, line.Proposal, line.RuleSetVersion })));
}
