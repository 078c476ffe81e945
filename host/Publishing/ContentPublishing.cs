using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Publishing;

/// <param name="Publication">Null when it was not approved, or was not to go live.</param>
/// <param name="File">What became of the file on disk; null when nothing went live.</param>
public sealed record Approved(ProposalResult Approval, PublishResult? Publication, FileWriting? File)
{
    /// <summary>Why it was not approved, or did not go live; null when all was done.</summary>
    public Refusal? Refusal => Approval.Refusal ?? Publication?.Refusal;
}

/// <param name="Publication">What the library says.</param>
/// <param name="File">What became of the file on disk; null when nothing went live.</param>
public sealed record WentLive(PublishResult Publication, FileWriting? File);

/// <summary>
/// The one operation by which an approved change, or an earlier version, goes live: API, pages and command line all come through here,
/// and the files on disk follow.
/// </summary>
public sealed class ContentPublishing(
    IDbContextFactory<OcrDbContext> databases, RuleSetLibrary ruleSets, DefinitionLibrary definitions, Approvals approvals, PublishedFiles files, ILogger<ContentPublishing> log)
{
    /// <param name="publish">False leaves it approved, to be published later.</param>
    public async Task<Approved> ApproveAsync(Guid proposal, int? seen, string? comment, bool publish, Actor actor, CancellationToken stop)
    {
        var approval = await approvals.ApproveAsync(proposal, seen, comment, actor, stop);
        if (approval.Refusal is not null || !publish)
        {
            return new Approved(approval, null, null);
        }

        var live = await PublishAsync(proposal, actor, stop);
        await using var database = await databases.CreateDbContextAsync(stop);
        var now = await database.Set<ProposalRow>().AsNoTracking().SingleAsync(p => p.Id == proposal, stop);
        return new Approved(approval with { Proposal = now }, live.Publication, live.File);
    }

    /// <summary>Makes an approved proposal live.</summary>
    public Task<WentLive> PublishAsync(Guid proposal, Actor actor, CancellationToken stop) => GoLiveAsync(() => approvals.PublishAsync(proposal, actor, stop), stop);

    /// <summary>Makes an earlier version current again; loud everywhere.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public Task<WentLive> RollBackAsync(string kind, Guid version, string reason, Actor actor, CancellationToken stop) => GoLiveAsync(
        () => kind == ContentKinds.RuleSet ? ruleSets.RollBackAsync(version, reason, actor, stop) : definitions.RollBackAsync(version, reason, actor, stop), stop);

    private async Task<WentLive> GoLiveAsync(Func<Task<PublishResult>> publish, CancellationToken stop)
    {
        var before = await CurrentAsync(stop);
        var result = await publish();
        if (result.Version is not { } version)
        {
            return new WentLive(result, null);
        }

        log.LogInformation("{Kind} {Name} is live at {Hash} ({Origin}) by {Person}", version.Kind, version.Name, version.ContentHash, version.Origin, version.PublishedBy);
        return new WentLive(result, files.Write(version, before.GetValueOrDefault((version.Kind, version.Name))));
    }

    private async Task<IReadOnlyDictionary<(string Kind, string Name), string>> CurrentAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rules = await database.Set<RuleSetVersionRow>().Where(v => v.IsCurrent).Select(v => new { v.Name, v.ContentHash }).ToListAsync(stop);
        var workflows = await database.Set<DefinitionVersionRow>().Where(v => v.IsCurrent).Select(v => new { v.DefinitionId, v.ContentHash }).ToListAsync(stop);
        return rules.Select(v => (Key: (ContentKinds.RuleSet, v.Name), v.ContentHash)).Concat(workflows.Select(v => (Key: (ContentKinds.Workflow, v.DefinitionId), v.ContentHash)))
            .ToDictionary(v => v.Key, v => v.ContentHash);
    }
}
