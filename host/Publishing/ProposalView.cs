using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Publishing;

/// <summary>A proposal as lists show it.</summary>
/// <param name="Changed">Stored decisions that it would change; null until they have been replayed.</param>
public sealed record ProposalSummary(
    Guid Id, string Kind, string RuleSet, ProposalState State, string RulesHash, string ProposedBy, DateTimeOffset ProposedAt, string? Why, string Origin, int FailingCases, long? Changed, string? DecidedBy)
{
    public static ProposalSummary Of(ProposalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new ProposalSummary(row.Id, row.Kind, row.RuleSet, row.State, row.RulesHash, row.ProposedBy, row.ProposedAt, row.Why, row.Origin,
            ProposalChecks.Read(row.Checks).FailingCases.Count, row.Impact is null ? null : ProposalReplays.Read(row.Impact).Changed, row.DecidedBy);
    }
}

/// <summary>A proposal with all that the second person needs to know.</summary>
/// <param name="Version">Counts its changes: what an approval names as looked at.</param>
/// <param name="Kind"><c>rule-set</c> or <c>workflow</c>.</param>
/// <param name="RuleSet">Name of the rule set, or identity of the definition.</param>
/// <param name="Authors">Those who may not approve it.</param>
/// <param name="Impact">Null until all stored decisions have been replayed.</param>
/// <param name="Replay">How far the replay is; null when none runs.</param>
/// <param name="Hindrances">What keeps everybody from approving it.</param>
/// <param name="ApprovalVoid">Why an approval no longer stands; empty when it stands or there is none.</param>
public sealed record ProposalView(
    Guid Id,
    int Version,
    string Kind,
    string RuleSet,
    ProposalState State,
    string Origin,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? Why,
    IReadOnlyList<string> Authors,
    Guid? BaseVersion,
    string RulesHash,
    string CasesHash,
    ProposalChecks Checks,
    ImpactReport? Impact,
    string? ImpactHash,
    ReplayProgress? Replay,
    IReadOnlyList<Refusal> Hindrances,
    IReadOnlyList<string> ApprovalVoid,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Comment,
    Guid? PublishedVersion,
    IReadOnlyList<DifferenceLine> RulesDifference,
    IReadOnlyList<DifferenceLine> CasesDifference)
{
    private static readonly ProposalState[] s_open = [ProposalState.Draft, ProposalState.Proposed, ProposalState.Approved];

    public bool IsOpen => s_open.Contains(State);

    /// <returns>Null when there is no such proposal.</returns>
    public static async Task<ProposalView?> FindAsync(OcrDbContext database, Approvals approvals, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        return await database.Set<ProposalRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is { } row ? await OfAsync(database, approvals, row, stop) : null;
    }

    public static async Task<ProposalView> OfAsync(OcrDbContext database, Approvals approvals, ProposalRow row, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(approvals);
        ArgumentNullException.ThrowIfNull(row);
        var standing = s_open.Contains(row.State) ? await approvals.StandingAsync(row, stop) : null;
        var before = await BaseAsync(database, row, stop);
        return new ProposalView(
            row.Id, row.Version, row.Kind, row.RuleSet, row.State, row.Origin, row.ProposedBy, row.ProposedAt, row.Why, Authorship.Of(row), row.BaseVersion, row.RulesHash, row.CasesHash,
            ProposalChecks.Read(row.Checks), row.Impact is null ? null : ProposalReplays.Read(row.Impact), row.ImpactHash,
            row.ReplayedBy is null ? null : new ReplayProgress(row.ReplayDone, row.ReplayTotal),
            standing?.Hindrances ?? [], standing?.Void ?? [], row.DecidedBy, row.DecidedAt, row.Comment, row.PublishedVersion,
            TextDifference.Between(before?.Text ?? "", row.Rules), TextDifference.Between(before?.Cases ?? "", row.Cases ?? ""));
    }

    private static async Task<IVersionRow?> BaseAsync(OcrDbContext database, ProposalRow row, CancellationToken stop) =>
        row.BaseVersion is not { } version ? null
        : row.Kind == ContentKinds.RuleSet ? await database.Set<RuleSetVersionRow>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == version, stop)
        : await database.Set<DefinitionVersionRow>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == version, stop);
}
