using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Register;

/// <summary>Which certificates a list shows.</summary>
public sealed record CertificateFilter
{
    public string? Centre { get; init; }

    /// <summary>Number of the candidate at the centre.</summary>
    public string? Candidate { get; init; }
    public string? Qualification { get; init; }

    /// <summary>True for full awards, false for units, null for both.</summary>
    public bool? Full { get; init; }

    /// <summary>At least 1.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null for the first.</summary>
    public DayCursor? After { get; init; }
}

/// <summary>A certificate as lists show it: the candidate by number at the centre, never by name.</summary>
/// <param name="Unit">Empty for the full award.</param>
/// <param name="Instance">The workflow of its claim; null when none was found.</param>
public sealed record CertificateSummary(Guid Id, string Claim, string Centre, string CandidateNumber, string Qualification, string Unit, string? Grade, DateOnly IssuedOn, Guid? Instance);

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record CertificatePage(IReadOnlyList<CertificateSummary> Certificates, string? Next);

/// <summary>Certificates, newest first (R109 to R111).</summary>
public sealed class CertificateQueries(IDbContextFactory<OcrDbContext> databases)
{
    public async Task<CertificatePage> ListAsync(Viewer viewer, CertificateFilter filter, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = Found(database, viewer, filter);
        if (filter.After is { } end)
        {
            found = found.Where(c => c.IssuedOn <= end.Day);
        }

        var rows = await found.OrderByDescending(c => c.IssuedOn).ThenBy(c => c.Id).Skip(filter.After?.SeenOfThatDay ?? 0).Take(filter.Limit + 1)
            .Select(c => new
            {
                Certificate = c,
                CandidateNumber = database.Set<Candidate>().Where(p => p.Id == c.CandidateId).Select(p => p.CandidateNumber).FirstOrDefault(),
                Claim = database.Set<Claim>().FirstOrDefault(l => l.ClaimNumber == c.ClaimNumber),
            }).ToListAsync(stop);
        var shown = rows.Take(filter.Limit).ToList();
        return new CertificatePage(
            [.. shown.Select(r => new CertificateSummary(
                r.Certificate.Id, r.Certificate.ClaimNumber, r.Certificate.CentreNumber, r.CandidateNumber ?? "", r.Certificate.QualificationCode, r.Certificate.UnitCode, r.Certificate.Grade,
                r.Certificate.IssuedOn, r.Claim?.Instance?.Value))],
            rows.Count > filter.Limit ? DayCursor.After([.. shown.Select(r => r.Certificate.IssuedOn)], filter.After).ToString() : null);
    }

    /// <param name="most">Counting stops past it.</param>
    public async Task<int> CountAsync(Viewer viewer, CertificateFilter filter, int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Found(database, viewer, filter).OrderBy(c => c.Id).Take(most + 1).CountAsync(stop);
    }

    private static IQueryable<Certificate> Found(OcrDbContext database, Viewer viewer, CertificateFilter filter)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var found = database.Set<Certificate>().AsNoTracking();
        if ((viewer.Centre ?? filter.Centre) is { } centre)
        {
            found = found.Where(c => c.CentreNumber == centre);
        }

        if (filter.Candidate is { } candidate)
        {
            found = found.Where(c => database.Set<Candidate>().Any(p => p.Id == c.CandidateId && p.CandidateNumber == candidate));
        }

        if (filter.Qualification is { } qualification)
        {
            found = found.Where(c => c.QualificationCode == qualification);
        }

        return filter.Full is { } full ? found.Where(c => (c.UnitCode == "") == full) : found;
    }
}
