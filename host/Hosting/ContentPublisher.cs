using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Hosting;

public enum PublishStatus
{
    Published,
    Unchanged,
    Refused,

    /// <summary>Noted as a proposal: it waits for approval.</summary>
    Waiting,
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
    IReadOnlyList<CaseResult> FailingCases)
{
    /// <summary>The proposal it became; null unless it waits.</summary>
    public Guid? Proposal { get; init; }
}

/// <summary>Offers files on disk to the libraries. The libraries refuse what has faults; the last good version then stays.</summary>
public sealed class ContentPublisher(RuleSetLibrary ruleSets, ProposalStore proposals, DefinitionLibrary definitions, PublishingOptions options)
{
    /// <summary>Live at once where no approval is needed; a proposal that waits where one is.</summary>
    public Task<Publication> OfferAsync(RuleSetFiles set, Actor actor, CancellationToken stop) =>
        options.ApprovalNeeded ? DraftAsync(set.Content(), set.RulesFile, actor, stop) : PublishAsync(set, "file", actor, stop);

    /// <summary>The same for a workflow definition.</summary>
    public Task<Publication> OfferDefinitionAsync(string file, Actor actor, CancellationToken stop) =>
        options.ApprovalNeeded ? DraftAsync(ContentFiles.DefinitionAt(file), file, actor, stop) : PublishDefinitionAsync(file, "file", actor, stop);

    /// <summary>Live at once, without approval.</summary>
    public async Task<Publication> PublishAsync(RuleSetFiles set, string origin, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(set);
        var result = await ruleSets.PublishAsync(set.Name, set.RulesFile, set.Rules(), set.Cases(), origin, actor, stop);
        return new Publication(ContentKinds.RuleSet, set.Name, set.RulesFile, StatusOf(result.Refused, result.Unchanged), [.. result.Diagnostics.Distinct()], result.FailingCases);
    }

    public async Task<Publication> PublishDefinitionAsync(string file, string origin, Actor actor, CancellationToken stop)
    {
        var result = await definitions.PublishAsync(file, File.ReadAllBytes(file), origin, actor, stop);
        return new Publication(ContentKinds.Workflow, Path.GetFileNameWithoutExtension(file), file, StatusOf(result.Refused, result.Unchanged), result.Diagnostics, []);
    }

    private async Task<Publication> DraftAsync(ProposedContent content, string file, Actor actor, CancellationToken stop)
    {
        var result = await proposals.DraftAsync(content, actor, stop);
        var status = result.Refusal is not null ? PublishStatus.Refused : result.Unchanged ? PublishStatus.Unchanged : PublishStatus.Waiting;
        var failing = status == PublishStatus.Waiting ? ProposalChecks.Read(result.Proposal!.Checks).FailingCases : [];
        return new Publication(content.Kind, content.Name, file, status, result.Diagnostics, failing) { Proposal = result.Proposal?.Id };
    }

    private static PublishStatus StatusOf(bool refused, bool unchanged) =>
        refused ? PublishStatus.Refused : unchanged ? PublishStatus.Unchanged : PublishStatus.Published;
}
