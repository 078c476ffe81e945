using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Turns;

namespace OcrWorkflows.Storage.Verification;

/// <summary>Everything that one instance must hold to.</summary>
internal sealed class InstanceCheck(DefinitionLibrary definitions, CalendarArchive calendars)
{
    /// <summary>Looks again when somebody moved the instance meanwhile.</summary>
    private const int MaximumLooks = 20;

    public sealed record Result(IReadOnlyList<(ViolationKind Kind, string Detail)> Faults, int JournalLines, bool Folded);

    public async Task<Result> RunAsync(OcrDbContext database, InstanceRow instance, CancellationToken stop)
    {
        for (var look = 1; ; look++)
        {
            var result = await LookAsync(database, instance, stop);
            if (result.Faults.Count == 0 || look == MaximumLooks)
            {
                return result;
            }

            var now = await database.Set<InstanceRow>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == instance.Id, stop);
            if (now is null)
            {
                return new Result([], 0, Folded: true);
            }

            if (now.Version == instance.Version)
            {
                return result;
            }

            instance = now;
        }
    }

    private async Task<Result> LookAsync(OcrDbContext database, InstanceRow instance, CancellationToken stop)
    {
        var faults = new List<(ViolationKind, string)>();
        var lines = await database.Set<JournalRow>().AsNoTracking().Where(j => j.InstanceId == instance.Id).OrderBy(j => j.Sequence).ToListAsync(stop);
        var broken = JournalChain.Verify(instance, lines);
        if (broken is not null)
        {
            faults.Add((ViolationKind.Chain, $"Line {broken.Sequence}: {broken.Message}"));
        }

        InstanceState state;
        try
        {
            state = InstanceState.FromJson(instance.State);
        }
        catch (FormatException fault)
        {
            faults.Add((ViolationKind.Fold, fault.Message));
            return new Result(faults, lines.Count, Folded: true);
        }

        if (state.PendingEffects.Count > 0 || state.SubStatus is InstanceSubStatus.Executing or InstanceSubStatus.Pending)
        {
            faults.Add((ViolationKind.Half, $"It is {state.SubStatus} with {state.PendingEffects.Count} effects not carried out."));
        }

        if (await WaitsDifferAsync(database, instance, state, stop) is { } difference)
        {
            faults.Add((ViolationKind.Waits, difference));
        }

        foreach (var wait in state.Bookmarks.Where(b => b.ChildInstanceId is not null))
        {
            var child = InstanceId.Parse(wait.ChildInstanceId!);
            if (!await database.Set<InstanceRow>().AnyAsync(i => i.Id == child && i.Status == InstanceStatus.Running, stop))
            {
                faults.Add((ViolationKind.Child, $"{wait.ActivityId} waits for the end of {child}, which does not run."));
            }
        }

        var folded = true;
        if (broken is null)
        {
            var (fault, wasFolded) = await FoldAsync(database, instance, lines, stop);
            folded = wasFolded;
            if (fault is not null)
            {
                faults.Add((ViolationKind.Fold, fault));
            }
        }

        return new Result(faults, lines.Count, folded);
    }

    private async Task<(string? Fault, bool Folded)> FoldAsync(OcrDbContext database, InstanceRow instance, IReadOnlyList<JournalRow> lines, CancellationToken stop)
    {
        try
        {
            var versions = new Dictionary<int, WorkflowDefinition>();
            var editions = new Dictionary<string, WorkingCalendar>(StringComparer.Ordinal);
            foreach (var given in lines.Select(l => TurnGiven.Read(l.Payload)).OfType<TurnGiven>())
            {
                if (!versions.ContainsKey(given.DefinitionVersion))
                {
                    versions[given.DefinitionVersion] = await definitions.GetAsync(database, instance.DefinitionId, given.DefinitionVersion, stop);
                }

                if (!editions.ContainsKey(given.Calendar))
                {
                    editions[given.Calendar] = await calendars.ReadAsync(database, given.Calendar, stop);
                }
            }

            var fold = new JournalFold(v => versions[v], e => editions[e]).Fold(instance.Id, lines);
            return fold.Fault is not null ? (fold.Fault, true)
                : fold.State is null ? (null, false)
                : (JournalFold.Same(fold.State.ToJson(), instance.State) ? null : "The stored state is another than the one that the journal gives.", true);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException or Runtime.Operations.OperationRefusedException)
        {
            return ($"The journal cannot be folded: {fault.Message}", true);
        }
    }

    private static async Task<string?> WaitsDifferAsync(OcrDbContext database, InstanceRow instance, InstanceState state, CancellationToken stop)
    {
        var timers = await database.Set<TimerRow>().AsNoTracking().Where(t => t.InstanceId == instance.Id).Select(t => new { t.BookmarkId, t.DueAt }).ToListAsync(stop);
        var bookmarks = await database.Set<BookmarkRow>().AsNoTracking().Where(b => b.InstanceId == instance.Id).Select(b => b.BookmarkId).ToListAsync(stop);
        var tasks = await database.Set<TaskRow>().AsNoTracking().Where(t => t.InstanceId == instance.Id).Select(t => t.BookmarkId).ToListAsync(stop);
        string?[] differences =
        [
            Compare("timers", state.Bookmarks.Where(b => b.Kind == BookmarkKind.Timer).Select(b => $"{b.Id}@{b.DueAt?.UtcTicks}"), timers.Select(t => $"{t.BookmarkId}@{t.DueAt.UtcTicks}")),
            Compare("bookmarks", state.Bookmarks.Where(b => b.Kind != BookmarkKind.Timer).Select(b => b.Id), bookmarks),
            Compare("tasks", state.Bookmarks.Where(b => b.Task is not null).Select(b => b.Id), tasks),
            state.Status == instance.Status && state.SubStatus == instance.SubStatus ? null : $"the row says {instance.SubStatus}, the state {state.SubStatus}",
            state.Incidents.Count > 0 == instance.HasIncident ? null : "the row and the state disagree about an incident",
        ];
        var found = differences.OfType<string>().ToList();
        return found.Count == 0 ? null : string.Join("; ", found);
    }

    private static string? Compare(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (wanted, there) = (expected.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        return wanted.SetEquals(there) ? null
            : $"{what}: {wanted.Except(there).Count()} missing, {there.Except(wanted).Count()} too many";
    }
}
