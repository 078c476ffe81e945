using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages.Instances;
using OcrWorkflows.Host.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.Centres;

/// <summary>An entry as the centre's page shows it: the candidate by number alone.</summary>
public sealed record EntryLine(
    Guid Id, string CandidateNumber, EntryType Type, string Qualification, string Unit, string Series, EntryStatus Status, DateOnly EnteredOn, Guid? Decision)
{
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <param name="Lapses">Day on which it would lapse if nothing happened; null when there is none in sight, or it is not in force.</param>
public sealed record ApprovalLine(Approval Approval, DateOnly? Lapses);

/// <summary>One centre and the latest of what belongs to it.</summary>
public sealed record CentreView
{
    public required Centre Centre { get; init; }
    public required IReadOnlyList<ApprovalLine> Approvals { get; init; }
    public required IReadOnlyList<EntryLine> Entries { get; init; }
    public required int EntryCount { get; init; }
    public required IReadOnlyList<Claim> Claims { get; init; }
    public required IReadOnlyList<QaVisit> Visits { get; init; }
    public required long ChargesPence { get; init; }
    public required int ChargeCount { get; init; }
    public required IReadOnlyList<InstanceLine> Instances { get; init; }
    public required ILookup<InstanceId, WaitReason> Waits { get; init; }

    /// <returns>Null when there is no such centre, or the viewer may not see it.</returns>
    public static async Task<CentreView?> ReadAsync(OcrDbContext database, Viewer viewer, string number, RuleSet? lapseRules, DateOnly today, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.MaySee(number) || await database.Set<Centre>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, stop) is not { } centre)
        {
            return null;
        }

        var approvals = await database.Set<Approval>().AsNoTracking().Where(a => a.CentreNumber == number).OrderBy(a => a.Status).ThenBy(a => a.Reference).ToListAsync(stop);
        var charges = database.Set<Charge>().Where(c => c.CentreNumber == number);
        var instances = await database.Set<InstanceRow>().Where(i => i.CentreNumber == number).OrderByDescending(i => i.UpdatedAt).Take(10)
            .Select(i => new InstanceLine(i.Id, i.DefinitionId, i.Name, i.CorrelationId, i.CentreNumber, i.QualificationCode, i.SubStatus, i.HasIncident, i.UpdatedAt))
            .ToListAsync(stop);
        return new CentreView
        {
            Centre = centre,
            Approvals = [.. approvals.Select(a => new ApprovalLine(a, lapseRules is null || a.Status != ApprovalStatus.Active ? null : LapseForecast.Of(lapseRules, a, today)))],
            Entries = await EntriesAsync(database, number, stop),
            EntryCount = await database.Set<Entry>().CountAsync(e => e.CentreNumber == number, stop),
            Claims = await database.Set<Claim>().AsNoTracking().Where(c => c.CentreNumber == number).OrderByDescending(c => c.SubmittedAt).Take(15).ToListAsync(stop),
            Visits = await database.Set<QaVisit>().AsNoTracking().Where(v => v.CentreNumber == number).OrderByDescending(v => v.PlannedFrom).Take(10).ToListAsync(stop),
            ChargesPence = await charges.SumAsync(c => c.AmountPence, stop),
            ChargeCount = await charges.CountAsync(stop),
            Instances = instances,
            Waits = await WaitReason.OfAsync(database, [.. instances.Select(i => i.Id)], stop),
        };
    }

    private static async Task<IReadOnlyList<EntryLine>> EntriesAsync(OcrDbContext database, string number, CancellationToken stop)
    {
        var entries = await database.Set<Entry>().Where(e => e.CentreNumber == number)
            .OrderByDescending(e => e.EnteredOn).ThenByDescending(e => e.LineNumber).Take(25)
            .Join(database.Set<Candidate>(), e => e.CandidateId, c => c.Id, (e, c) =>
                new EntryLine(e.Id, c.CandidateNumber, e.EntryType, e.QualificationCode, e.UnitCode, e.Series, e.Status, e.EnteredOn, e.DecisionId))
            .ToListAsync(stop);
        var ids = entries.Where(e => e.Decision is not null).Select(e => e.Decision!.Value).ToList();
        var findings = await database.Set<DecisionRow>().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Findings }).ToDictionaryAsync(d => d.Id, d => d.Findings, stop);
        return [.. entries.OrderByDescending(e => e.EnteredOn).Select(e => e.Decision is { } id && findings.TryGetValue(id, out var json) ? e with { Reasons = EntryQueries.MessagesOf(json) } : e)];
    }
}
