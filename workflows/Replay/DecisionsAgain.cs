using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Makes past decisions again: from the stored facts, the stored texts of the rules and the stored lists of fees, and from nothing that is current.</summary>
public sealed class DecisionsAgain(IDbContextFactory<OcrDbContext> databases, RuleSetLibrary library, IFactsCatalogue facts, ReferenceArchive archive)
{
    private const int PageLines = 1000;
    private const int Shown = 20;
    private const string Fees = "fees/";

    private readonly PastRules _rules = new(databases, facts);

    /// <returns>Null when there is no such decision.</returns>
    public async Task<DecisionAgain?> MakeAsync(Guid decision, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == decision, stop);
        return row is null ? null : await MakeAsync(row, stop);
    }

    public async Task<DecisionAgain> MakeAsync(DecisionRow row, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(row);
        var again = await TryAsync(row, stop);
        return new DecisionAgain(
            row.Id, row.Subject, row.RuleSet, row.RuleSetHash, row.DecisionDate, again.Differences.Count == 0, row.Outcome, again.Outcome,
            Hash(row.Facts), Hash(row.Findings), row.HostVersion, library.Find(row.RuleSet)?.Hash == row.RuleSetHash, again.Differences);
    }

    /// <param name="newest">How many, the newest ones; null for all.</param>
    /// <param name="stop">Ends it cleanly: the report then says that it is not complete.</param>
    public async Task<AgainReport> MakeManyAsync(long? newest, IProgress<ReplayProgress>? progress, CancellationToken stop)
    {
        var (all, equal, stored) = (0L, 0L, 0L);
        var first = new List<DecisionAgain>();
        var complete = true;
        try
        {
            stored = await CountAsync(newest, stop);
            await InOrder.RunAsync(PagesAsync(newest, stop), page => MakeAsync(page, stop), page =>
            {
                all += page.Count;
                equal += page.Count(a => a.Equal);
                first.AddRange(page.Where(a => !a.Equal).Take(Shown - first.Count));
                progress?.Report(new ReplayProgress(all, stored));
            }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            complete = false;
        }

        return new AgainReport(complete, stored, all, equal, all - equal, first);
    }

    private async Task<long> CountAsync(long? newest, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var stored = await database.Set<DecisionRow>().LongCountAsync(stop);
        return Math.Min(stored, newest ?? stored);
    }

    private async Task<IReadOnlyList<DecisionAgain>> MakeAsync(IReadOnlyList<DecisionRow> page, CancellationToken stop)
    {
        var made = new List<DecisionAgain>(page.Count);
        foreach (var row in page)
        {
            stop.ThrowIfCancellationRequested();
            made.Add(await MakeAsync(row, stop));
        }

        return made;
    }

    /// <summary>Newest first.</summary>
    private async IAsyncEnumerable<IReadOnlyList<DecisionRow>> PagesAsync(long? newest, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        Guid? before = null;
        for (var left = newest ?? long.MaxValue; left > 0;)
        {
            var from = before;
            var page = await database.Set<DecisionRow>().AsNoTracking().Where(d => from == null || d.Id.CompareTo(from.Value) < 0)
                .OrderByDescending(d => d.Id).Take((int)Math.Min(left, PageLines)).ToListAsync(stop);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page;
            left -= page.Count;
            before = page[^1].Id;
        }
    }

    private async Task<(Outcome? Outcome, IReadOnlyList<AgainDifference> Differences)> TryAsync(DecisionRow row, CancellationToken stop)
    {
        try
        {
            var past = await _rules.FindAsync(row.RuleSet, row.RuleSetHash, row.Used);
            if (past.Set is not { } set)
            {
                return (null, [new AgainDifference("rules", "", row.RuleSetHash, past.Missing!)]);
            }

            var told = CanonicalJson.Read(row.Facts, set.Contract.FactsType);
            var verdict = set.Decide(told, row.DecisionDate);
            var (fees, missing) = await FeesAsync(row.Used, stop);
            if (missing is not null && verdict.Outcome == Outcome.Accepted && verdict.Fees.Any())
            {
                return (null, [missing]);
            }

            var again = Conclusion.Of(verdict, fees, row.DecisionDate);
            return (again.Outcome,
            [
                .. JsonDifferences.Between("facts", row.Facts, CanonicalJson.Write(told)),
                .. JsonDifferences.Between("findings", row.Findings, DecisionWriter.FindingsText(again.Findings)),
                .. again.Outcome == row.Outcome ? Array.Empty<AgainDifference>() : [new AgainDifference("outcome", "", row.Outcome.ToString(), again.Outcome.ToString())],
            ]);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            return (null, [new AgainDifference("facts", "", Hash(row.Facts), $"cannot be decided: {fault.Message}")]);
        }
    }

    /// <summary>The list that the decision names: none when it names none, and a difference when that edition is not kept.</summary>
    private async Task<(FeeList? Fees, AgainDifference? Missing)> FeesAsync(string used, CancellationToken stop)
    {
        var named = PastRules.Read(used).FirstOrDefault(u => u.Key.StartsWith(Fees, StringComparison.Ordinal));
        if (named.Key is null)
        {
            return (null, null);
        }

        var fees = await archive.FeesAsync(named.Key, named.Value, stop);
        return (fees, fees is null ? new AgainDifference("reference data", named.Key, named.Value, "this edition is not kept in the database") : null);
    }

    private static string Hash(string text) => CanonicalJson.Sha256(Encoding.UTF8.GetBytes(text));
}
