using System.Text;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Two definitions and what differs.</summary>
public sealed record ComparedDefinitions(WorkflowDefinition Before, WorkflowDefinition After, DefinitionComparison Comparison);

/// <summary>Finds two versions of a definition, or a proposal and what it would change, and compares them.</summary>
public sealed class DefinitionComparisons(IDbContextFactory<OcrDbContext> databases, ActivityCatalogue catalogue)
{
    /// <returns>Null when there is no such version.</returns>
    /// <exception cref="FormatException">A version cannot be read by this program.</exception>
    public async Task<ComparedDefinitions?> VersionsAsync(string id, int from, int to, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var texts = await database.Set<DefinitionVersionRow>().AsNoTracking().Where(v => v.DefinitionId == id && (v.Version == from || v.Version == to))
            .ToDictionaryAsync(v => v.Version, v => v.Content, stop);
        return texts.TryGetValue(from, out var before) && texts.TryGetValue(to, out var after) ? Compare(id, before, after) : null;
    }

    /// <returns>Null when there is no such proposal, or it is of something that there was not before.</returns>
    /// <exception cref="FormatException">It cannot be read by this program; its checks say why.</exception>
    public async Task<ComparedDefinitions?> ProposalAsync(string id, Guid proposal, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Set<ProposalRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == proposal && p.Kind == ContentKinds.Workflow && p.RuleSet == id, stop);
        var before = row?.BaseVersion is { } version
            ? await database.Set<DefinitionVersionRow>().AsNoTracking().Where(v => v.Id == version).Select(v => v.Content).FirstOrDefaultAsync(stop)
            : null;
        return row is null || before is null ? null : Compare(id, before, row.Rules);
    }

    private ComparedDefinitions Compare(string id, string before, string after)
    {
        var (old, now) = (Read(id, before), Read(id, after));
        return new ComparedDefinitions(old, now, DefinitionComparison.Of(old, now));
    }

    private WorkflowDefinition Read(string id, string text) => WorkflowDefinition.Read($"{id}.json", Encoding.UTF8.GetBytes(text), catalogue) switch
    {
        { Definition: { } definition } => definition,
        { Diagnostics: var faults } => throw new FormatException($"A text of {id} cannot be run, and so is not compared: {faults.First(d => d.IsError).Message}"),
    };
}
