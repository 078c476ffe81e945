using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>Workflow definitions as proposals see them.</summary>
internal sealed class DefinitionKind(DefinitionLibrary library) : IPublishedKind
{
    public string Kind => ContentKinds.Workflow;

    public ProposedContent ContentOf(ProposalRow proposal) => DefinitionContent.Of(proposal.RuleSet, proposal.Rules);

    public Task<DraftCheck> CheckAsync(OcrDbContext database, ProposedContent content, CancellationToken stop) =>
        DefinitionCheck.RunAsync(database, library, library.Read(content.File, content.Text), content.Name, stop);

    public Task<CurrentText?> CurrentAsync(OcrDbContext database, string name, CancellationToken stop) => database.Set<DefinitionVersionRow>().AsNoTracking()
        .Where(v => v.DefinitionId == name && v.IsCurrent).Select(v => new CurrentText(v.Id, v.ContentHash, null)).FirstOrDefaultAsync(stop);

    public async Task<PublishResult> PublishGuardedAsync(ProposedContent content, Provenance from, PublicationGuard guard, CancellationToken stop) =>
        Of(await library.ChangeAsync(content.File, content.Text, from, guard, stop));

    public static PublishResult Of(DefinitionPublishResult result) => new(result.Version, result.Unchanged, result.Diagnostics, []) { Refusal = result.Refusal };
}
