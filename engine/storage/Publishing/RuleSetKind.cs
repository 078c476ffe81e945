using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>Rule sets as proposals see them.</summary>
internal sealed class RuleSetKind(RuleSetLibrary library) : IPublishedKind
{
    public string Kind => ContentKinds.RuleSet;

    public ProposedContent ContentOf(ProposalRow proposal) => RuleSetContent.Of(proposal.RuleSet, proposal.Rules, proposal.Cases);

    public Task<DraftCheck> CheckAsync(OcrDbContext database, ProposedContent content, CancellationToken stop) => library.CheckAsync(database, (RuleSetContent)content, stop);

    public Task<CurrentText?> CurrentAsync(OcrDbContext database, string name, CancellationToken stop) => database.Set<RuleSetVersionRow>().AsNoTracking()
        .Where(v => v.CurrentName == name).Select(v => new CurrentText(v.Id, v.ContentHash, v.Cases)).FirstOrDefaultAsync(stop);

    public Task<PublishResult> PublishGuardedAsync(ProposedContent content, Provenance from, PublicationGuard guard, CancellationToken stop) =>
        library.PublishGuardedAsync((RuleSetContent)content, from, guard, stop);
}
