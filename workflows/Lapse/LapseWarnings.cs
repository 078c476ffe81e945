using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Lapse;

/// <summary>Writes to centres before something lapses, once at each of <see cref="CentresOptions.LapseWarnDays"/>. The lapse rules themselves are asked about the days to come.</summary>
public sealed class LapseWarnings(IDbContextFactory<OcrDbContext> databases, CentresOptions options, IIdSource ids, TimeProvider time)
{
    private const int Batch = 100;

    private IEnumerable<int> DaysBefore => (options.LapseWarnDays.Count == 0 ? CentresOptions.DefaultLapseWarnDays : options.LapseWarnDays.AsReadOnly()).Where(days => days > 0).Order();

    /// <param name="facts">Of something that stays on <see cref="LapseFacts.DecisionDate"/>.</param>
    /// <returns>Null when it does not lapse within the longest of the settings.</returns>
    internal LapseWarning? For(RuleSet rules, LapseFacts facts, string reference)
    {
        foreach (var days in DaysBefore)
        {
            if (Lapses(rules, facts, days))
            {
                return new LapseWarning(facts.CentreNumber, facts.Covers, reference, facts.InactiveSince, facts.DecisionDate.AddDays(FirstDay(rules, facts, days)), days);
            }
        }

        return null;
    }

    /// <returns>Those that had not been written before.</returns>
    internal async Task<IReadOnlyList<LapseWarning>> WriteAsync(IReadOnlyList<LapseWarning> warnings, CancellationToken stop)
    {
        var written = new List<LapseWarning>();
        foreach (var batch in warnings.Chunk(Batch))
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var keys = batch.Select(KeyOf).ToList();
            var known = (await database.Set<OutboxRow>().Where(o => keys.Contains(o.Key)).Select(o => o.Key).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
            foreach (var warning in batch.Where(w => !known.Contains(KeyOf(w))))
            {
                await WriteAsync(database, warning, stop);
                written.Add(warning);
            }

            await database.SaveChangesAsync(stop);
        }

        return written;
    }

    private Task WriteAsync(OcrDbContext database, LapseWarning warning, CancellationToken stop)
    {
        var payload = new Dictionary<string, object?> { ["centre"] = warning.CentreNumber, ["inactiveSince"] = warning.InactiveSince, ["lapsesOn"] = warning.LapsesOn };
        if (warning.ApprovalReference.Length == 0)
        {
            return Notices.WriteAsync(database, KeyOf(warning), "centre-lapse-warning", payload, null, time.GetUtcNow(), ids, stop);
        }

        (payload["approval"], payload["covers"]) = (warning.ApprovalReference, warning.Covers);
        return Notices.WriteAsync(database, KeyOf(warning), "approval-lapse-warning", payload, null, time.GetUtcNow(), ids, stop);
    }

    private static string KeyOf(LapseWarning warning) =>
        $"lapse-warning:{(warning.ApprovalReference.Length > 0 ? warning.ApprovalReference : warning.CentreNumber)}:{warning.InactiveSince:yyyy-MM-dd}:{warning.DaysBefore}";

    /// <summary>The first day after the decision date, at most <paramref name="within"/> days on, on which it lapses.</summary>
    private static int FirstDay(RuleSet rules, LapseFacts facts, int within)
    {
        var (stays, lapses) = (0, within);
        while (lapses - stays > 1)
        {
            var middle = (stays + lapses) / 2;
            (stays, lapses) = Lapses(rules, facts, middle) ? (stays, middle) : (middle, lapses);
        }

        return lapses;
    }

    private static bool Lapses(RuleSet rules, LapseFacts facts, int daysOn)
    {
        var day = facts.DecisionDate.AddDays(daysOn);
        return rules.Decide(facts with { DecisionDate = day }, day).Outcome == Outcome.Refused;
    }
}
