using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Hosting;

public enum PublishStatus
{
    Published,
    Unchanged,
    Refused,
}

/// <summary>What became of one file.</summary>
/// <param name="Kind"><c>rule-set</c> or <c>workflow</c>.</param>
/// <param name="FailingCases">Cases that fail under the new version: it is live, with this warning on it.</param>
public sealed record Publication(
    string Kind,
    string Name,
    string File,
    PublishStatus Status,
    IReadOnlyList<Diagnostic> Diagnostics,
    IReadOnlyList<CaseResult> FailingCases);

/// <summary>Offers files on disk to the libraries. The libraries refuse what has faults; the last good version then stays.</summary>
public sealed class ContentPublisher(RuleSetLibrary ruleSets, DefinitionLibrary definitions, ContentFiles files)
{
    /// <summary>Everything on disk; what is current already comes back as unchanged.</summary>
    public async Task<IReadOnlyList<Publication>> PublishAllAsync(string origin, Actor actor, CancellationToken stop)
    {
        var published = new List<Publication>();
        foreach (var set in files.RuleSets())
        {
            published.Add(await PublishAsync(set, origin, actor, stop));
        }

        foreach (var file in files.Definitions())
        {
            published.Add(await PublishDefinitionAsync(file, origin, actor, stop));
        }

        return published;
    }

    public async Task<Publication> PublishAsync(RuleSetFiles set, string origin, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(set);
        var result = await ruleSets.PublishAsync(set.Name, set.RulesFile, set.Rules(), set.Cases(), origin, actor, stop);
        return new Publication("rule-set", set.Name, set.RulesFile, StatusOf(result.Refused, result.Unchanged), [.. result.Diagnostics.Distinct()], result.FailingCases);
    }

    public async Task<Publication> PublishDefinitionAsync(string file, string origin, Actor actor, CancellationToken stop)
    {
        var result = await definitions.PublishAsync(file, File.ReadAllBytes(file), origin, actor, stop);
        return new Publication("workflow", Path.GetFileNameWithoutExtension(file), file, StatusOf(result.Refused, result.Unchanged), result.Diagnostics, []);
    }

    private static PublishStatus StatusOf(bool refused, bool unchanged) =>
        refused ? PublishStatus.Refused : unchanged ? PublishStatus.Unchanged : PublishStatus.Published;
}
