using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
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

    public static async Task<long> CountAsync(OcrDbContext database, IReadOnlyList<string> sets, DateOnly? standingSince, CancellationToken stop) =>
        await Wanted(database, standingSince).LongCountAsync(d => sets.Contains(d.RuleSet), stop);

    private static IQueryable<DecisionRow> Wanted(OcrDbContext database, DateOnly? standingSince) => standingSince is not { } day
        ? database.Set<DecisionRow>().AsNoTracking()
        : database.Set<DecisionRow>().AsNoTracking().Where(d => d.DecisionDate >= day && !database.Set<RemadeDecision>().Any(r => r.OldDecision == d.Id));

    /// <summary>Decisions made after the first page was asked for may be left out.</summary>
    /// <param name="standingSince">Only those dated on this day or later that no other has replaced; null for all.</param>
    public static async IAsyncEnumerable<IReadOnlyList<StoredDecision>> PagesAsync(
        IDbContextFactory<OcrDbContext> databases, string set, DateOnly? standingSince, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var decisions = Wanted(database, standingSince).Where(d => d.RuleSet == set);
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
