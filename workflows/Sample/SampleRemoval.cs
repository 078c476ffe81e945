using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Sample;

/// <summary>Removes sample data, the engine's rows that came of it included, in one transaction.</summary>
internal static class SampleRemoval
{
    private const int Chunk = 500;
    private static readonly string[] Reversals = ["approval-reinstated", "lapse-undone"];

    public static async Task<SampleRemoved> RunAsync(IDbContextFactory<OcrDbContext> databases, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var rows = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await DecisionsAsync(database, rows, stop);
        await NoticesAsync(database, rows, stop);
        await WorkflowsAsync(database, rows, stop);
        await RegisterAsync(database, rows, stop);
        await transaction.CommitAsync(stop);
        return new SampleRemoved(rows);
    }

    /// <summary>All decisions ever made about a sample entry, approval or centre, not only those that stand.</summary>
    private static async Task DecisionsAsync(OcrDbContext database, SortedDictionary<string, int> rows, CancellationToken stop)
    {
        var subjects = new List<string>();
        subjects.AddRange((await database.Set<Entry>().Where(e => e.IsSample).Select(e => e.Id).ToListAsync(stop)).Select(id => $"entry:{id:D}"));
        subjects.AddRange((await database.Set<Approval>().Where(a => a.IsSample).Select(a => a.Reference).ToListAsync(stop)).Select(r => $"approval:{r}"));
        subjects.AddRange((await database.Set<Centre>().Where(c => c.IsSample).Select(c => c.Number).ToListAsync(stop)).Select(n => $"centre:{n}"));
        Count(rows, "decisions", await database.Set<DecisionRow>().Where(d => d.Subject.Contains(":" + SampleProcesses.Mark)).ExecuteDeleteAsync(stop));
        foreach (var some in subjects.Chunk(Chunk))
        {
            Count(rows, "decisions", await database.Set<DecisionRow>().Where(d => some.Contains(d.Subject)).ExecuteDeleteAsync(stop));
        }
    }

    private static async Task NoticesAsync(OcrDbContext database, SortedDictionary<string, int> rows, CancellationToken stop)
    {
        var sample = database.Set<Centre>().Where(c => c.IsSample);
        Count(rows, "notices", await database.Set<OutboxRow>().Where(o => o.Kind == "centre-lapsed" && sample.Any(c => o.Key.StartsWith("centre-lapsed:" + c.Number))).ExecuteDeleteAsync(stop));
        var approvals = database.Set<Approval>().Where(a => a.IsSample);
        Count(rows, "notices", await database.Set<OutboxRow>().Where(o => o.Kind == "decisions-remade" && sample.Any(c => o.Key.Contains(":" + c.Number + ":"))).ExecuteDeleteAsync(stop));
        foreach (var kind in Reversals)
        {
            Count(rows, "notices", await database.Set<OutboxRow>().Where(o => o.Kind == kind
                && (sample.Any(c => o.Key.StartsWith(kind + ":" + c.Number + ":")) || approvals.Any(a => o.Key.StartsWith(kind + ":" + a.Reference + ":")))).ExecuteDeleteAsync(stop));
        }

        Count(rows, "notices", await database.Set<OutboxRow>().Where(o => o.Kind == "approval-lapsed" && approvals.Any(a => o.Key.StartsWith("approval-lapsed:" + a.Reference + ":"))).ExecuteDeleteAsync(stop));
    }

    private static async Task WorkflowsAsync(OcrDbContext database, SortedDictionary<string, int> rows, CancellationToken stop)
    {
        var instances = await database.Set<Approval>().Where(a => a.IsSample && a.DeliveryInstance != null).Select(a => a.DeliveryInstance!.Value)
            .Concat(database.Set<Claim>().Where(c => c.IsSample && c.Instance != null).Select(c => c.Instance!.Value))
            .ToListAsync(stop);
        var sample = database.Set<Centre>().Where(c => c.IsSample).Select(c => c.Number);
        instances.AddRange(await database.Set<InstanceRow>().Where(i => i.CentreNumber != null && sample.Contains(i.CentreNumber)).Select(i => i.Id).ToListAsync(stop));
        foreach (var some in instances.Distinct().Chunk(Chunk))
        {
            Count(rows, "notices", await database.Set<OutboxRow>().Where(r => r.InstanceId != null && some.Contains(r.InstanceId.Value)).ExecuteDeleteAsync(stop));
            Count(rows, "journal lines", await database.Set<JournalRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "bookmarks", await database.Set<BookmarkRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "timers", await database.Set<TimerRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "tasks", await database.Set<TaskRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "requests", await database.Set<RequestRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "incidents", await database.Set<IncidentRow>().Where(r => some.Contains(r.InstanceId)).ExecuteDeleteAsync(stop));
            Count(rows, "workflows", await database.Set<InstanceRow>().Where(r => some.Contains(r.Id)).ExecuteDeleteAsync(stop));
        }
    }

    private static async Task RegisterAsync(OcrDbContext database, SortedDictionary<string, int> rows, CancellationToken stop)
    {
        Count(rows, "remade decisions", await database.Set<RemadeDecision>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "certificates", await database.Set<Certificate>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "claim lines", await database.Set<ClaimLine>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "claims", await database.Set<Claim>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "visits", await database.Set<QaVisit>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "charges", await database.Set<Charge>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "sittings", await database.Set<Sitting>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "entries", await database.Set<Entry>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "imports", await database.Set<ImportRun>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "candidates", await database.Set<Candidate>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "approvals", await database.Set<Approval>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
        Count(rows, "centres", await database.Set<Centre>().Where(r => r.IsSample).ExecuteDeleteAsync(stop));
    }

    private static void Count(SortedDictionary<string, int> rows, string table, int removed) => rows[table] = rows.GetValueOrDefault(table) + removed;
}
