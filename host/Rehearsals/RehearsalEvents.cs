using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Rehearsals;

/// <summary>Sees what each step of a rehearsal has changed, by what was there before.</summary>
internal sealed class RehearsalEvents(IDbContextFactory<OcrDbContext> databases, LetterWriter letters)
{
    private readonly List<RehearsedEvent> _events = [];
    private readonly HashSet<object> _seen = [];
    private readonly Dictionary<(InstanceId, string), (TaskRow Task, string About)> _open = [];
    private readonly Dictionary<string, bool> _lapsed = new(StringComparer.Ordinal);
    private CentreStatus? _status;
    private DateOnly _begun;

    /// <summary>What is there at the beginning is not to come; only what then becomes of it.</summary>
    /// <param name="first">The day on which the rehearsal begins.</param>
    public async Task BeginAsync(DateOnly first, CancellationToken stop)
    {
        _begun = first;
        await LookAsync(DateTimeOffset.MinValue, stop);
        _events.Clear();
    }

    /// <summary>By time; what comes at once by what it is about.</summary>
    /// <param name="last">Deadlines after it are left out, like those that had passed when the rehearsal began.</param>
    public IReadOnlyList<RehearsedEvent> All(DateOnly last) =>
        [.. _events.Concat(_open.Values.Where(o => o.Task.DueOn >= _begun && o.Task.DueOn <= last).Select(o => Deadline(o.Task, o.About)))
            .OrderBy(e => e.At).ThenBy(e => e.About, StringComparer.Ordinal).ThenBy(e => e.Kind).ThenBy(e => e.Text, StringComparer.Ordinal)];

    public async Task LookAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var instances = await database.Set<InstanceRow>().AsNoTracking().Where(i => i.UpdatedAt >= now)
            .Select(i => new { i.Id, i.DefinitionId, i.Name, i.CorrelationId, i.SubStatus, i.Status }).ToListAsync(stop);
        foreach (var one in instances)
        {
            var about = one.Name ?? one.CorrelationId ?? one.DefinitionId;
            if (_seen.Add(one.Id))
            {
                Add(now, RehearsedKind.Workflow, $"{Written.Words(one.DefinitionId)} begins", about);
            }

            if (one.Status == InstanceStatus.Finished && _seen.Add((one.Id, "ended")))
            {
                Add(now, RehearsedKind.Workflow, $"{Written.Words(one.DefinitionId)} ends: {one.SubStatus}", about);
            }
        }

