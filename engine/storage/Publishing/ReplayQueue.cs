using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>A proposal to replay.</summary>
/// <param name="RulesHash">Its text when it was taken.</param>
/// <param name="Affected">The set itself first, then those that inject it.</param>
/// <param name="Content">The text itself.</param>
/// <param name="Checks">What its checks found.</param>
public sealed record ReplayOrder(Guid Proposal, string RuleSet, string RulesHash, IReadOnlyList<RuleSet> Affected, RuleSetContent Content, ProposalChecks Checks);

/// <summary>Proposals whose replay is to be run; each is taken by one host at a time, and taken over from one that has died.</summary>
public sealed class ReplayQueue
{
    /// <summary>After so long without a sign of life another host takes over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly RuleSetLibrary _library;
    private readonly PublishingOptions _options;
    private readonly TimeProvider _time;

    internal ReplayQueue(IDbContextFactory<OcrDbContext> databases, RuleSetLibrary library, PublishingOptions options, TimeProvider time) =>
        (_databases, _library, _options, _time) = (databases, library, options, time);

    private IQueryable<ProposalRow> Waiting(OcrDbContext database)
    {
        var dead = _time.GetUtcNow() - Patience;
        return database.Set<ProposalRow>().Where(p => p.Kind == ContentKinds.RuleSet && (p.State == ProposalState.Draft || p.State == ProposalState.Proposed) && p.Impact == null
            && (p.ReplayedBy == null || p.ReplaySeenAt == null || p.ReplaySeenAt < dead));
    }

    /// <summary>Takes the oldest that waits, or the named one.</summary>
    /// <returns>Null when there is nothing to do, or another host is at it.</returns>
    public async Task<ReplayOrder?> TakeAsync(Guid? wanted, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        var waiting = Waiting(database).AsNoTracking();
        var candidates = await (wanted is { } id ? waiting.Where(p => p.Id == id) : waiting).OrderBy(p => p.ProposedAt).Take(10).ToListAsync(stop);
        foreach (var row in candidates)
        {
            var content = RuleSetContent.Of(row.RuleSet, row.Rules, row.Cases);
            var check = await _library.CheckAsync(database, content, stop);
            if (!check.HasErrors && await ClaimAsync(database, row.Id, stop))
            {
                return new ReplayOrder(row.Id, row.RuleSet, row.RulesHash, check.Affected, content, ProposalChecks.Read(row.Checks));
            }
        }

        return null;
    }

    private async Task<bool> ClaimAsync(OcrDbContext database, Guid id, CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        return await Waiting(database).Where(p => p.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.ReplayedBy, _options.HostName).SetProperty(p => p.ReplaySeenAt, now), stop) == 1;
    }

    /// <summary>A sign of life, with how far it is.</summary>
    /// <returns>False when nobody waits for it any more: it was withdrawn, or another text was put in its place.</returns>
    public async Task<bool> ProgressAsync(ReplayOrder order, long done, long total, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        var now = _time.GetUtcNow();
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await Taken(database, order).Where(p => p.State == ProposalState.Draft || p.State == ProposalState.Proposed).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.ReplaySeenAt, now).SetProperty(p => p.ReplayDone, done).SetProperty(p => p.ReplayTotal, total), stop) == 1;
    }

    /// <summary>Keeps the report of a whole replay; one of a text that was replaced meanwhile is dropped.</summary>
    /// <param name="json">Summary as it is to be shown.</param>
    /// <param name="hash">SHA-256 over the summary and every changed decision.</param>
    /// <returns>False when it was dropped.</returns>
    public async Task<bool> FinishAsync(ReplayOrder order, string json, string hash, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        var of = DraftCheck.HashOf(order.Affected);
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await Taken(database, order).Where(p => p.Impact == null).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Impact, json).SetProperty(p => p.ImpactHash, hash).SetProperty(p => p.ImpactOf, of)
                .SetProperty(p => p.ReplayedBy, (string?)null).SetProperty(p => p.Version, p => p.Version + 1), stop) == 1;
    }

    /// <summary>Adds to the checks what the cases show; dropped when the text was replaced or checked again meanwhile.</summary>
    public async Task StudiedAsync(ReplayOrder order, CaseStudy study, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        var checks = order.Checks.With(study).Write();
        await using var database = await _databases.CreateDbContextAsync(stop);
        await Taken(database, order).Where(p => p.Impact != null).ExecuteUpdateAsync(set => set.SetProperty(p => p.Checks, checks), stop);
    }

    /// <summary>Gives it back: it was stopped, and begins again from the start wherever it is taken next.</summary>
    public async Task GiveBackAsync(ReplayOrder order, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        await using var database = await _databases.CreateDbContextAsync(stop);
        await Taken(database, order).ExecuteUpdateAsync(set => set.SetProperty(p => p.ReplayedBy, (string?)null), stop);
    }

    private static IQueryable<ProposalRow> Taken(OcrDbContext database, ReplayOrder order) =>
        database.Set<ProposalRow>().Where(p => p.Id == order.Proposal && p.RulesHash == order.RulesHash);
}
