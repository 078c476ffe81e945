using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>How a proposal stands against what is current now.</summary>
/// <param name="Hindrances">What keeps everybody from approving it; empty when nothing does.</param>
/// <param name="Void">Why an approval it has no longer stands; empty when it does, or there is none.</param>
public sealed record ProposalStanding(ApprovalBinding Now, IReadOnlyList<Refusal> Hindrances, IReadOnlyList<string> Void);

/// <summary>
/// The second person. An approval is bound to the hashes of rules, cases, the sets around them, impact report and calendar; nobody
/// approves a change they had a hand in, whatever their roles; an approved change goes live only while all of that is as it was.
/// </summary>
public sealed class Approvals
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly PublishedKinds _kinds;
    private readonly ICalendarSource _calendar;
    private readonly TimeProvider _time;
    private readonly ILogger<Approvals> _log;

    internal Approvals(IDbContextFactory<OcrDbContext> databases, PublishedKinds kinds, ICalendarSource calendar, TimeProvider time, ILogger<Approvals> log) =>
        (_databases, _kinds, _calendar, _time, _log) = (databases, kinds, calendar, time, log);

    public async Task<ProposalStanding> StandingAsync(ProposalRow proposal, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        await using var database = await _databases.CreateDbContextAsync(stop);
        return StandingOf(proposal, await CheckAsync(database, proposal, stop));
    }

    /// <param name="seen">The version of the proposal that was looked at; null for whatever it is now.</param>
    public Task<ProposalResult> ApproveAsync(Guid id, int? seen, string? comment, Actor actor, CancellationToken stop) => Clashes.RetryAsync(_databases, async database =>
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        if (await database.Set<ProposalRow>().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } row)
        {
            return ProposalResult.No("proposal-unknown", $"There is no proposal {id}.");
        }

        if (row.State == ProposalState.Draft)
        {
            return ProposalResult.No("nobodys", "The file has changed and nobody has put a name to it: somebody proposes it first, saying why, and another person approves.", row);
        }

        if (ProposalStore.Against(row, seen, [ProposalState.Proposed, ProposalState.Approved], "approved") is { } refusal)
        {
            return new ProposalResult(row, refusal, []);
        }

        if (Authorship.IsOwn(row, actor))
        {
            _log.LogWarning("Proposal {Proposal} of {RuleSet}: {Person} tried to approve a change of their own, and was refused", row.Id, row.RuleSet, actor.Name);
            return ProposalResult.No("own-change", "Nobody approves a change of their own, administrators included: it takes a second person.", row);
        }

        var standing = StandingOf(row, await CheckAsync(database, row, stop));
        if (standing.Hindrances is [var first, ..])
        {
            return new ProposalResult(row, first, []);
        }

        if (row.State == ProposalState.Approved && standing.Void.Count == 0)
        {
            return ProposalResult.Done(row) with { Unchanged = true };
        }

        (row.State, row.DecidedBy, row.DecidedAt, row.Comment, row.Binding) = (ProposalState.Approved, actor.Name, _time.GetUtcNow(), Written.Line(comment), standing.Now.Write());
        row.Version++;
        await AuditTrail.AppendAsync(database, new AuditEntry(ContentKinds.Trail(row.Kind, row.RuleSet), "approved",
            $"Approved what {row.ProposedBy} proposed, with {What(row)}{(standing.Now.Impact.Length > 0 ? $" and impact {standing.Now.Impact[..12]}" : "")}.", row.Id), actor, _time.GetUtcNow(), stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return ProposalResult.Done(row);
    }, stop);

    /// <summary>Makes an approved proposal live, if its approval stands; otherwise changes nothing and says why.</summary>
    public async Task<PublishResult> PublishAsync(Guid id, Actor actor, CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        if (await database.Set<ProposalRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } proposal)
        {
            return PublishResult.For(new Refusal("proposal-unknown", $"There is no proposal {id}."));
        }

        var from = new Provenance(proposal.Origin, actor)
        {
            Comment = $"{proposal.Why} (proposed by {proposal.ProposedBy}, approved by {proposal.DecidedBy})",
            Proposal = proposal.Id,
            ApprovedBy = proposal.DecidedBy,
            Audited = ("published", $"What {proposal.ProposedBy} proposed and {proposal.DecidedBy} approved is live: {What(proposal)}."),
        };
        var guard = new PublicationGuard(
            async (again, check) => await AgainstPublishingAsync(again, proposal, check, stop),
            async (again, result) =>
            {
                var row = await again.Set<ProposalRow>().SingleAsync(p => p.Id == id, stop);
                (row.State, row.PublishedVersion) = (ProposalState.Published, result.Version?.Id);
                row.Version++;
            });
        return await _kinds.Of(proposal).PublishGuardedAsync(_kinds.ContentOf(proposal), from, guard, stop);
    }

    private async Task<Refusal?> AgainstPublishingAsync(OcrDbContext database, ProposalRow seen, DraftCheck check, CancellationToken stop)
    {
        var row = await database.Set<ProposalRow>().AsNoTracking().SingleAsync(p => p.Id == seen.Id, stop);
        if (row.State != ProposalState.Approved)
        {
            return new Refusal("not-approved", row.State == ProposalState.Published ? "The proposal is live already." : $"The proposal is {row.State}: only an approved one goes live.");
        }

        if (row.Version != seen.Version)
        {
            return new Refusal("changed-meanwhile", "The proposal has changed at this moment; look again.");
        }

        var standing = StandingOf(row, check);
        return standing.Void.Count > 0 ? new Refusal("approval-void", $"The approval no longer stands: {string.Join("; ", standing.Void)}. Have it checked again and approved anew.")
            : standing.Hindrances.Count > 0 ? standing.Hindrances[0]
            : null;
    }

    private static string What(ProposalRow row) => $"{(row.Kind == ContentKinds.RuleSet ? "rules" : "definition")} {row.RulesHash[..12]}";

    private Task<DraftCheck> CheckAsync(OcrDbContext database, ProposalRow row, CancellationToken stop) =>
        _kinds.CheckAsync(database, row, stop);

    private ProposalStanding StandingOf(ProposalRow row, DraftCheck check)
    {
        var content = _kinds.ContentOf(row);
        var now = new ApprovalBinding(content.TextHash, content.CasesHash, check.HasErrors || !check.Replays ? "" : check.Hash, row.ImpactHash ?? "", _calendar.Current.Edition, check.BaseVersion?.ToString("D") ?? "");
        return new ProposalStanding(now, [.. Hindrances(row, check)], row.Binding is { } binding ? ApprovalBinding.Read(binding).Differences(now) : []);
    }

    private static IEnumerable<Refusal> Hindrances(ProposalRow row, DraftCheck check)
    {
        if (check.HasErrors)
        {
            yield return new Refusal("has-faults", $"With what decides now it has faults: {check.Diagnostics.First(d => d.IsError).Message}");
            yield break;
        }

        if (check.FailingCases is [var failing, ..])
        {
            yield return new Refusal("cases-fail", $"{check.FailingCases.Count} of the cases do not hold, such as '{failing.Name}': {failing.Difference}. Change the cases if the rules are meant so; otherwise change the rules.");
        }

        if (row.BaseVersion != check.BaseVersion)
        {
            yield return new Refusal("base-changed", "Another version decides now than the one it was compared with. Have it checked again.");
        }
        else if (!check.Replays)
        {
            yield break;
        }
        else if (row.Impact is null)
        {
            yield return new Refusal("not-replayed", "The stored decisions have not been replayed to the end yet.");
        }
        else if (row.ImpactOf != check.Hash)
        {
            yield return new Refusal("impact-outdated", "A rule set that it injects, or that injects it, has changed since the replay. Have it checked again.");
        }
    }
}
