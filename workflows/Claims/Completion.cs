using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Claims;

/// <summary>
/// Starts <c>certification</c> for a candidate whose published results complete the qualification (R111), once. Units count under whichever entry they were
/// achieved: those under the original entry carry over to the re-entry (R33).
/// </summary>
/// <remarks>Complete means every unit that the rules of combination require; how many optional ones are needed besides was not found.</remarks>
internal sealed class Completion(ReferenceLibrary references, Inbox inbox)
{
    /// <param name="claim">Its results have just been published, in this transaction.</param>
    public async Task CheckAsync(OcrDbContext database, Claim claim, DateOnly publishedOn, Actor actor, CancellationToken stop)
    {
        if (!references.Current.Qualifications.TryGetValue(claim.QualificationCode, out var qualification) || !qualification.Mandatory.Values.Contains(true))
        {
            return;
        }

        var claimed = await database.Set<ClaimLine>().AsNoTracking().Where(l => l.ClaimNumber == claim.ClaimNumber).ToListAsync(stop);
        var candidates = claimed.Where(l => l.UnitCode.Length > 0).Select(l => l.CandidateId).Distinct().ToList();
        foreach (var candidate in candidates)
        {
            var achieved = await AchievedAsync(database, candidate, qualification.Code, stop);
            if (qualification.Mandatory.All(u => !u.Value || achieved.Contains(u.Key)) && await IsOwedAsync(database, candidate, qualification.Code, stop))
            {
                await StartAsync(database, claim, qualification, candidate, achieved.Count, publishedOn, actor, stop);
            }
        }
    }

    /// <summary>Units with a published result of a claim, and tests that were passed.</summary>
    internal static async Task<HashSet<string>> AchievedAsync(OcrDbContext database, Guid candidate, string qualification, CancellationToken stop)
    {
        var published = database.Set<Claim>().Where(c => c.QualificationCode == qualification && (c.Status == ClaimStatus.Finalised || c.Status == ClaimStatus.Processed));
        var claimed = await database.Set<ClaimLine>().AsNoTracking()
            .Where(l => l.CandidateId == candidate && l.UnitCode != "" && published.Any(c => c.ClaimNumber == l.ClaimNumber)).Select(l => l.UnitCode).ToListAsync(stop);
        var passed = await database.Set<Sitting>().AsNoTracking()
            .Where(s => s.CandidateId == candidate && s.QualificationCode == qualification && s.Status == SittingStatus.Passed).Select(s => s.UnitCode).ToListAsync(stop);
        return claimed.Concat(passed).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Entered for the full award, which is neither claimed itself nor certificated nor on its way.</summary>
    private static async Task<bool> IsOwedAsync(OcrDbContext database, Guid candidate, string qualification, CancellationToken stop)
    {
        var entered = await database.Set<Entry>().AnyAsync(e => e.CandidateId == candidate && e.QualificationCode == qualification
            && (e.EntryType == EntryType.Qualification || e.EntryType == EntryType.ReEntry) && e.Status == EntryStatus.Accepted, stop);
        if (!entered)
        {
            return false;
        }

        var standing = database.Set<Claim>().Where(c => c.QualificationCode == qualification && c.Status != ClaimStatus.Withdrawn);
        var key = $"certification:{ReferenceOf(qualification, candidate)}";
        return !await database.Set<ClaimLine>().AnyAsync(l => l.CandidateId == candidate && l.UnitCode == "" && standing.Any(c => c.ClaimNumber == l.ClaimNumber), stop)
            && !await database.Set<Certificate>().AnyAsync(c => c.CandidateId == candidate && c.QualificationCode == qualification && c.UnitCode == "", stop)
            && !await database.Set<InstanceRow>().AnyAsync(i => i.CorrelationId == key, stop);
    }

    private async Task StartAsync(
        OcrDbContext database, Claim claim, QualificationReference qualification, Guid candidate, int achieved, DateOnly publishedOn, Actor actor, CancellationToken stop)
    {
        var reference = ReferenceOf(qualification.Code, candidate);
        var start = new StartRequest("certification", new Dictionary<string, object?>
        {
            ["CertificateReference"] = reference,
            ["CentreNumber"] = claim.CentreNumber,
            ["QualificationCode"] = qualification.Code,
            ["Line"] = qualification.Line,
            ["Request"] = "Full",
            ["EnteredFor"] = "FullAward",
            ["ResultsOn"] = publishedOn,
            ["UnitsAchieved"] = achieved,
            ["UnitsNeeded"] = qualification.Mandatory.Count(u => u.Value),
            ["MandatoryMissing"] = 0,
            ["Reason"] = "",
            ["Candidate"] = candidate.ToString("D"),
        }, $"certification:{reference}", claim.CentreNumber, qualification.Code);
        await inbox.StartWithinAsync(database, start, RequestIds.For($"Certification:{reference}"), actor, stop);
    }

    /// <summary>Such as <c>05838-0199f0…</c>: the candidate stands in it as in the register, by no name or number.</summary>
    private static string ReferenceOf(string qualification, Guid candidate) => $"{qualification}-{candidate:N}";
}
