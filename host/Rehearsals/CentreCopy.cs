using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Rehearsals;

/// <summary>Copies all that one centre is and waits for into an empty database, with the rule sets, definitions and calendars in force. The source is only read.</summary>
internal static class CentreCopy
{
    /// <returns>False when there is no such centre.</returns>
    public static async Task<bool> MakeAsync(OcrDbContext source, OcrDbContext target, string centre, CancellationToken stop)
    {
        var copy = new Copier(source, target, stop);
        if (await copy.OfAsync<Centre>(c => c.Number == centre) == 0)
        {
            return false;
        }

        await ContentAsync(copy);
        await RegisterAsync(copy, source, centre);
        await WorkflowsAsync(copy, source, centre);
        await target.SaveChangesAsync(stop);
        return true;
    }

    private static async Task ContentAsync(Copier copy)
    {
        await copy.OfAsync<DefinitionVersionRow>(_ => true);
        await copy.OfAsync<RuleSetVersionRow>(v => v.CurrentName != null);
        await copy.OfAsync<CalendarEditionRow>(_ => true);
    }

    private static async Task RegisterAsync(Copier copy, OcrDbContext source, string centre)
    {
        await copy.OfAsync<Approval>(a => a.CentreNumber == centre);
        await copy.OfAsync<Candidate>(c => c.CentreNumber == centre);
        await copy.OfAsync<Entry>(e => e.CentreNumber == centre);
        await copy.OfAsync<Sitting>(s => s.CentreNumber == centre);
        await copy.OfAsync<Charge>(c => c.CentreNumber == centre);
        await copy.OfAsync<QaVisit>(v => v.CentreNumber == centre);
        await copy.OfAsync<Certificate>(c => c.CentreNumber == centre);
        await copy.OfAsync<Claim>(c => c.CentreNumber == centre);
        await copy.OfAsync<ClaimLine>(l => source.Set<Claim>().Any(c => c.ClaimNumber == l.ClaimNumber && c.CentreNumber == centre));
    }

    /// <summary>Those that have ended are left behind, with the journals: nothing to come depends on them.</summary>
    private static async Task WorkflowsAsync(Copier copy, OcrDbContext source, string centre)
    {
        var running = source.Set<InstanceRow>().Where(i => i.CentreNumber == centre && i.Status == InstanceStatus.Running);
        await copy.OfAsync<InstanceRow>(i => i.CentreNumber == centre && i.Status == InstanceStatus.Running);
        await copy.OfAsync<BookmarkRow>(b => running.Any(i => i.Id == b.InstanceId));
        await copy.OfAsync<TimerRow>(t => running.Any(i => i.Id == t.InstanceId), NobodyFires);
        await copy.OfAsync<TaskRow>(t => running.Any(i => i.Id == t.InstanceId));
        await copy.OfAsync<IncidentRow>(r => running.Any(i => i.Id == r.InstanceId));
        await copy.OfAsync<EarlyEventRow>(e => running.Any(i => i.Id == e.InstanceId));

        // Warnings that went out already are not to be written again.
        var warned = $"lapse-warning:{centre}";
        await copy.OfAsync<OutboxRow>(o => o.Key.StartsWith(warned));
    }

    /// <summary>A host that is about to fire the original keeps nobody from the copy.</summary>
    private static void NobodyFires(TimerRow timer) => (timer.ClaimedBy, timer.ClaimedUntil) = (null, null);

    private sealed class Copier(OcrDbContext source, OcrDbContext target, CancellationToken stop)
    {
        public async Task<int> OfAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>> which, Action<T>? change = null)
            where T : class
        {
            var rows = await source.Set<T>().AsNoTracking().Where(which).ToListAsync(stop);
            rows.ForEach(row => change?.Invoke(row));
            target.AddRange(rows);
            return rows.Count;
        }
    }
}
