using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>Rule sets by name: the database's current versions, compiled once, swapped atomically. A reader never waits.</summary>
public sealed class RuleSetLibrary : IDisposable
{
    /// <summary>Origin of what the product itself brought.</summary>
    public const string Shipped = "shipped";

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly IFactsCatalogue _facts;
    private readonly VersionWriter _versions;
    private readonly PublishingOptions _options;
    private readonly IIdSource _ids;
    private readonly ILogger<RuleSetLibrary> _log;
    private readonly SemaphoreSlim _oneChange = new(1, 1);
    private volatile RuleSetSnapshot _snapshot = RuleSetSnapshot.Empty;

    internal RuleSetLibrary(
        IDbContextFactory<OcrDbContext> databases, IFactsCatalogue facts, VersionWriter versions, PublishingOptions options, IIdSource ids, ILogger<RuleSetLibrary> log) =>
        (_databases, _facts, _versions, _options, _ids, _log) = (databases, facts, versions, options, ids, log);

    public IReadOnlyCollection<string> Names => [.. _snapshot.Entries.Keys];

    /// <summary>The set that decides now.</summary>
    /// <exception cref="KeyNotFoundException">No version of that name was ever published, or this host has not refreshed since.</exception>
    /// <exception cref="InvalidOperationException">The current version does not compile with this build, and there is no earlier one in memory.</exception>
    public RuleSet Current(string name)
    {
        var entry = _snapshot.Entries.GetValueOrDefault(name)
            ?? throw new KeyNotFoundException($"There is no rule set named {name}; publish one first.");
        return entry.Set ?? throw new InvalidOperationException($"The rule set {name} does not compile: {string.Join(' ', entry.Diagnostics.Where(d => d.IsError))}");
    }

    /// <summary>The set that decides now; null when there is none that could.</summary>
    public RuleSet? Find(string name) => _snapshot.Entries.GetValueOrDefault(name)?.Set;

    /// <summary>Accepts new content or refuses it with every fault; also checks the sets that inject it, which are recompiled with it.</summary>
    public async Task<PublishResult> PublishAsync(
        string name, string file, ReadOnlyMemory<byte> rules, ReadOnlyMemory<byte>? cases, string origin, Actor actor, CancellationToken stop) =>
        (await PublishAllAsync([new RuleSetContent(name, file, rules, cases)], origin, actor, stop))[0];

    /// <summary>Offers several at once, in any order though some inject others; each is accepted or refused, in the order given.</summary>
    public Task<IReadOnlyList<PublishResult>> PublishAllAsync(IEnumerable<RuleSetContent> contents, string origin, Actor actor, CancellationToken stop)
    {
        IReadOnlyList<RuleSetContent> offered = [.. contents];
        return ChangeAsync(database => PublishOnceAsync(database, offered, new Provenance(origin, actor), null, stop), stop);
    }

