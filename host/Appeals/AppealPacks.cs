using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Appeals;

/// <summary>Gathers appeal packs.</summary>
public sealed class AppealPacks(IDbContextFactory<OcrDbContext> databases, ReferenceLibrary references, TimeProvider time)
{
    /// <returns>Null when there is no such decision.</returns>
    public async Task<AppealPack?> MakeAsync(Guid id, Actor by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is not { } decision)
        {
            return null;
        }

        var used = JsonSerializer.Deserialize<Dictionary<string, string>>(decision.Used)!;
        var (names, hashes) = (used.Keys.ToList(), used.Values.ToList());
        var versions = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => names.Contains(v.Name) && hashes.Contains(v.ContentHash)).OrderBy(v => v.PublishedAt).ToListAsync(stop);
        var files = await database.Set<ReferenceFileRow>().AsNoTracking().Where(f => names.Contains(f.Name) && hashes.Contains(f.ContentHash)).ToListAsync(stop);
        var trails = await database.Set<PublishingEventRow>().AsNoTracking().Where(e => names.Contains(e.RuleSet)).OrderBy(e => e.RuleSet).ThenBy(e => e.Sequence).ToListAsync(stop);
        return new AppealPack(
            AppealPack.Name, time.GetUtcNow(), by.Name, decision,
            [.. versions.Where(v => used[v.Name] == v.ContentHash).DistinctBy(v => v.Name).OrderBy(v => v.Name, StringComparer.Ordinal)
                .Select(v => new PackedRules(v.Id, v.Name, v.ContentHash, v.Rules, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.ApprovedBy))],
            [.. files.Where(f => used[f.Name] == f.ContentHash).OrderBy(f => f.Name, StringComparer.Ordinal)],
            Cited(decision), trails);
    }

    private List<PackedClause> Cited(DecisionRow decision)
    {
        var texts = references.ClauseTexts();
        return [.. Pages.Decisions.DecisionView.Of(decision).Findings.SelectMany(f => f.Clauses).Distinct(StringComparer.Ordinal).Where(texts.ContainsKey).Select(id => new PackedClause(id, texts[id]))];
    }
}
