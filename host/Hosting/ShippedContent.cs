using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Hosting;

/// <summary>Brings the libraries up when a host starts: what the database has, then what the files add to it by the setting RuleSets:FileChanges.</summary>
public sealed class ShippedContent(HostSettings settings, RuleSetLibrary ruleSets, DefinitionLibrary definitions, ContentFiles files, ContentPublisher publisher)
{
    /// <summary>A rule set or definition that the database has never seen is published whatever the setting; a changed one only under <c>publish</c>.</summary>
    public async Task<IReadOnlyList<Publication>> BringUpAsync(Actor actor, CancellationToken stop)
    {
        await ruleSets.RefreshAsync(stop);
        await definitions.RefreshAsync(stop);
        var published = new List<Publication>();
        foreach (var set in files.RuleSets())
        {
            var known = ruleSets.Names.Contains(set.Name);
            if (!known || settings.FileChanges == FileChanges.Publish)
            {
                published.Add(await publisher.PublishAsync(set, known ? "file" : "shipped", actor, stop));
            }
        }

        foreach (var file in files.Definitions())
        {
            var known = IsPublished(Path.GetFileNameWithoutExtension(file));
            if (!known || settings.FileChanges == FileChanges.Publish)
            {
                published.Add(await publisher.PublishDefinitionAsync(file, known ? "file" : "shipped", actor, stop));
            }
        }

        return published;
    }

    private bool IsPublished(string definitionId)
    {
        try
        {
            return definitions.Current(definitionId) is not null;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }
}
