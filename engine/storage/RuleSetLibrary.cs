using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>A rule set offered for publishing.</summary>
/// <param name="File">File name for diagnostics.</param>
/// <param name="Cases">The <c>cases.json</c> beside it; null when there is none.</param>
public sealed record RuleSetContent(string Name, string File, ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte>? Cases);

/// <param name="Version">The new current version; null when refused, or when the content was current already.</param>
/// <param name="Unchanged">The content was current already.</param>
/// <param name="Diagnostics">Any error among them means refused: nothing was changed.</param>
/// <param name="FailingCases">Cases that fail under the new version; a warning that stays on it.</param>
public sealed record PublishResult(RuleSetVersionRow? Version, bool Unchanged, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<CaseResult> FailingCases)
{
    public bool Refused => Diagnostics.Any(d => d.IsError);
}

/// <summary>Rule sets by name: the database's current versions, compiled once, swapped atomically. A reader never waits.</summary>
public sealed class RuleSetLibrary : IDisposable
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly IFactsCatalogue _facts;
    private readonly RefusedChanges _refused;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;
    private readonly ILogger<RuleSetLibrary> _log;
    private readonly SemaphoreSlim _oneChange = new(1, 1);
    private volatile RuleSetSnapshot _snapshot = RuleSetSnapshot.Empty;

    internal RuleSetLibrary(
        IDbContextFactory<OcrDbContext> databases, IFactsCatalogue facts, RefusedChanges refused, IIdSource ids, TimeProvider time, ILogger<RuleSetLibrary> log) =>
        (_databases, _facts, _refused, _ids, _time, _log) = (databases, facts, refused, ids, time, log);

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

    /// <summary>Accepts new content or refuses it with every fault; also checks the sets that inject it, which are recompiled with it.</summary>
    public async Task<PublishResult> PublishAsync(
        string name, string file, ReadOnlyMemory<byte> rules, ReadOnlyMemory<byte>? cases, string origin, Actor actor, CancellationToken stop) =>
        (await PublishAllAsync([new RuleSetContent(name, file, rules, cases)], origin, actor, stop))[0];

    /// <summary>Offers several at once, in any order though some inject others; each is accepted or refused, in the order given.</summary>
    public Task<IReadOnlyList<PublishResult>> PublishAllAsync(IEnumerable<RuleSetContent> contents, string origin, Actor actor, CancellationToken stop)
    {
        IReadOnlyList<RuleSetContent> offered = [.. contents];
        return ChangeAsync(database => PublishOnceAsync(database, offered, origin, null, actor, stop), stop);
    }

    /// <summary>Makes an earlier version current again, as a new version with origin <c>rollback</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async Task<PublishResult> RollBackAsync(Guid version, Actor actor, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var row = await database.Set<RuleSetVersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == version, stop)
            ?? throw new KeyNotFoundException($"There is no rule set version {version}.");
        ReadOnlyMemory<byte>? cases = null; // not in a conditional expression: there null would become an empty text
        if (row.Cases is not null)
        {
            cases = Encoding.UTF8.GetBytes(row.Cases);
        }

        var content = new RuleSetContent(row.Name, $"{row.Name}/rules.json", Encoding.UTF8.GetBytes(row.Rules), cases);
        var comment = $"Back to version {row.Id} of {row.PublishedAt:yyyy-MM-dd HH:mm} UTC";
        var results = await ChangeAsync(again => PublishOnceAsync(again, [content], "rollback", comment, actor, stop), stop);
        return results[0];
    }

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
        OcrDbContext database, IReadOnlyList<RuleSetContent> contents, string origin, string? comment, Actor actor, CancellationToken stop)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        await WaitForOthersAsync(database, stop);
        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent).ToDictionaryAsync(v => v.Name, StringComparer.Ordinal, stop);
        var offers = contents.Where(c => !IsCurrent(c, current)).Select(c => new Offer(c, _ids.Next())).ToList();
        var trial = new RuleSetTrial(_snapshot, current.Values, _facts);
        var standing = trial.Run(offers);
        var results = new List<PublishResult>();
        foreach (var content in contents)
        {
            var offer = offers.Find(o => ReferenceEquals(o.Content, content));
            results.Add(offer is null ? await KeepAsync(database, content, stop)
                : standing.Contains(offer) ? await AcceptAsync(database, offer, origin, comment, actor, stop)
                : await RefuseAsync(database, offer, actor, stop));
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
        current.TryGetValue(content.Name, out var row) && row.ContentHash == CanonicalJson.Sha256(content.Rules.Span) && row.Cases == Text(content.Cases);

    private static string? Text(ReadOnlyMemory<byte>? utf8) => utf8 is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private async Task<PublishResult> KeepAsync(OcrDbContext database, RuleSetContent content, CancellationToken stop)
    {
        await _refused.CloseAsync(database, RefusedChanges.RuleSetKind, content.Name, stop);
        return new PublishResult(null, Unchanged: true, [], []);
    }

    private async Task<PublishResult> AcceptAsync(OcrDbContext database, Offer offer, string origin, string? comment, Actor actor, CancellationToken stop)
    {
        var name = offer.Content.Name;
        await database.Set<RuleSetVersionRow>().Where(v => v.Name == name && v.IsCurrent).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.IsCurrent, false).SetProperty(v => v.CurrentName, (string?)null), stop);
        await _refused.CloseAsync(database, RefusedChanges.RuleSetKind, name, stop);
        var row = new RuleSetVersionRow
        {
            Id = offer.Version,
            Name = name,
            ContentHash = CanonicalJson.Sha256(offer.Content.Rules.Span),
            Rules = Encoding.UTF8.GetString(offer.Content.Rules.Span),
            Cases = Text(offer.Content.Cases),
            PublishedAt = _time.GetUtcNow(),
            PublishedBy = actor.Name,
            Origin = origin,
            Comment = comment,
            IsCurrent = true,
            CurrentName = name,
            Warnings = offer.FailingCases.Count == 0 ? null : JsonSerializer.Serialize(offer.FailingCases, RefusedChanges.Json),
        };
        database.Add(row);
        return new PublishResult(row, Unchanged: false, offer.Diagnostics, offer.FailingCases);
    }

    private async Task<PublishResult> RefuseAsync(OcrDbContext database, Offer offer, Actor actor, CancellationToken stop)
    {
        var hash = CanonicalJson.Sha256(offer.Content.Rules.Span);
        await _refused.RefuseAsync(database, RefusedChanges.RuleSetKind, offer.Content.Name, hash, offer.Diagnostics, actor, stop);
        return new PublishResult(null, Unchanged: false, offer.Diagnostics, []);
    }
}
