using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Facts;

/// <summary>Builds what <c>rule-sets/claims</c> is told about a claim from the register as it stands before it.</summary>
/// <param name="approval">The approval in force that covers the qualification; null when there is none.</param>
internal sealed class ClaimFactsBuilder(ClaimSubmission submission, string number, Centre centre, QualificationReference qualification, Approval? approval)
{
    public const string Visit = "Visit";
    public const string Direct = "Direct";
    public const string Remote = "RemoteModeration";

    private static readonly string[] RemoteLines = ["OtherVocational", "FunctionalSkills"];
    private static readonly ClaimStatus[] Awarded = [ClaimStatus.Confirmed, ClaimStatus.Edited, ClaimStatus.Finalised, ClaimStatus.Processed];

    public static string RouteOf(ClaimSubmission submission, QualificationReference qualification) =>
        submission.Direct ? Direct : RemoteLines.Contains(qualification.Line) ? Remote : Visit;

    public QualificationReference Qualification => qualification;

    public async Task<ClaimFacts> BuildAsync(OcrDbContext database, DateOnly today, CancellationToken stop)
    {
        var claimed = submission.Awards.ToLookup(a => a.CandidateId);
        var candidates = claimed.Select(c => c.Key).ToList();
        var entries = await EntriesAsync(database, candidates, qualification.Code, stop);
        var awarded = await AwardedAsync(database, candidates, qualification.Code, stop);
        return new ClaimFacts
        {
            DecisionDate = today,
            ClaimReference = number,
            CentreNumber = centre.Number,
            CentreStatus = centre.Status.ToString(),
            Approved = approval is not null,
            Qualification = qualification.Code,
            Line = qualification.Line,
            Route = RouteOf(submission, qualification),
            Award = submission.Awards.Any(a => a.UnitCode.Length == 0) ? "FullAward" : "Units",
            Candidates = candidates.Count,
            NotEntered = claimed.Count(c => !c.All(a => IsEntered(entries[c.Key], a.UnitCode))),
            EnteredForOther = claimed.Count(c => IsEnteredForOther(entries[c.Key], c)),
            AwardedAlready = claimed.Count(c => c.Any(a => awarded.Contains((c.Key, a.UnitCode)))),
            NotAssessed = claimed.Count(c => c.Any(a => !a.Assessed)),
            ConfidentDeclared = submission.Confident,
            DirectClaimStatus = approval?.DirectClaimStatus == Register.DirectClaimStatus.Granted,
            SanctionLevel = approval?.SanctionLevel ?? 0,
        };
    }

    /// <summary>An entry for the qualification gives access to its units (R15); one for a unit gives access to that unit, and is no entry for another.</summary>
    private static bool IsEntered(IEnumerable<(EntryType Type, string Unit)> entries, string unit) =>
        entries.Any(e => e.Type is EntryType.Qualification or EntryType.ReEntry || unit.Length == 0 || e.Unit == unit);

    /// <summary>Entered for units alone while the full award is claimed, or for both (R88).</summary>
    private static bool IsEnteredForOther(IEnumerable<(EntryType Type, string Unit)> entries, IEnumerable<ClaimedAward> awards)
    {
        var forUnits = entries.Any(e => e.Type == EntryType.Unit);
        return forUnits && (entries.Any(e => e.Type is EntryType.Qualification or EntryType.ReEntry) || awards.Any(a => a.UnitCode.Length == 0));
    }

    private static async Task<ILookup<Guid, (EntryType Type, string Unit)>> EntriesAsync(OcrDbContext database, List<Guid> candidates, string qualification, CancellationToken stop)
    {
        var found = await database.Set<Entry>().AsNoTracking()
            .Where(e => candidates.Contains(e.CandidateId) && e.QualificationCode == qualification && e.Status == EntryStatus.Accepted && e.EntryType != EntryType.Test)
            .Select(e => new { e.CandidateId, e.EntryType, e.UnitCode }).ToListAsync(stop);
        return found.ToLookup(e => e.CandidateId, e => (e.EntryType, e.UnitCode));
    }

    /// <summary>What claims that were confirmed or edited have awarded, under whichever entry (R33), and what was certificated.</summary>
    private static async Task<HashSet<(Guid Candidate, string Unit)>> AwardedAsync(OcrDbContext database, List<Guid> candidates, string qualification, CancellationToken stop)
    {
        var claims = database.Set<Claim>().Where(c => c.QualificationCode == qualification && Awarded.Contains(c.Status));
        var byClaim = await database.Set<ClaimLine>().AsNoTracking().Where(l => candidates.Contains(l.CandidateId) && claims.Any(c => c.ClaimNumber == l.ClaimNumber))
            .Select(l => new { l.CandidateId, l.UnitCode }).ToListAsync(stop);
        var certificates = await database.Set<Certificate>().AsNoTracking().Where(c => candidates.Contains(c.CandidateId) && c.QualificationCode == qualification)
            .Select(c => new { c.CandidateId, c.UnitCode }).ToListAsync(stop);
        return [.. byClaim.Concat(certificates).Select(a => (a.CandidateId, a.UnitCode))];
    }
}
