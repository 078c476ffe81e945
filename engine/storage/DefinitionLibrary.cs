using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <param name="Version">The new current version; null when refused or unchanged.</param>
public sealed record DefinitionPublishResult(DefinitionVersionRow? Version, bool Unchanged, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Why it was refused, where it is not for a fault of the file.</summary>
    public Refusal? Refusal { get; init; }

    public bool Refused => Refusal is not null || Diagnostics.Any(d => d.IsError);
}

/// <param name="Version">The number given at publishing, which instances keep; not the one in the file.</param>
public sealed record PublishedDefinition(int Version, WorkflowDefinition Definition);

/// <summary>Workflow definitions: compiled once per version and kept.</summary>
public sealed class DefinitionLibrary : IDisposable
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly ActivityCatalogue _catalogue;
    private readonly RefusedChanges _refused;
    private readonly PublishingOptions _options;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;
    private readonly ILogger<DefinitionLibrary> _log;
    private readonly SemaphoreSlim _oneChange = new(1, 1);
    private readonly ConcurrentDictionary<(string DefinitionId, int Version), WorkflowDefinition> _compiled = new();
    private ImmutableSortedDictionary<string, int> _versions = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    internal DefinitionLibrary(
        IDbContextFactory<OcrDbContext> databases, ActivityCatalogue catalogue, RefusedChanges refused, PublishingOptions options, IIdSource ids, TimeProvider time, ILogger<DefinitionLibrary> log) =>
        (_databases, _catalogue, _refused, _options, _ids, _time, _log) = (databases, catalogue, refused, options, ids, time, log);

    private ImmutableSortedDictionary<string, int> Versions => Volatile.Read(ref _versions);

    public IReadOnlyCollection<string> Ids => [.. Versions.Keys];

    /// <exception cref="KeyNotFoundException">No version of that definition was ever published.</exception>
    public WorkflowDefinition Current(string definitionId) => CurrentVersion(definitionId).Definition;

    /// <exception cref="KeyNotFoundException">No version of that definition was ever published.</exception>
    public PublishedDefinition CurrentVersion(string definitionId) => Versions.TryGetValue(definitionId, out var version)
        ? new PublishedDefinition(version, _compiled[(definitionId, version)])
        : throw new KeyNotFoundException($"There is no workflow definition {definitionId}; publish one first.");

    /// <summary>The version an instance runs on.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    /// <exception cref="InvalidOperationException">This build cannot run it.</exception>
    public async Task<WorkflowDefinition> GetAsync(string definitionId, int version, CancellationToken stop)
    {
        if (_compiled.TryGetValue((definitionId, version), out var known))
        {
            return known;
        }

        await using var database = await _databases.CreateDbContextAsync(stop);
        return await GetAsync(database, definitionId, version, stop);
    }

    /// <summary>The same, read through a context that is at hand.</summary>
    internal async Task<WorkflowDefinition> GetAsync(OcrDbContext database, string definitionId, int version, CancellationToken stop)
    {
        if (_compiled.TryGetValue((definitionId, version), out var known))
        {
            return known;
        }

        var row = await database.Set<DefinitionVersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.DefinitionId == definitionId && v.Version == version, stop)
            ?? throw new KeyNotFoundException($"There is no version {version} of the workflow definition {definitionId}.");
        return _compiled.GetOrAdd((definitionId, version), Compile(row));
    }

    /// <summary>Accepts new content or refuses it with every fault. Instances that run keep their version.</summary>
    public Task<DefinitionPublishResult> PublishAsync(string file, ReadOnlyMemory<byte> content, string origin, Actor actor, CancellationToken stop) =>
        ChangeAsync(file, content, new Provenance(origin, actor), null, stop);

    /// <summary>Makes an earlier version current again for new instances, under a number of its own, with origin <c>rollback</c>: at once, by one person, and never in silence.</summary>
    /// <param name="reason">Stands on the version and in the audit trail.</param>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async Task<PublishResult> RollBackAsync(Guid version, string reason, Actor actor, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var database = await _databases.CreateDbContextAsync(stop);
        var row = await database.Set<DefinitionVersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == version, stop)
            ?? throw new KeyNotFoundException($"There is no version {version} of a workflow definition.");
        if (_options.ApprovalNeeded && !RuleSetLibrary.IsApproved(row))
        {
            return PublishResult.For(new Refusal("never-approved", $"Version {row.Version} of {row.DefinitionId} was never approved by a second person, so one person alone cannot make it current. Propose its text instead."));
        }

        var what = $"version {row.Version} ({row.ContentHash[..12]}) of {row.PublishedAt:yyyy-MM-dd HH:mm} UTC";
        var from = new Provenance("rollback", actor)
        {
            Comment = $"Back to {what}: {reason}",
            ApprovedBy = row.ApprovedBy,
            Audited = ("rolled-back", $"One person alone made {what} current again: {reason}"),
        };
        var result = await ChangeAsync($"{row.DefinitionId}.json", Encoding.UTF8.GetBytes(row.Content), from, null, stop);
        if (result.Version is not null)
        {
            _log.LogWarning("Workflow {Definition}: {Person} alone rolled back to {Version}: {Reason}", row.DefinitionId, actor.Name, what, reason);
        }

        return DefinitionKind.Of(result);
    }

    /// <summary>The definition that a text holds, with every fault.</summary>
    internal DefinitionLoad Read(string file, ReadOnlyMemory<byte> content) => WorkflowDefinition.Read(file, content.Span, _catalogue);

    internal async Task<DefinitionPublishResult> ChangeAsync(string file, ReadOnlyMemory<byte> content, Provenance from, PublicationGuard? guard, CancellationToken stop)
    {
        await _oneChange.WaitAsync(stop);
        try
        {
            return await Clashes.RetryAsync(_databases, database => PublishOnceAsync(database, file, content, from, guard, stop), stop);
        }
        finally
        {
            _oneChange.Release();
        }
    }

    /// <summary>Takes over what another host has published since; cheap when nothing has changed.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var current = await database.Set<DefinitionVersionRow>().Where(v => v.IsCurrent).Select(v => new { v.DefinitionId, v.Version }).ToListAsync(stop);
        foreach (var version in current.Where(v => Versions.GetValueOrDefault(v.DefinitionId) < v.Version))
        {
            try
            {
                await GetAsync(database, version.DefinitionId, version.Version, stop);
                TakeOver(version.DefinitionId, version.Version);
            }
            catch (InvalidOperationException failure)
            {
                _log.LogError(failure, "Version {Version} of workflow {Definition} does not load here; new instances begin on the last good one", version.Version, version.DefinitionId);
            }
        }
    }

    public void Dispose() => _oneChange.Dispose();

    private async Task<DefinitionPublishResult> PublishOnceAsync(
        OcrDbContext database, string file, ReadOnlyMemory<byte> content, Provenance from, PublicationGuard? guard, CancellationToken stop)
    {
        var load = Read(file, content);
        var hash = CanonicalJson.Sha256(content.Span);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        if (load.Definition is not { } definition)
        {
            await _refused.RefuseAsync(database, ContentKinds.Workflow, Path.GetFileNameWithoutExtension(file), hash, load.Diagnostics, from.Actor, stop);
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return new DefinitionPublishResult(null, Unchanged: false, load.Diagnostics);
        }

        var id = definition.DefinitionId;
        if (guard is not null && await guard.Before(database, await DefinitionCheck.RunAsync(database, this, load, id, stop)) is { } refusal)
        {
            return new DefinitionPublishResult(null, Unchanged: false, []) { Refusal = refusal };
        }

        await _refused.CloseAsync(database, ContentKinds.Workflow, id, stop);
        await _refused.CloseAsync(database, ContentKinds.Workflow, Path.GetFileNameWithoutExtension(file), stop);
        var current = await database.Set<DefinitionVersionRow>().AsNoTracking().Where(v => v.DefinitionId == id && v.IsCurrent).SingleOrDefaultAsync(stop);
        var row = current?.ContentHash == hash ? null : await AddAsync(database, id, hash, content, from, stop);
        var result = new DefinitionPublishResult(row, Unchanged: row is null, load.Diagnostics);
        if (guard is not null)
        {
            await guard.After(database, DefinitionKind.Of(result));
        }

        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        var version = (row ?? current!).Version;
        _compiled[(id, version)] = definition;
        TakeOver(id, version);
        return result;
    }

    private async Task<DefinitionVersionRow> AddAsync(
        OcrDbContext database, string id, string hash, ReadOnlyMemory<byte> content, Provenance from, CancellationToken stop)
    {
        // Two hosts that publish at once arrive at the same number; the second finds it taken, and starts afresh.
        var versions = database.Set<DefinitionVersionRow>().Where(v => v.DefinitionId == id);
        var last = await versions.MaxAsync(v => (int?)v.Version, stop) ?? 0;
        await versions.Where(v => v.IsCurrent).ExecuteUpdateAsync(set => set.SetProperty(v => v.IsCurrent, false), stop);
        var row = new DefinitionVersionRow
        {
            Id = _ids.Next(),
            DefinitionId = id,
            Version = last + 1,
            ContentHash = hash,
            Content = Encoding.UTF8.GetString(content.Span),
            PublishedAt = _time.GetUtcNow(),
            PublishedBy = from.Actor.Name,
            Origin = from.Origin,
            Comment = from.Comment,
            Proposal = from.Proposal,
            ApprovedBy = from.ApprovedBy,
            IsCurrent = true,
        };
        database.Add(row);
        var (action, text) = from.Audited ?? ("published", $"Version {row.Version} ({hash[..12]}) is live for new instances, from {from.Origin}.");
        await AuditTrail.AppendAsync(database, new AuditEntry(ContentKinds.Trail(ContentKinds.Workflow, id), action, text, from.Proposal, row.Id), from.Actor, row.PublishedAt, stop);
        return row;
    }

    /// <summary>Versions only grow, so the larger one wins whoever comes first.</summary>
    private void TakeOver(string definitionId, int version) => ImmutableInterlocked.Update(
        ref _versions, current => current.GetValueOrDefault(definitionId) < version ? current.SetItem(definitionId, version) : current);

    private WorkflowDefinition Compile(DefinitionVersionRow row)
    {
        var load = WorkflowDefinition.Read($"{row.DefinitionId}.json", Encoding.UTF8.GetBytes(row.Content), _catalogue);
        return load.Definition ?? throw new InvalidOperationException(
            $"Version {row.Version} of the workflow definition {row.DefinitionId} cannot be run by this build: {string.Join(' ', load.Diagnostics.Where(d => d.IsError))}");
    }
}
