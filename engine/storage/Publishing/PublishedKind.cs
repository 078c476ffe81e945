using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <param name="Id">Of its row.</param>
internal sealed record CurrentText(Guid Id, string Hash, string? Cases)
{
    public bool Holds(ProposedContent content) => Hash == content.TextHash && Cases == content.CasesText;
}

/// <summary>Called in the transaction of a publication.</summary>
/// <param name="Before">What is against it; null when nothing is.</param>
/// <param name="After">What is to be written with it.</param>
internal sealed record PublicationGuard(Func<OcrDbContext, DraftCheck, Task<Refusal?>> Before, Func<OcrDbContext, PublishResult, Task> After);

/// <summary>What proposals need to know of a kind of content: how it is checked, what is current, how it goes live.</summary>
internal interface IPublishedKind
{
    /// <summary>One of <see cref="ContentKinds"/>.</summary>
    string Kind { get; }

    ProposedContent ContentOf(ProposalRow proposal);

    /// <summary>Tries a content together with what is current, and writes nothing.</summary>
    Task<DraftCheck> CheckAsync(OcrDbContext database, ProposedContent content, CancellationToken stop);

    Task<CurrentText?> CurrentAsync(OcrDbContext database, string name, CancellationToken stop);

    /// <summary>Publishes one content from a proposal, if the guard finds nothing against it in the same transaction.</summary>
    Task<PublishResult> PublishGuardedAsync(ProposedContent content, Provenance from, PublicationGuard guard, CancellationToken stop);
}

/// <summary>Every kind of content there is.</summary>
internal sealed class PublishedKinds(IEnumerable<IPublishedKind> kinds)
{
    private readonly Dictionary<string, IPublishedKind> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);

    public IPublishedKind Of(ProposedContent content) => _kinds[content.Kind];

    public IPublishedKind Of(ProposalRow proposal) => _kinds[proposal.Kind];

    public ProposedContent ContentOf(ProposalRow proposal) => Of(proposal).ContentOf(proposal);

    public Task<DraftCheck> CheckAsync(OcrDbContext database, ProposalRow proposal, CancellationToken stop) => Of(proposal).CheckAsync(database, ContentOf(proposal), stop);
}