    /// <summary>Makes an earlier version current again, as a new version with origin <c>rollback</c>: at once, by one person, and never in silence.</summary>
    /// <param name="reason">Stands on the version and in the audit trail.</param>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async Task<PublishResult> RollBackAsync(Guid version, string reason, Actor actor, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await using var database = await _databases.CreateDbContextAsync(stop);
        var row = await database.Set<RuleSetVersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == version, stop)
            ?? throw new KeyNotFoundException($"There is no rule set version {version}.");
        if (_options.ApprovalNeeded && !IsApproved(row))
        {
            return PublishResult.For(new Refusal("never-approved", $"The version {row.ContentHash[..12]} of {row.Name} was never approved by a second person, so one person alone cannot make it current. Propose its text instead."));
        }

        var what = $"version {row.ContentHash[..12]} of {row.PublishedAt:yyyy-MM-dd HH:mm} UTC";
        var from = new Provenance("rollback", actor)
        {
            Comment = $"Back to {what}: {reason}",
            ApprovedBy = row.ApprovedBy,
            Audited = ("rolled-back", $"One person alone made {what} current again: {reason}"),
        };
        var results = await ChangeAsync(again => PublishOnceAsync(again, [RuleSetContent.Of(row.Name, row.Rules, row.Cases)], from, null, stop), stop);
        if (results[0].Version is not null)
        {
            _log.LogWarning("Rule set {RuleSet}: {Person} alone rolled back to {Version}: {Reason}", row.Name, actor.Name, what, reason);
        }

        return results[0];
    }

    /// <summary>True for a version that a second person approved, and for what the product was shipped with.</summary>
    public static bool IsApproved(IVersionRow version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.ApprovedBy is not null || version.Origin == Shipped;
    }

    /// <summary>Asks how closely the cases of a content hold its rules: which conditions they show both ways, which small changes they would notice. Takes a while.</summary>
    /// <returns>Null when it has no cases, or one of them does not hold.</returns>
    public async Task<CaseStudy?> StudyAsync(RuleSetContent content, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent).ToListAsync(stop);
        return await Task.Run(() => new RuleSetTrial(_snapshot, current, _facts).Study(content, _ids.Next(), new Stoppable(stop)), stop);
    }

    /// <summary>Tries a content together with what is current, and writes nothing.</summary>
    public async Task<DraftCheck> CheckAsync(RuleSetContent content, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await CheckAsync(database, content, stop);
    }

    internal async Task<DraftCheck> CheckAsync(OcrDbContext database, RuleSetContent content, CancellationToken stop)
    {
        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent).ToListAsync(stop);
        return new RuleSetTrial(_snapshot, current, _facts).Check(content, _ids.Next());
    }

    internal async Task<PublishResult> PublishGuardedAsync(RuleSetContent content, Provenance from, PublicationGuard guard, CancellationToken stop) =>
        (await ChangeAsync(database => PublishOnceAsync(database, [content], from, guard, stop), stop))[0];

    /// <summary>Takes over what another host has published since; cheap when nothing has changed.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var current = database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent);
        var versions = await current.Select(v => new { v.Name, v.Id }).ToListAsync(stop);
        if (_snapshot.Holds([.. versions.Select(v => (v.Name, v.Id))]))
        {
            return;
        }

        await _oneChange.WaitAsync(stop);
        try
        {
            var rows = await current.ToListAsync(stop);
            _snapshot = _snapshot.With([.. rows.Select(row => (row.Id, RuleSetTrial.SourceOf(row)))], _facts);
            foreach (var broken in _snapshot.Compiled.Select(name => _snapshot.Entries[name]).Where(e => e.IsBroken))
            {
                _log.LogError("The current version of rule set {RuleSet} does not compile here; the last good one decides: {Faults}", broken.Source.Name, broken.Diagnostics);
            }
        }
        finally
        {
            _oneChange.Release();
        }
    }

    public void Dispose() => _oneChange.Dispose();

    private async Task<IReadOnlyList<PublishResult>> ChangeAsync(Func<OcrDbContext, Task<IReadOnlyList<PublishResult>>> work, CancellationToken stop)
    {
        await _oneChange.WaitAsync(stop);
        try
        {
            return await Clashes.RetryAsync(_databases, work, stop);
        }
        finally
        {
            _oneChange.Release();
        }
    }

    private async Task<IReadOnlyList<PublishResult>> PublishOnceAsync(
        OcrDbContext database, IReadOnlyList<RuleSetContent> contents, Provenance from, PublicationGuard? guard, CancellationToken stop)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        await WaitForOthersAsync(database, stop);
        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent).ToDictionaryAsync(v => v.Name, StringComparer.Ordinal, stop);
        if (guard is not null && await guard.Before(database, new RuleSetTrial(_snapshot, current.Values, _facts).Check(contents[0], _ids.Next())) is { } refusal)
        {
            return [PublishResult.For(refusal)];
        }

        var offers = contents.Where(c => !IsCurrent(c, current)).Select(c => new Offer(c, _ids.Next())).ToList();
        var trial = new RuleSetTrial(_snapshot, current.Values, _facts);
        var standing = trial.Run(offers);
        var results = new List<PublishResult>();
        foreach (var content in contents)
        {
            var offer = offers.Find(o => ReferenceEquals(o.Content, content));
            results.Add(offer is null ? await _versions.KeepAsync(database, content.Name, stop)
                : standing.Contains(offer) ? await _versions.AcceptAsync(database, offer, from, stop)
                : await _versions.RefuseAsync(database, offer, from.Actor, stop));
        }

        if (guard is not null)
        {
            await guard.After(database, results[0]);
        }

        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        _snapshot = trial.Outcome;
        return results;
    }

    /// <summary>Locks what is current by writing it unchanged: what another host is publishing is seen once it is done, and compiled with.</summary>
    private static Task<int> WaitForOthersAsync(OcrDbContext database, CancellationToken stop) =>
        database.Set<RuleSetVersionRow>().Where(v => v.IsCurrent).ExecuteUpdateAsync(set => set.SetProperty(v => v.IsCurrent, true), stop);

    private static bool IsCurrent(RuleSetContent content, Dictionary<string, RuleSetVersionRow> current) =>
        current.TryGetValue(content.Name, out var row) && row.ContentHash == content.RulesHash && row.Cases == content.CasesText;

    private sealed class Stoppable(CancellationToken stop) : IProgress<int>
    {
        public void Report(int value) => stop.ThrowIfCancellationRequested();
    }
}
