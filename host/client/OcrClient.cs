namespace OcrWorkflows.Client;

/// <summary>What a centre's exams officer does, for programs: entries, decisions, claims and certificates over <c>/api/v1</c>.</summary>
/// <remarks>
/// Every call throws <see cref="OcrApiException"/> when the host refuses, and <see cref="HttpRequestException"/> when it cannot be reached.
/// A centre's user is answered about that centre alone, whatever is asked.
/// </remarks>
public sealed class OcrClient
{
    /// <param name="http">With the host's address as BaseAddress, and with <c>Authorization: Bearer</c> and a token of a person's own: the page Your account makes one. Whoever gives it disposes of it.</param>
    public OcrClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var calls = new Calls(http);
        Entries = new EntriesClient(calls);
        Decisions = new DecisionsClient(calls);
        Claims = new ClaimsClient(calls);
        Certificates = new CertificatesClient(calls);
    }

    public EntriesClient Entries { get; }

    public DecisionsClient Decisions { get; }

    public ClaimsClient Claims { get; }

    public CertificatesClient Certificates { get; }
}
