using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Demo;

/// <summary>Reads the summary from the database, so that a second run says the same as the first.</summary>
public sealed class SummaryQueries(
    IDbContextFactory<OcrDbContext> databases,
    RuleSetLibrary ruleSets,
    DefinitionLibrary definitions,
    ICalendarSource calendars,
    LapseSweep lapse,
    TimeProvider time)
{
    private const int DueShown = 8;

    public async Task<Summary> ReadAsync(Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var entries = await database.Set<Entry>().Where(e => e.DecisionId != null).GroupBy(e => e.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var charges = await database.Set<Charge>().GroupBy(c => c.FeeCode)
            .Select(g => new ChargeCount(g.Key, g.Count(), g.Sum(c => c.AmountPence))).ToListAsync(stop);
        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        var rehearsal = await lapse.RunAsync(asOf: null, rehearse: true, actor, stop);
        return new Summary
        {
            Centres = await database.Set<Centre>().CountAsync(stop),
            Candidates = await database.Set<Candidate>().CountAsync(stop),
            Accepted = entries.Where(e => e.Key is not (EntryStatus.Refused or EntryStatus.Undecided)).Sum(e => e.Value),
            Refused = entries.GetValueOrDefault(EntryStatus.Refused),
            Undecided = entries.GetValueOrDefault(EntryStatus.Undecided),
            Faulty = await FaultyAsync(database, stop),
            ChargedPence = charges.Sum(c => c.AmountPence),
            Charges = [.. charges.OrderByDescending(c => c.AmountPence)],
            RefusedBy = await RefusedByAsync(database, stop),
            Workflows = await WorkflowsAsync(database, stop),
            TasksWaiting = await database.Set<TaskRow>().CountAsync(stop),
            TasksOverdue = await database.Set<TaskRow>().CountAsync(t => t.DueOn < today, stop),
            DueNext = await DueNextAsync(database, stop),
            WouldLapse = rehearsal.Lapsed.Count,
            LapseExamined = rehearsal.Examined,
            RuleSets = ruleSets.Names.Count,
            Rules = ruleSets.Names.Sum(n => ruleSets.Current(n).Rules.Count(r => r.Set == n)),
        };
    }

    private static async Task<int> FaultyAsync(OcrDbContext database, CancellationToken stop)
    {
        var runs = await database.Set<ImportRun>().AsNoTracking().Where(r => r.FinishedAt != null).Select(r => new { r.ContentHash, r.StartedAt, r.Bad }).ToListAsync(stop);
        return runs.GroupBy(r => r.ContentHash).Sum(g => g.MaxBy(r => r.StartedAt)!.Bad);
    }

    /// <summary>Counts refusing rules over the decisions that stand for refused entries.</summary>
    private static async Task<IReadOnlyList<RefusalCount>> RefusedByAsync(OcrDbContext database, CancellationToken stop)
    {
        var counts = new Dictionary<string, (string[] Clauses, int Lines)>(StringComparer.Ordinal);
        var refusals = from entry in database.Set<Entry>()
                       join decision in database.Set<DecisionRow>() on entry.DecisionId equals decision.Id
                       where entry.Status == EntryStatus.Refused
                       select decision.Findings;
        await foreach (var findings in refusals.AsAsyncEnumerable().WithCancellation(stop))
        {
            using var document = JsonDocument.Parse(findings);
            foreach (var finding in document.RootElement.EnumerateArray().Where(f => Says(f, "severity", nameof(RuleSeverity.Refuse)) && Says(f, "status", nameof(RuleStatus.Failure))))
            {
                var rule = Member(finding, "rule")?.GetString() ?? "";
                var clauses = counts.TryGetValue(rule, out var before) ? before.Clauses : [.. Member(finding, "clauses")?.EnumerateArray().Select(c => c.GetString()!) ?? []];
                counts[rule] = (clauses, before.Lines + 1);
            }
        }

        return [.. counts.Select(c => new RefusalCount(c.Key, c.Value.Clauses, c.Value.Lines)).OrderByDescending(c => c.Lines).ThenBy(c => c.Rule, StringComparer.Ordinal)];
    }

    private static bool Says(JsonElement finding, string name, string value) =>
        Member(finding, name) is { ValueKind: JsonValueKind.String } found && string.Equals(found.GetString(), value, StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement element, string name) =>
        element.EnumerateObject().Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(p => (JsonElement?)p.Value).FirstOrDefault();

    private static async Task<IReadOnlyList<WorkflowCount>> WorkflowsAsync(OcrDbContext database, CancellationToken stop)
    {
        var found = await database.Set<InstanceRow>().GroupBy(i => new { i.DefinitionId, i.Status, i.HasIncident })
            .Select(g => new { g.Key.DefinitionId, g.Key.Status, g.Key.HasIncident, Count = g.Count() }).ToListAsync(stop);
        return [.. found.GroupBy(f => f.DefinitionId).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new WorkflowCount(
            g.Key,
            g.Where(f => f.Status == InstanceStatus.Running).Sum(f => f.Count),
            g.Where(f => f.Status == InstanceStatus.Finished).Sum(f => f.Count),
            g.Where(f => f.HasIncident).Sum(f => f.Count)))];
    }

    private async Task<IReadOnlyList<DueItem>> DueNextAsync(OcrDbContext database, CancellationToken stop)
    {
        var tasks = await (from task in database.Set<TaskRow>()
                           join instance in database.Set<InstanceRow>() on task.InstanceId equals instance.Id
                           where task.DueOn != null
                           orderby task.DueOn
                           select new { task.Title, task.Role, task.DueOn, instance.CorrelationId, instance.CentreNumber, instance.Id }).Take(DueShown).ToListAsync(stop);
        var timers = await (from timer in database.Set<TimerRow>()
                            join instance in database.Set<InstanceRow>() on timer.InstanceId equals instance.Id
                            orderby timer.DueAt
                            select new { timer.ActivityId, timer.DueAt, timer.Explanation, instance.CorrelationId, instance.CentreNumber, instance.Id, instance.DefinitionId }).Take(DueShown).ToListAsync(stop);
        return
        [
            .. tasks.Select(t => Due(t.Title, t.CorrelationId ?? t.Id.ToString(), t.CentreNumber, t.Role, WorkingCalendar.EndOf(t.DueOn!.Value), null))
                .Concat(timers.Select(t => Due($"timer: {TitleOf(t.DefinitionId, t.ActivityId)}", t.CorrelationId ?? t.Id.ToString(), t.CentreNumber, null, t.DueAt, t.Explanation)))
                .OrderBy(d => d.DueAt).Take(DueShown),
        ];
    }

    private DueItem Due(string what, string about, string? centre, string? role, DateTimeOffset dueAt, string? explanation) =>
        new(what, about, centre, role, dueAt, WorkingDaysTo(dueAt), explanation);

    /// <summary>Working days after today up to and including the last day that is in time.</summary>
    private int? WorkingDaysTo(DateTimeOffset dueAt)
    {
        var now = time.GetUtcNow();
        if (dueAt <= now)
        {
            return null;
        }

        var calendar = calendars.Current;
        var last = WorkingCalendar.LocalDate(dueAt.AddTicks(-1));
        var days = 0;
        for (var day = WorkingCalendar.LocalDate(now).AddDays(1); day <= last; day = day.AddDays(1))
        {
            days += calendar.IsWorkingDay(day) ? 1 : 0;
        }

        return days;
    }

    private string TitleOf(string definitionId, string activityId) => definitions.Current(definitionId).TitleOf(activityId);
}
