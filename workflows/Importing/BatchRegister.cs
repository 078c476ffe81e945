using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Importing;

/// <summary>The part of the register that the lines of one batch are about, fetched at once; candidates that a line adds included.</summary>
internal sealed class BatchRegister(OcrDbContext database, BulkInsert inserts, IIdSource ids)
{
    private readonly Dictionary<string, Centre> _centres = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Centre, string Covers), Approval> _approvals = [];
    private readonly Dictionary<(string Centre, string Uci), string> _uciHolders = [];
    private readonly Dictionary<string, CandidateHistory> _histories = new(StringComparer.Ordinal);

    public async Task FetchAsync(IReadOnlyList<FileLine> lines, CancellationToken stop)
    {
        var read = lines.Where(l => l.Line is not null).Select(l => l.Line!).ToList();
        var numbers = read.Select(l => l.CentreNumber).Distinct().ToList();
        foreach (var centre in await database.Set<Centre>().AsNoTracking().Where(c => numbers.Contains(c.Number)).ToListAsync(stop))
        {
            _centres[centre.Number] = centre;
        }

        foreach (var approval in await database.Set<Approval>().Where(a => numbers.Contains(a.CentreNumber) && a.Status == ApprovalStatus.Active).ToListAsync(stop))
        {
            _approvals[(approval.CentreNumber, approval.Covers)] = approval;
        }

        var keys = read.Select(l => l.CandidateKey).Distinct().ToList();
        var byId = new Dictionary<Guid, CandidateHistory>();
        foreach (var candidate in await database.Set<Candidate>().Where(c => keys.Contains(c.Key)).ToListAsync(stop))
        {
            byId[candidate.Id] = _histories[candidate.Key] = new CandidateHistory(candidate);
        }

        var ucis = read.Where(l => l.Uci is not null).Select(l => l.Uci!).Distinct().ToList();
        foreach (var holder in await database.Set<Candidate>().AsNoTracking().Where(c => numbers.Contains(c.CentreNumber) && ucis.Contains(c.Uci!)).Select(c => new { c.CentreNumber, c.Uci, c.CandidateNumber }).ToListAsync(stop))
        {
            _uciHolders[(holder.CentreNumber, holder.Uci!)] = holder.CandidateNumber;
        }

        await FetchHistoryAsync(byId, stop);
    }

    public Centre? Centre(EntryLine line) => _centres.GetValueOrDefault(line.CentreNumber);

    /// <summary>The approval in force that covers the qualification of the line; null when there is none.</summary>
    public Approval? Approval(EntryLine line) => _approvals.GetValueOrDefault((line.CentreNumber, line.Qualification.CoveredBy));

    /// <summary>The candidate of the line with everything entered so far; null when nobody has that number.</summary>
    public CandidateHistory? History(EntryLine line) => _histories.GetValueOrDefault(line.CandidateKey);

    /// <summary>Number of the candidate of this centre who holds the UCI; null when nobody does.</summary>
    public string? HolderOf(string uci, string centre) => _uciHolders.GetValueOrDefault((centre, uci));

    public CandidateHistory Add(EntryLine line, Centre centre)
    {
        var candidate = new Candidate
        {
            Id = ids.Next(),
            CentreNumber = line.CentreNumber,
            CandidateNumber = line.CandidateNumber,
            Key = line.CandidateKey,
            Uci = line.Uci,
            Uln = line.Uln,
            Surname = line.Surname,
            Forenames = line.Forenames,
            DateOfBirth = line.DateOfBirth,
            IsSample = centre.IsSample,
        };
        inserts.Add(candidate);
        if (line.Uci is not null)
        {
            _uciHolders[(line.CentreNumber, line.Uci)] = line.CandidateNumber;
        }

        return _histories[line.CandidateKey] = new CandidateHistory(candidate);
    }

    private async Task FetchHistoryAsync(Dictionary<Guid, CandidateHistory> byId, CancellationToken stop)
    {
        var known = byId.Keys.ToList();
        foreach (var entry in await database.Set<Entry>().AsNoTracking().Where(e => known.Contains(e.CandidateId)).ToListAsync(stop))
        {
            byId[entry.CandidateId].Entries[entry.LineKey] = entry;
        }

        foreach (var sitting in await database.Set<Sitting>().AsNoTracking().Where(s => known.Contains(s.CandidateId)).ToListAsync(stop))
        {
            byId[sitting.CandidateId].Sittings.Add(sitting);
        }

        var claimed = await database.Set<ClaimLine>()
            .Where(l => known.Contains(l.CandidateId))
            .Join(database.Set<Claim>().Where(c => c.Status == ClaimStatus.Submitted || c.Status == ClaimStatus.Confirmed || c.Status == ClaimStatus.Edited),
                l => l.ClaimNumber, c => c.ClaimNumber, (l, c) => new { l.CandidateId, c.QualificationCode })
            .ToListAsync(stop);
        foreach (var line in claimed)
        {
            var history = byId[line.CandidateId];
            history.Claimed[line.QualificationCode] = history.Claimed.GetValueOrDefault(line.QualificationCode) + 1;
        }
    }
}
