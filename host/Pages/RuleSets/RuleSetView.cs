using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.RuleSets;

/// <summary>A version without its texts.</summary>
public sealed record VersionLine(Guid Id, string Hash, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string? Comment, bool IsCurrent, bool HasWarnings, string? ApprovedBy);

/// <summary>A rule with its place in the tree of groups.</summary>
/// <param name="Depth">0 for a rule of the set itself.</param>
public sealed record PlacedRule(RuleDescription Rule, int Depth);

/// <summary>One rule set, as it decides now, and its past.</summary>
public sealed record RuleSetView
{
    public required RuleSetVersionRow Current { get; init; }
    public required IReadOnlyList<PlacedRule> Rules { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<VersionLine> Versions { get; init; }

    /// <summary>Those that wait or were sent back, newest first.</summary>
    public required IReadOnlyList<ProposalSummary> Proposals { get; init; }

    /// <summary>The change of its file that was refused last; null when there is none to mend.</summary>
    public required RefusedChangeRow? Refused { get; init; }
    public required FileOnDisk? File { get; init; }

    /// <summary>The refused text, while the file still holds it.</summary>
    public FileOnDisk? RefusedText => Refused is not null && File?.Hash == Refused.ContentHash ? File : null;

    /// <summary>The file holds something else than what decides, and was not refused.</summary>
    public bool HasDrifted => Refused is null && File is not null && File.Hash != Current.ContentHash;

    public IEnumerable<string> Clauses => Rules.SelectMany(r => r.Rule.Clauses);

    /// <returns>Null when no version of that name was ever published.</returns>
    public static async Task<RuleSetView?> ReadAsync(OcrDbContext database, RuleSetLibrary library, string name, string ruleSetsPath, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(library);
        var versions = database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == name);
        if (await versions.FirstOrDefaultAsync(v => v.IsCurrent, stop) is not { } current)
        {
            return null;
        }

        return new RuleSetView
        {
            Current = current,
            Rules = [.. library.Current(current.Name).Rules.SelectMany(r => Place(r, 0))],
            Versions = await versions.OrderByDescending(v => v.PublishedAt).Take(50)
                .Select(v => new VersionLine(v.Id, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.IsCurrent, v.Warnings != null, v.ApprovedBy))
                .ToListAsync(stop),
            Proposals = [.. (await database.Set<ProposalRow>().AsNoTracking()
                .Where(p => p.Kind == "rule-set" && p.RuleSet == name && (p.State == ProposalState.Draft || p.State == ProposalState.Proposed || p.State == ProposalState.Approved || p.State == ProposalState.SentBack))
                .OrderByDescending(p => p.ProposedAt).Take(50).ToListAsync(stop)).Select(ProposalSummary.Of)],
            Refused = await database.Set<RefusedChangeRow>().AsNoTracking()
                .Where(r => r.IsOpen && r.Kind == "rule-set" && r.Name == name).OrderByDescending(r => r.At).FirstOrDefaultAsync(stop),
            File = FileOnDisk.Read(Path.Combine(ruleSetsPath, current.Name, "rules.json")),
        };
    }

    private static IEnumerable<PlacedRule> Place(RuleDescription rule, int depth) =>
        rule.Children.SelectMany(c => Place(c, depth + 1)).Prepend(new PlacedRule(rule, depth));
}
