using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Importing;

/// <summary>A candidate and everything entered so far, earlier lines of the same file included.</summary>
internal sealed class CandidateHistory(Candidate candidate)
{
    public Candidate Candidate { get; } = candidate;

    public Dictionary<string, Entry> Entries { get; } = new(StringComparer.Ordinal);

    public List<Sitting> Sittings { get; } = [];

    /// <summary>Claimed awards that are not yet decided and published, by qualification code.</summary>
    public Dictionary<string, int> Claimed { get; } = new(StringComparer.Ordinal);

    /// <summary>The qualification entry that counts for new entries: an accepted re-entry before the entry it follows.</summary>
    public Entry? OpenEntry(string qualification) => Entries.Values
        .Where(e => e.Status == EntryStatus.Accepted && e.QualificationCode == qualification && e.EntryType is (EntryType.Qualification or EntryType.ReEntry))
        .MaxBy(e => (e.EntryType == EntryType.ReEntry, e.EnteredOn, e.Attempt));

    public int UnitEntries(string qualification) =>
        Entries.Values.Count(e => e.Status == EntryStatus.Accepted && e.EntryType == EntryType.Unit && e.QualificationCode == qualification);

    /// <summary>An entry of that type for the unit in the series that was accepted and not withdrawn, whatever number its attempt has.</summary>
    public bool Entered(EntryType type, string qualification, string unit, string series) =>
        Entries.Values.Any(e => e.Status == EntryStatus.Accepted && e.EntryType == type && e.QualificationCode == qualification && e.UnitCode == unit && e.Series == series);

    public int AwaitingAward(string qualification) =>
        Claimed.GetValueOrDefault(qualification)
        + Sittings.Count(s => s.QualificationCode == qualification && s.Status is (SittingStatus.Booked or SittingStatus.Sat));
}
