using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Expressions;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>What a changed definition would mean for the instances that have begun: they keep their version until somebody migrates them.</summary>
/// <param name="Unfinished">How many have not ended, on any version.</param>
/// <param name="Versions">By version, newest first.</param>
public sealed record RunningInstances(int Unfinished, IReadOnlyList<RunningVersion> Versions);

/// <param name="WithoutTarget">Places of that version where instances stand, and that a migration would need a mapping for.</param>
public sealed record RunningVersion(int Version, int Unfinished, IReadOnlyList<PlaceWithoutTarget> WithoutTarget);

/// <param name="Instances">How many stand there.</param>
/// <param name="Why">What the proposed definition has, or has not, under that name.</param>
public sealed record PlaceWithoutTarget(string Activity, int Instances, string Why);

/// <summary>Checks a definition that is to be published.</summary>
internal static class DefinitionCheck
{
    /// <param name="name">The definition it is to be a version of.</param>
    public static async Task<DraftCheck> RunAsync(OcrDbContext database, DefinitionLibrary library, DefinitionLoad load, string name, CancellationToken stop)
    {
        var diagnostics = load.Diagnostics.ToList();
        if (load.Definition is { } read && read.DefinitionId != name)
        {
            diagnostics.Add(new Diagnostic("STO002", DiagnosticSeverity.Error, $"{name}.json", 1, 1, "$.definitionId",
                $"The text is a definition of {read.DefinitionId}, not of {name}.", $"Give it the definitionId {name}, or put it forward as a change of {read.DefinitionId}."));
        }

        return new DraftCheck
        {
            Affected = [],
            Diagnostics = diagnostics,
            Cases = 0,
            OwnFailing = 0,
            FailingCases = [],
            UnseenRules = [],
            BaseVersion = await database.Set<DefinitionVersionRow>().Where(v => v.DefinitionId == name && v.IsCurrent).Select(v => (Guid?)v.Id).FirstOrDefaultAsync(stop),
            Replays = false,
            Running = load.Definition is { } definition && diagnostics.TrueForAll(d => !d.IsError) ? await RunningAsync(database, library, definition, stop) : null,
        };
    }

    private static async Task<RunningInstances> RunningAsync(OcrDbContext database, DefinitionLibrary library, WorkflowDefinition target, CancellationToken stop)
    {
        var id = target.DefinitionId;
        var unfinished = database.Set<InstanceRow>().AsNoTracking().Where(i => i.DefinitionId == id && i.SubStatus != InstanceSubStatus.Finished && i.SubStatus != InstanceSubStatus.Cancelled);
        var counts = await unfinished.GroupBy(i => i.DefinitionVersion).Select(g => new { Version = g.Key, Count = g.Count() }).ToListAsync(stop);
        var places = await unfinished.Join(Places(database), i => i.Id, p => p.InstanceId, (i, p) => new { i.DefinitionVersion, p.ActivityId, p.InstanceId })
            .Distinct().GroupBy(p => new { p.DefinitionVersion, p.ActivityId }).Select(g => new { g.Key.DefinitionVersion, g.Key.ActivityId, Count = g.Count() }).ToListAsync(stop);
        var versions = new List<RunningVersion>();
        foreach (var count in counts.OrderByDescending(c => c.Version))
        {
            var before = await library.GetAsync(database, id, count.Version, stop);
            versions.Add(new RunningVersion(count.Version, count.Count, [.. places.Where(p => p.DefinitionVersion == count.Version).OrderBy(p => p.ActivityId, StringComparer.Ordinal)
                .Select(p => new PlaceWithoutTarget(p.ActivityId, p.Count, Against(before, target, p.ActivityId) ?? "")).Where(p => p.Why.Length > 0)]));
        }

        return new RunningInstances(counts.Sum(c => c.Count), versions);
    }

    private static string? Against(WorkflowDefinition before, WorkflowDefinition target, string activity) => target.TypeOf(activity) is not { } type
        ? "the proposed definition has no such activity"
        : before.TypeOf(activity) is { } was && was != type ? $"it is a {was} and would be a {type}" : null;

    private static IQueryable<Place> Places(OcrDbContext database) =>
        database.Set<BookmarkRow>().Select(b => new Place { InstanceId = b.InstanceId, ActivityId = b.ActivityId })
            .Concat(database.Set<TimerRow>().Select(t => new Place { InstanceId = t.InstanceId, ActivityId = t.ActivityId }))
            .Concat(database.Set<TaskRow>().Select(t => new Place { InstanceId = t.InstanceId, ActivityId = t.ActivityId }))
            .Concat(database.Set<IncidentRow>().Where(i => i.ResolvedAt == null).Select(i => new Place { InstanceId = i.InstanceId, ActivityId = i.ActivityId }));

    private sealed class Place
    {
        public InstanceId InstanceId { get; init; }
        public required string ActivityId { get; init; }
    }
}
