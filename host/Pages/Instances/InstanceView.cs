using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages.Diagrams;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.Instances;

/// <summary>One turn as the history tells it: who did what when, and what the workflow then did.</summary>
public sealed record HistoryTurn(DateTimeOffset At, string Actor, IReadOnlyList<JournalRow> Lines)
{
    /// <summary>Lines worth telling: that a step began, or went on, is left out where the turn also tells how it came out.</summary>
    public IReadOnlyList<JournalRow> Telling => Lines.Where(l => l.Event is not ("Started" or "Resumed")).ToList() is { Count: > 0 } told ? told : Lines;
}

/// <summary>What follows when something that is waited for happens.</summary>
public sealed record NextStep(string When, string Then);

/// <summary>Everything about one instance, read at one moment.</summary>
public sealed record InstanceView
{
    private const int MostLines = 400;

    public required InstanceRow Row { get; init; }
    public required InstanceState State { get; init; }
    public required WorkflowDefinition Definition { get; init; }
    public required IReadOnlyList<WaitReason> Waits { get; init; }
    public required IReadOnlyList<TaskRow> Tasks { get; init; }
    public required IReadOnlyList<IncidentRow> Incidents { get; init; }

    /// <summary>Who has which task in hand, by its id; those that somebody has or had.</summary>
    public required IReadOnlyDictionary<string, TaskHolding> Holdings { get; init; }

    /// <summary>Who took, handed back and passed on its tasks, newest first; at most the last 100 lines.</summary>
    public required IReadOnlyList<PublishingEventRow> TaskTrail { get; init; }

    /// <summary>Newest first; at most the last 400 lines.</summary>
    public required IReadOnlyList<HistoryTurn> History { get; init; }
    public required int JournalLines { get; init; }

    public bool IsShortened => JournalLines > MostLines;

    public TaskHolding HoldingOf(TaskRow task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Holdings.GetValueOrDefault(task.BookmarkId, TaskHolding.Nobody);
    }

    public string Title => InstanceTitle.Of(Row.Name, Row.CorrelationId, Definition.Name);

    public DiagramMarks Marks => new(
        State.VisitedActivities,
        [.. Waits.Select(w => w.ActivityId).Distinct()],
        [.. Incidents.Where(i => i.ResolvedAt is null).Select(i => i.ActivityId).Distinct()]);

    /// <summary>What the definition says comes after each thing that is waited for, or that failed.</summary>
    public IReadOnlyList<NextStep> Next => [.. Marks.Failed.Concat(Waits.Select(w => w.ActivityId)).Distinct()
        .SelectMany(at => Definition.DiagramConnections
            .Where(c => c.Source == at)
            .SelectMany(c => Steps(c.Target, []).Select(then => new NextStep(
                Definition.TitleOf(at) + (c.Port is "Done" or "" ? "" : $" ({c.Port})"),
                Definition.TitleOf(then)))))
        .Distinct()];

    /// <summary>The next steps that do something: joins, forks and notes are passed over.</summary>
    private IEnumerable<string> Steps(string activity, HashSet<string> seen)
    {
        var after = Definition.DiagramConnections.Where(c => c.Source == activity).Select(c => c.Target).ToList();
        var type = Definition.DiagramActivities.FirstOrDefault(a => a.Id == activity)?.Type ?? "";
        return after.Count == 0 || DiagramBox.KindOf(type) is not ("Join" or "Fork" or "Note") ? [activity]
            : seen.Add(activity) ? after.SelectMany(a => Steps(a, seen))
            : [];
    }

    /// <returns>Null when there is no such instance, or the viewer may not see it.</returns>
    public static async Task<InstanceView?> ReadAsync(OcrDbContext database, DefinitionLibrary definitions, Viewer viewer, InstanceId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(viewer);
        if (await viewer.Limit(database.Set<InstanceRow>().AsNoTracking()).FirstOrDefaultAsync(i => i.Id == id, stop) is not { } row)
        {
            return null;
        }

        var journal = await database.Set<JournalRow>().AsNoTracking().Where(j => j.InstanceId == id)
            .OrderByDescending(j => j.Sequence).Take(MostLines).ToListAsync(stop);
        return new InstanceView
        {
            Row = row,
            State = InstanceState.FromJson(row.State),
            Definition = await definitions.GetAsync(row.DefinitionId, row.DefinitionVersion, stop),
            Waits = [.. (await WaitReason.OfAsync(database, [id], stop))[id]],
            Tasks = await database.Set<TaskRow>().AsNoTracking().Where(t => t.InstanceId == id).OrderBy(t => t.DueOn).ToListAsync(stop),
            Holdings = await database.Set<TaskHoldingRow>().AsNoTracking().Where(h => h.InstanceId == id).ToDictionaryAsync(h => h.BookmarkId, h => new TaskHolding(h.Holder, h.Since, h.Version), stop),
            TaskTrail = await database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == TaskDesk.TrailOf(id)).OrderByDescending(e => e.Sequence).Take(100).ToListAsync(stop),
            Incidents = await database.Set<IncidentRow>().AsNoTracking().Where(i => i.InstanceId == id).OrderByDescending(i => i.At).ToListAsync(stop),
            History = Turns(journal),
            JournalLines = journal.Count == 0 ? 0 : journal[0].Sequence,
        };
    }

    /// <summary>Neighbouring lines of one request are one turn.</summary>
    private static List<HistoryTurn> Turns(IReadOnlyList<JournalRow> newestFirst)
    {
        var turns = new List<HistoryTurn>();
        var lines = new List<JournalRow>();
        foreach (var line in newestFirst)
        {
            if (lines.Count > 0 && lines[0].RequestId != line.RequestId)
            {
                Close();
            }

            lines.Add(line);
        }

        Close();
        return turns;

        void Close()
        {
            if (lines.Count > 0)
            {
                turns.Add(new HistoryTurn(lines[^1].At, lines[^1].Actor, [.. lines.AsEnumerable().Reverse()]));
                lines.Clear();
            }
        }
    }
}
