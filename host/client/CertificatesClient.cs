using System.Runtime.CompilerServices;

namespace OcrWorkflows.Client;

/// <param name="Claim">Number of the claim it follows from.</param>
/// <param name="Unit">Empty for the full award.</param>
public sealed record CertificateSummary(Guid Id, string Claim, string Centre, string CandidateNumber, string Qualification, string Unit, string? Grade, DateOnly IssuedOn, Guid? Instance);

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record CertificatePage(IReadOnlyList<CertificateSummary> Certificates, string? Next);

/// <summary>Which certificates are listed; what is null limits nothing.</summary>
public sealed record CertificateQuery
{
    public string? Centre { get; init; }

    /// <summary>Number of the candidate at the centre.</summary>
    public string? Candidate { get; init; }

    public string? Qualification { get; init; }

    /// <summary>True for those of full awards, false for those of units.</summary>
    public bool? Full { get; init; }

    /// <summary>Certificates asked for at once, 1 to 500.</summary>
    public int PageSize { get; init; } = 200;
}

/// <summary>Certificates that were issued.</summary>
public sealed class CertificatesClient
{
    private readonly Calls _calls;

    internal CertificatesClient(Calls calls) => _calls = calls;

    /// <summary>All that the query finds, newest first, asked for page by page while they are read.</summary>
    public async IAsyncEnumerable<CertificateSummary> AllAsync(CertificateQuery query, [EnumeratorCancellation] CancellationToken stop = default)
    {
        for (string? cursor = null; ;)
        {
            var page = await PageAsync(query, cursor, stop);
            foreach (var certificate in page.Certificates)
            {
                yield return certificate;
            }

            if ((cursor = page.Next) is null)
            {
                yield break;
            }
        }
    }

    /// <param name="cursor">From <see cref="CertificatePage.Next"/>; null for the first page.</param>
    public Task<CertificatePage> PageAsync(CertificateQuery query, string? cursor = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _calls.GetAsync<CertificatePage>("/certificates", new Query()
            .With("centre", query.Centre).With("candidate", query.Candidate).With("qualification", query.Qualification).With("full", query.Full).With("limit", query.PageSize).With("cursor", cursor), stop);
    }
}
