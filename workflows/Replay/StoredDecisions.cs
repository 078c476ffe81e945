using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>What is read of a decision to replay it.</summary>
internal sealed record StoredDecision(Guid Id, string Subject, string RuleSet, string Facts, DateOnly DecisionDate, Outcome Outcome, string Findings);

/// <summary>Reads the decisions of one set in the order of their identities, page by page.</summary>
internal static class StoredDecisions
{
    private const int PageLines = 1000;

    public static async Task<long> CountAsync(OcrDbContext database, IReadOnlyList<string> sets, CancellationToken stop) =>
        await database.Set<DecisionRow>().LongCountAsync(d => sets.Contains(d.RuleSet), stop);

    /// <summary>Decisions made after the first page was asked for may be left out.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<StoredDecision>> PagesAsync(
        IDbContextFactory<OcrDbContext> databases, string set, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var decisions = database.Set<DecisionRow>().AsNoTracking().Where(d => d.RuleSet == set);
        if (await decisions.OrderByDescending(d => d.Id).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop) is not { } last)
        {
            yield break;
        }

        Guid? after = null;
        while (true)
        {
            var from = after;
            var page = await decisions.Where(d => d.Id.CompareTo(last) <= 0 && (from == null || d.Id.CompareTo(from.Value) > 0)).OrderBy(d => d.Id).Take(PageLines)
                .Select(d => new StoredDecision(d.Id, d.Subject, d.RuleSet, d.Facts, d.DecisionDate, d.Outcome, d.Findings)).ToListAsync(stop);
            if (page.Count > 0)
            {
                yield return page;
                after = page[^1].Id;
            }

            if (page.Count < PageLines)
            {
                yield break;
            }
        }
    }
}
