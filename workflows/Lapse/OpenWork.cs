using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Lapse;

/// <summary>What is not finished under an approval.</summary>
/// <param name="Entries">Accepted entries for a full award or a unit without a result and without a certificate, and tests that are booked.</param>
/// <param name="Claims">Numbers of claims on their way, oldest first.</param>
public sealed record OpenWork(int Entries, IReadOnlyList<string> Claims)
{
    private static readonly ClaimStatus[] s_done = [ClaimStatus.Withdrawn, ClaimStatus.Processed];

    public bool IsNone => Entries == 0 && Claims.Count == 0;

    public string Words => $"{Entries} entries and {Claims.Count} claims";

    /// <param name="covers">Code or suite of the approval; null for everything vocational of the centre.</param>
    internal static async Task<OpenWork> OfAsync(OcrDbContext database, ReferenceData reference, string centre, string? covers, CancellationToken stop)
    {
        var codes = reference.Qualifications.Values.Where(q => covers is null ? !q.ApprovedCentreWide : q.CoveredBy == covers).Select(q => q.Code).ToList();
        var certificates = database.Set<Certificate>();
        var sittings = database.Set<Sitting>();
        var entries = await database.Set<Entry>().CountAsync(e => e.CentreNumber == centre && codes.Contains(e.QualificationCode) && e.Status == EntryStatus.Accepted && e.Result == null
            && (e.EntryType == EntryType.Test
                ? sittings.Any(s => s.EntryId == e.Id && s.Status == SittingStatus.Booked)
                : !certificates.Any(c => c.CandidateId == e.CandidateId && c.QualificationCode == e.QualificationCode && c.UnitCode == e.UnitCode)), stop);
        var claims = await database.Set<Claim>().AsNoTracking().Where(c => c.CentreNumber == centre && codes.Contains(c.QualificationCode) && !s_done.Contains(c.Status))
            .OrderBy(c => c.ClaimNumber).Select(c => c.ClaimNumber).ToListAsync(stop);
        return new OpenWork(entries, claims);
    }
}