        await TasksAsync(database, now, stop);
        await LettersAsync(database, now, stop);
        await VisitsAsync(database, now, stop);
        await LapsesAsync(database, now, stop);
        foreach (var incident in await database.Set<IncidentRow>().AsNoTracking().Where(i => i.At >= now).ToListAsync(stop))
        {
            if (_seen.Add((incident.InstanceId, incident.ActivityInstanceId, incident.At)))
            {
                Add(now, RehearsedKind.Incident, $"{incident.ActivityId} fails: {incident.Message}", await AboutAsync(database, incident.InstanceId, stop));
            }
        }
    }

    /// <summary>What should have lapsed and could not: said once, though each sweep tries again.</summary>
    public void Stayed(DateTimeOffset now, IEnumerable<LapseLine> lines)
    {
        foreach (var line in lines.Where(l => _seen.Add(("stayed", l.Scope, l.Covers))))
        {
            Add(now, RehearsedKind.Incident, $"It should lapse and does not: {line.Reason}", line.ApprovalReference);
        }
    }

    /// <summary>Timers that threw: they are tried again later, and what should have followed has not.</summary>
    public void NotFired(DateTimeOffset now, int timers)
    {
        if (timers > 0 && _seen.Add("not fired"))
        {
            Add(now, RehearsedKind.Incident, $"{Written.Count(timers, "timer")} could not fire, so what follows from here on is not whole; the workflows they belong to need a look", "");
        }
    }

    private async Task TasksAsync(OcrDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        var tasks = await database.Set<TaskRow>().AsNoTracking().ToListAsync(stop);
        foreach (var task in tasks.Where(t => !_open.ContainsKey((t.InstanceId, t.BookmarkId))))
        {
            var about = await AboutAsync(database, task.InstanceId, stop);
            _open[(task.InstanceId, task.BookmarkId)] = (task, about);
            Add(now, RehearsedKind.Task, $"{task.Title}, for {task.Role ?? "any staff"}{(task.DueOn is { } due ? $", due {Written.Full(due)}" : "")}", about);
        }

        var there = tasks.Select(t => (t.InstanceId, t.BookmarkId)).ToHashSet();
        foreach (var gone in _open.Keys.Where(k => !there.Contains(k)).ToList())
        {
            // Taken away by its workflow; a deadline before that still passed.
            _open.Remove(gone, out var was);
            if (was.Task.DueOn is { } due && due >= _begun && due < WorkingCalendar.LocalDate(now))
            {
                _events.Add(Deadline(was.Task, was.About));
            }
        }
    }

    private async Task LettersAsync(OcrDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var message in await database.Set<OutboxRow>().AsNoTracking().Where(o => o.CreatedAt >= now).OrderBy(o => o.CreatedAt).ToListAsync(stop))
        {
            if (_seen.Add(message.Id))
            {
                Add(now, RehearsedKind.Letter, await SubjectAsync(message, now, stop), message.InstanceId is { } id ? await AboutAsync(database, id, stop) : "");
            }
        }
    }

    /// <summary>The subject as it would be written then; what keeps it from being written, when something does.</summary>
    private async Task<string> SubjectAsync(OutboxRow message, DateTimeOffset now, CancellationToken stop)
    {
        try
        {
            return (await letters.WriteAsync(message.Kind, message.Payload, now, stop)).Subject;
        }
        catch (LetterException fault)
        {
            return $"{Written.Words(message.Kind)} could not be written: {fault.Message}";
        }
    }

    private async Task VisitsAsync(OcrDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var visit in await database.Set<QaVisit>().AsNoTracking().ToListAsync(stop))
        {
            if (_seen.Add(visit.Id))
            {
                Add(now, RehearsedKind.Visit, $"Visit planned for {Written.Full(visit.PlannedFrom)} to {Written.Full(visit.PlannedTo)}", visit.ApprovalReference);
            }
        }
    }

    private async Task LapsesAsync(OcrDbContext database, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var approval in await database.Set<Approval>().AsNoTracking().Select(a => new { a.Reference, a.Status }).ToListAsync(stop))
        {
            Lapse(now, approval.Reference, approval.Status == ApprovalStatus.Lapsed, $"Approval {approval.Reference} lapses", approval.Reference);
        }

        foreach (var centre in await database.Set<Centre>().AsNoTracking().ToListAsync(stop))
        {
            Lapse(now, centre.Number, centre.VocationalApprovalLapsedOn is not null, "The vocational approval of the centre as a whole lapses", "");
            if (centre.Status is CentreStatus.Approved or CentreStatus.Suspended && _status != centre.Status)
            {
                Add(now, RehearsedKind.Status, centre.Status == CentreStatus.Suspended ? "The centre is suspended" : "The centre is in good standing", "");
                _status = centre.Status;
            }
        }
    }

    private void Lapse(DateTimeOffset now, string reference, bool lapsed, string text, string about)
    {
        if (lapsed && !_lapsed.GetValueOrDefault(reference))
        {
            Add(now, RehearsedKind.Lapse, text, about);
        }

        _lapsed[reference] = lapsed;
    }

    private static RehearsedEvent Deadline(TaskRow task, string about) => new(
        WorkingCalendar.EndOf(task.DueOn!.Value), RehearsedKind.Deadline, string.Create(CultureInfo.InvariantCulture, $"Nobody has done: {task.Title}"), about);

    private static async Task<string> AboutAsync(OcrDbContext database, InstanceId id, CancellationToken stop)
    {
        var instance = await database.Set<InstanceRow>().AsNoTracking().Where(i => i.Id == id).Select(i => new { i.Name, i.CorrelationId, i.DefinitionId }).FirstOrDefaultAsync(stop);
        return instance?.Name ?? instance?.CorrelationId ?? instance?.DefinitionId ?? "";
    }

    private void Add(DateTimeOffset now, RehearsedKind kind, string text, string about) => _events.Add(new RehearsedEvent(now, kind, text, about));
}
