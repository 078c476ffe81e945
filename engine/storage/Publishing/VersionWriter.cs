using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>Where a new version comes from; the same for all that are offered together.</summary>
/// <param name="Origin">Such as <c>file</c>, <c>page</c>, <c>shipped</c>, <c>rollback</c>.</param>
internal sealed record Provenance(string Origin, Actor Actor)
{
    public string? Comment { get; init; }

    public Guid? Proposal { get; init; }

    public string? ApprovedBy { get; init; }

    /// <summary>Word and sentence of the audit trail; a plain publish unless given.</summary>
    public (string Action, string Text)? Audited { get; init; }
}

/// <summary>Writes what became of offered contents: a new current version, a refusal, or nothing.</summary>
internal sealed class VersionWriter(RefusedChanges refused, TimeProvider time)
{
    public async Task<PublishResult> KeepAsync(OcrDbContext database, string name, CancellationToken stop)
    {
        await refused.CloseAsync(database, ContentKinds.RuleSet, name, stop);
        return new PublishResult(null, Unchanged: true, [], []);
    }

    public async Task<PublishResult> AcceptAsync(OcrDbContext database, Offer offer, Provenance from, CancellationToken stop)
    {
        var name = offer.Content.Name;
        await database.Set<RuleSetVersionRow>().Where(v => v.Name == name && v.IsCurrent).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.IsCurrent, false).SetProperty(v => v.CurrentName, (string?)null), stop);
        await refused.CloseAsync(database, ContentKinds.RuleSet, name, stop);
        var row = new RuleSetVersionRow
        {
            Id = offer.Version,
            Name = name,
            ContentHash = CanonicalJson.Sha256(offer.Content.Rules.Span),
            Rules = Encoding.UTF8.GetString(offer.Content.Rules.Span),
            Cases = offer.Content.CasesText,
            PublishedAt = time.GetUtcNow(),
            PublishedBy = from.Actor.Name,
            Origin = from.Origin,
            Comment = from.Comment,
            Proposal = from.Proposal,
            ApprovedBy = from.ApprovedBy,
            IsCurrent = true,
            CurrentName = name,
            Warnings = offer.FailingCases.Count == 0 ? null : JsonSerializer.Serialize(offer.FailingCases, RefusedChanges.Json),
        };
        database.Add(row);
        var (action, text) = from.Audited ?? ("published", $"Version {row.ContentHash[..12]} is live, from {from.Origin}.");
        await AuditTrail.AppendAsync(database, new AuditEntry(name, action, text, from.Proposal, row.Id), from.Actor, row.PublishedAt, stop);
        return new PublishResult(row, Unchanged: false, offer.Diagnostics, offer.FailingCases);
    }

    public async Task<PublishResult> RefuseAsync(OcrDbContext database, Offer offer, Actor actor, CancellationToken stop)
    {
        await RefuseAsync(database, offer.Content, offer.Diagnostics, actor, stop);
        return new PublishResult(null, Unchanged: false, offer.Diagnostics, []);
    }

    public Task RefuseAsync(OcrDbContext database, RuleSetContent content, IReadOnlyList<Expressions.Diagnostic> diagnostics, Actor actor, CancellationToken stop) =>
        refused.RefuseAsync(database, ContentKinds.RuleSet, content.Name, content.RulesHash, diagnostics, actor, stop);
}
