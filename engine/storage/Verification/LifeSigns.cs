using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Verification;

/// <summary>The one question behind "nothing sleeps unnoticed", asked alike by pages and by <c>verify</c>.</summary>
public static class LifeSigns
{
    /// <summary>Unfinished instances that nothing will wake: no timer, no bookmark, no task, no child, no open incident, and nobody has suspended them.</summary>
    public static IQueryable<InstanceRow> Asleep(OcrDbContext database, IQueryable<InstanceRow> instances)
    {
        ArgumentNullException.ThrowIfNull(database);
        return instances.Where(i => i.Status == InstanceStatus.Running
            && i.SubStatus != InstanceSubStatus.OnHold
            && !database.Set<IncidentRow>().Any(n => n.InstanceId == i.Id && n.ResolvedAt == null)
            && !database.Set<TimerRow>().Any(t => t.InstanceId == i.Id)
            && !database.Set<BookmarkRow>().Any(b => b.InstanceId == i.Id)
            && !database.Set<TaskRow>().Any(t => t.InstanceId == i.Id));
    }
}
