using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Simulation;

/// <summary>Sets what was counted while it happened against what the database holds at the end.</summary>
internal sealed class Balances(IDbContextFactory<OcrDbContext> databases)
{
    /// <summary>Years without entry or claim after which an approval lapses (R134).</summary>
    public const int YearsToLapse = 2;

    /// <param name="overdue">Open claims whose five working days are over.</param>
    /// <param name="last">The last day that was simulated.</param>
    public async Task<IReadOnlyList<Balance>> ReadAsync(Tally tally, IReadOnlyList<SimulatedCentre> centres, int overdue, DateOnly last, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var runs = await database.Set<ImportRun>().AsNoTracking().ToListAsync(stop);
        var entries = await database.Set<Entry>().GroupBy(e => e.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var claims = await database.Set<Claim>().GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var letters = await database.Set<OutboxRow>().GroupBy(o => o.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var workflows = await database.Set<InstanceRow>().GroupBy(i => i.DefinitionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var lapsed = centres.Count(c => c.LastActivity.AddYears(YearsToLapse) <= last);
        var decided = tally.Confirmed + tally.Edited + tally.Withdrawn;
        var issued = tally.Certificates.Where(c => c.Due < last).ToList();
        return
        [
            new("Lines sent = lines read", tally.LinesSent, runs.Sum(r => r.Lines)),
            new("Lines sent = accepted + refused + undecided + not readable + there already", tally.LinesSent, runs.Sum(r => r.Accepted + r.Refused + r.Undecided + r.Bad + r.Already)),
            new("Lines without a mistake = entries in force or closed", tally.GoodLines, entries.Where(e => e.Key is not (EntryStatus.Refused or EntryStatus.Undecided)).Sum(e => e.Value)),
            new("Lines decided = entries", runs.Sum(r => r.Accepted + r.Refused + r.Undecided), entries.Values.Sum()),
            new("Entries = decisions about entries", entries.Values.Sum(), await database.Set<DecisionRow>().CountAsync(d => d.Subject.StartsWith("entry:"), stop)),
            new("Centres = workflows of their approvals", centres.Count, workflows.GetValueOrDefault("qualification-delivery")),
            new("Claims submitted = claims", tally.ClaimsSubmitted, claims.Values.Sum()),
            new("Claims submitted = workflows of claims", tally.ClaimsSubmitted, workflows.GetValueOrDefault("claim")),
            new("Claims confirmed or edited", tally.Confirmed + tally.Edited, Of(ClaimStatus.Confirmed, ClaimStatus.Edited, ClaimStatus.Finalised, ClaimStatus.Processed)),
            new("Claims withdrawn", tally.Withdrawn, Of(ClaimStatus.Withdrawn)),
            new("Claims submitted - decided = open", tally.ClaimsSubmitted - decided, Of(ClaimStatus.Submitted)),
            new("Claims not decided within five working days of the visit", tally.Overdue + overdue, await database.Set<Claim>().CountAsync(c => c.OverdueSince != null, stop)),
            new("Results published", tally.Published, Of(ClaimStatus.Finalised, ClaimStatus.Processed)),
            new("Claims five working days after their results = with certificates", issued.Count, Of(ClaimStatus.Processed)),
            new("Awards of these = certificates", issued.Sum(c => c.Awards), await database.Set<Certificate>().CountAsync(stop)),
            new("Certificates without the award they were issued for", 0, await database.Set<Certificate>()
                .CountAsync(c => !database.Set<ClaimLine>().Any(l => l.ClaimNumber == c.ClaimNumber && l.LineNumber == c.ClaimLineNumber && l.CandidateId == c.CandidateId), stop)),
            new("Approvals two years without entry or claim = lapsed", lapsed, await database.Set<Approval>().CountAsync(a => a.Status == ApprovalStatus.Lapsed, stop)),
            new("Centres two years without entry or claim = lapsed", lapsed, await database.Set<Centre>().CountAsync(c => c.VocationalApprovalLapsedOn != null, stop)),
            new("Letters: claims decided", decided, letters.GetValueOrDefault("claim-decided")),
            new("Letters: claims overdue", tally.Overdue + overdue, letters.GetValueOrDefault("claim-overdue")),
            new("Letters: certificates issued", issued.Count, letters.GetValueOrDefault("certificates-issued")),
            new("Letters: approvals lapsed", lapsed, letters.GetValueOrDefault("approval-lapsed")),
            new("Letters: centres lapsed", lapsed, letters.GetValueOrDefault("centre-lapsed")),
            new("Letters that left = letters asked for", tally.LettersLeft, letters.Where(l => l.Key != WorkflowEventChannel.Kind).Sum(l => l.Value)),
            new("Incidents", 0, await database.Set<IncidentRow>().CountAsync(stop)),
        ];

        int Of(params ClaimStatus[] statuses) => statuses.Sum(s => claims.GetValueOrDefault(s));
    }
}
