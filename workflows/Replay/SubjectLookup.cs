using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Centre and qualification of what decisions are about.</summary>
/// <param name="Qualification">Code, or the suite that an approval covers; empty where there is none.</param>
internal readonly record struct About(string Centre, string Qualification);

/// <summary>Looks a page of subjects up at once.</summary>
internal static class SubjectLookup
{
    private static readonly string[] s_ofEntries = ["entry:", "withdrawal:"];
    private const string Approval = "approval:";
    private const string Centre = "centre:";
    private const string Claim = "claim:";

    /// <summary>What the register does not know any more is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, About>> FindAsync(OcrDbContext database, IReadOnlyCollection<string> subjects, CancellationToken stop)
    {
        var found = new Dictionary<string, About>(subjects.Count, StringComparer.Ordinal);
        await EntriesAsync(database, subjects, found, stop);
        var approvals = subjects.Where(s => s.StartsWith(Approval, StringComparison.Ordinal)).Select(s => s[Approval.Length..]).ToList();
        if (approvals.Count > 0)
        {
            foreach (var approval in await database.Set<Approval>().AsNoTracking().Where(a => approvals.Contains(a.Reference)).Select(a => new { a.Reference, a.CentreNumber, a.Covers }).ToListAsync(stop))
            {
                found[Approval + approval.Reference] = new About(approval.CentreNumber, approval.Covers);
            }
        }

        await ClaimsAsync(database, subjects, found, stop);
        foreach (var subject in subjects.Where(s => s.StartsWith(Centre, StringComparison.Ordinal)))
        {
            found[subject] = new About(subject[Centre.Length..], "");
        }

        return found;
    }

    private static async Task ClaimsAsync(OcrDbContext database, IReadOnlyCollection<string> subjects, Dictionary<string, About> found, CancellationToken stop)
    {
        var claims = subjects.Where(s => s.StartsWith(Claim, StringComparison.Ordinal)).Select(s => s[Claim.Length..]).ToList();
        if (claims.Count == 0)
        {
            return;
        }

        foreach (var claim in await database.Set<Register.Claim>().AsNoTracking().Where(c => claims.Contains(c.ClaimNumber)).Select(c => new { c.ClaimNumber, c.CentreNumber, c.QualificationCode }).ToListAsync(stop))
        {
            found[Claim + claim.ClaimNumber] = new About(claim.CentreNumber, claim.QualificationCode);
        }
    }

    private static async Task EntriesAsync(OcrDbContext database, IReadOnlyCollection<string> subjects, Dictionary<string, About> found, CancellationToken stop)
    {
        var wanted = subjects.Select(s => (Subject: s, Entry: EntryOf(s))).Where(s => s.Entry is not null).ToLookup(s => s.Entry!.Value, s => s.Subject);
        var ids = wanted.Select(w => w.Key).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        foreach (var entry in await database.Set<Entry>().AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => new { e.Id, e.CentreNumber, e.QualificationCode }).ToListAsync(stop))
        {
            foreach (var subject in wanted[entry.Id])
            {
                found[subject] = new About(entry.CentreNumber, entry.QualificationCode);
            }
        }
    }

    private static Guid? EntryOf(string subject) =>
        Array.Find(s_ofEntries, o => subject.StartsWith(o, StringComparison.Ordinal)) is { } kind && Guid.TryParse(subject.AsSpan(kind.Length), out var id) ? id : null;
}
