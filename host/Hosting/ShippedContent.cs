using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Hosting;

/// <summary>Brings the libraries up when a host starts: what the database has, then what the files add to it by the setting RuleSets:FileChanges.</summary>
public sealed class ShippedContent(
    HostSettings settings,
    IDbContextFactory<OcrDbContext> databases,
    RuleSetLibrary ruleSets,
    DefinitionLibrary definitions,
    ContentFiles files,
    ContentPublisher publisher,
    ILogger<ShippedContent> log)
{
    /// <summary>
    /// A database that has no rule set yet gets those on disk, whatever the setting; likewise definitions. After that a file that differs is offered as any changed
    /// file is; one that holds an earlier version than a rollback or an approval put in its place is no change, and is left alone.
    /// </summary>
    public async Task<IReadOnlyList<Publication>> BringUpAsync(Actor actor, CancellationToken stop)
    {
        await ruleSets.RefreshAsync(stop);
        await definitions.RefreshAsync(stop);
        var published = new List<Publication>();
        var empty = ruleSets.Names.Count == 0;
        foreach (var set in files.RuleSets())
        {
            var known = ruleSets.Names.Contains(set.Name);
            if (!known && (empty || settings.FileChanges == FileChanges.Publish))
            {
                published.Add(await publisher.PublishAsync(set, RuleSetLibrary.Shipped, actor, stop));
            }
            else if (!known || !await IsOvertakenAsync(set, stop))
            {
                published.Add(await publisher.OfferAsync(set, actor, stop));
            }
        }

        var none = definitions.Ids.Count == 0;
        foreach (var file in files.Definitions())
        {
            var known = definitions.Ids.Contains(ContentFiles.DefinitionIdOf(file));
            if (!known && (none || settings.FileChanges == FileChanges.Publish))
            {
                published.Add(await publisher.PublishDefinitionAsync(file, RuleSetLibrary.Shipped, actor, stop));
            }
            else if (!known || !await IsOvertakenAsync(file, stop))
            {
                published.Add(await publisher.OfferDefinitionAsync(file, actor, stop));
            }
        }

        return published;
    }

    private async Task<bool> IsOvertakenAsync(RuleSetFiles set, CancellationToken stop)
    {
        var hash = CanonicalJson.Sha256(set.Rules().Span);
        await using var database = await databases.CreateDbContextAsync(stop);
        var versions = database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == set.Name);
        var current = await versions.Where(v => v.IsCurrent).Select(v => new { v.ContentHash, v.Origin, v.Proposal }).SingleAsync(stop);
        var overtaken = current.ContentHash != hash && (current.Proposal != null || current.Origin == "rollback") && await versions.AnyAsync(v => v.ContentHash == hash, stop);
        if (overtaken)
        {
            log.LogWarning("The file of rule set {RuleSet} holds an earlier version than the one that decides ({Origin}); it is left alone", set.Name, current.Origin);
        }

        return overtaken;
    }

    private async Task<bool> IsOvertakenAsync(string file, CancellationToken stop)
    {
        var content = ContentFiles.DefinitionAt(file);
        var (id, hash) = (content.Name, content.TextHash);
        await using var database = await databases.CreateDbContextAsync(stop);
        var versions = database.Set<DefinitionVersionRow>().AsNoTracking().Where(v => v.DefinitionId == id);
        var current = await versions.Where(v => v.IsCurrent).Select(v => new { v.ContentHash, v.Origin, v.Proposal }).SingleAsync(stop);
        var overtaken = current.ContentHash != hash && (current.Proposal != null || current.Origin == "rollback") && await versions.AnyAsync(v => v.ContentHash == hash, stop);
        if (overtaken)
        {
            log.LogWarning("The file of workflow {Definition} holds an earlier version than the one that new instances begin on ({Origin}); it is left alone", id, current.Origin);
        }

        return overtaken;
    }
}
