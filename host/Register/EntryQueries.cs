using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Register;

/// <summary>Which entries a list shows.</summary>
public sealed record EntryFilter
{
    public string? Centre { get; init; }
    public string? Candidate { get; init; }
    public string? Qualification { get; init; }
    public EntryStatus? Status { get; init; }

    /// <summary>Only those that this import brought in.</summary>
    public Guid? Import { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null for the first.</summary>
    public DayCursor? After { get; init; }
}

/// <summary>An entry as lists show it: the candidate by number at the centre, never by name.</summary>
public sealed record EntrySummary(
    Guid Id, string Centre, string CandidateNumber, EntryType Type, string Qualification, string Unit, string Series, EntryStatus Status, DateOnly EnteredOn, Guid? Decision)
{
    /// <summary>What the rules said against it or charged for it.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record EntryPage(IReadOnlyList<EntrySummary> Entries, string? Next);

/// <summary>Entries, newest first, with the reasons of their decisions.</summary>
public sealed class EntryQueries(IDbContextFactory<OcrDbContext> databases)
{
    public async Task<EntryPage> ListAsync(Viewer viewer, EntryFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = Found(database, viewer, filter);
        if (filter.After is { } end)
        {
            found = found.Where(e => e.EnteredOn <= end.Day);
        }

        var rows = await found.OrderByDescending(e => e.EnteredOn).ThenBy(e => e.Id).Skip(filter.After?.SeenOfThatDay ?? 0).Take(filter.Limit + 1)
            .Join(database.Set<Candidate>(), e => e.CandidateId, c => c.Id, (e, c) =>
                new EntrySummary(e.Id, e.CentreNumber, c.CandidateNumber, e.EntryType, e.QualificationCode, e.UnitCode, e.Series, e.Status, e.EnteredOn, e.DecisionId))
            .ToListAsync(stop);
        var shown = rows.OrderByDescending(e => e.EnteredOn).ThenBy(e => e.Id).Take(filter.Limit).ToList();
        var decisions = shown.Select(e => e.Decision).OfType<Guid>().ToList();
        var findings = await database.Set<DecisionRow>().Where(d => decisions.Contains(d.Id)).Select(d => new { d.Id, d.Findings }).ToDictionaryAsync(d => d.Id, d => d.Findings, stop);
        return new EntryPage(
            [.. shown.Select(e => e.Decision is { } id && findings.TryGetValue(id, out var json) ? e with { Reasons = MessagesOf(json) } : e)],
            rows.Count > filter.Limit ? DayCursor.After([.. shown.Select(e => e.EnteredOn)], filter.After).ToString() : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(Viewer viewer, EntryFilter filter, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, filter).OrderBy(e => e.Id).Take(most + 1).CountAsync(stop);
    }

    /// <summary>Messages of stored findings; the rule's name where it has none.</summary>
    public static IReadOnlyList<string> MessagesOf(string findings)
    {
        using var document = JsonDocument.Parse(findings);
        return [.. document.RootElement.EnumerateArray().Select(f => f.TextOf("message") is { Length: > 0 } message ? message : f.TextOf("rule"))];
    }

    private static IQueryable<Entry> Found(OcrDbContext database, Viewer viewer, EntryFilter filter)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var found = database.Set<Entry>().AsNoTracking();
        if ((viewer.Centre ?? filter.Centre) is { } centre)
        {
            found = found.Where(e => e.CentreNumber == centre);
        }

        if (filter.Candidate is { } candidate)
        {
            found = found.Where(e => database.Set<Candidate>().Any(c => c.Id == e.CandidateId && c.CandidateNumber == candidate));
        }

        if (filter.Import is { } import)
        {
            found = found.Where(e => e.ImportId == import);
        }

        if (filter.Qualification is { } qualification)
        {
            found = found.Where(e => e.QualificationCode == qualification);
        }

        return filter.Status is { } status ? found.Where(e => e.Status == status) : found;
    }
}
