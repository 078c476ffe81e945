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
    private const string Entry = "entry:";
    private const string Approval = "approval:";
    private const string Centre = "centre:";

    /// <summary>What the register does not know any more is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, About>> FindAsync(OcrDbContext database, IReadOnlyCollection<string> subjects, CancellationToken stop)
    {
        var found = new Dictionary<string, About>(subjects.Count, StringComparer.Ordinal);
        var entries = subjects.Where(s => s.StartsWith(Entry, StringComparison.Ordinal) && Guid.TryParse(s.AsSpan(Entry.Length), out _)).Select(s => Guid.Parse(s.AsSpan(Entry.Length))).ToList();
        if (entries.Count > 0)
        {
            await foreach (var entry in database.Set<Entry>().AsNoTracking().Where(e => entries.Contains(e.Id)).Select(e => new { e.Id, e.CentreNumber, e.QualificationCode }).AsAsyncEnumerable().WithCancellation(stop))
            {
                found[$"{Entry}{entry.Id:D}"] = new About(entry.CentreNumber, entry.QualificationCode);
            }
        }

        var approvals = subjects.Where(s => s.StartsWith(Approval, StringComparison.Ordinal)).Select(s => s[Approval.Length..]).ToList();
        if (approvals.Count > 0)
        {
            foreach (var approval in await database.Set<Approval>().AsNoTracking().Where(a => approvals.Contains(a.Reference)).Select(a => new { a.Reference, a.CentreNumber, a.Covers }).ToListAsync(stop))
            {
                found[Approval + approval.Reference] = new About(approval.CentreNumber, approval.Covers);
            }
        }

        foreach (var subject in subjects.Where(s => s.StartsWith(Centre, StringComparison.Ordinal)))
        {
            found[subject] = new About(subject[Centre.Length..], "");
        }

        return found;
    }
}
