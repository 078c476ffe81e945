using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Keeps the rows of incidents: a new one is added, one that the state has dropped is marked as resolved.</summary>
internal static class IncidentWriter
{
    public static async Task WriteAsync(TurnRows rows, InstanceRow instance, InstanceState? before, InstanceState after, DateTimeOffset now, CancellationToken stop)
    {
        if (before is null or { Incidents.Count: 0 } && after.Incidents.Count == 0)
        {
            return;
        }

        var known = (before?.Incidents ?? []).ToHashSet();
        var open = after.Incidents.ToHashSet();
        var resolved = known.Except(open).ToList();
        var raised = open.Except(known).ToList();
        if (resolved.Count == 0 && raised.Count == 0)
        {
            return;
        }

        var stored = await rows.Database.Set<IncidentRow>().AsNoTracking().Where(i => i.InstanceId == instance.Id).ToListAsync(stop);
        var changed = new Dictionary<(string, DateTimeOffset), IncidentRow>();
        foreach (var incident in resolved.Concat(raised))
        {
            var key = (incident.ActivityInstanceId, incident.At);
            if (!changed.TryGetValue(key, out var row))
            {
                row = stored.Find(i => (i.ActivityInstanceId, i.At) == key);
                changed[key] = row ?? (row = New(instance, incident));
                Hold(rows, row, stored.Contains(row));
            }

            row.ActivityId = incident.ActivityId;
            row.Message = incident.Message;
            row.Details = incident.Details;
            row.ResolvedAt = open.Contains(incident) ? null : now;
        }
    }

    private static void Hold(TurnRows rows, IncidentRow row, bool isStored)
    {
        if (isStored)
        {
            rows.Update(row);
        }
        else
        {
            rows.Add(row);
        }
    }

    private static IncidentRow New(InstanceRow instance, Incident incident) => new()
    {
        InstanceId = instance.Id,
        ActivityInstanceId = incident.ActivityInstanceId,
        ActivityId = incident.ActivityId,
        Message = incident.Message,
        Details = incident.Details,
        At = incident.At,
    };
}
