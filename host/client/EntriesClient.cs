using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace OcrWorkflows.Client;

public enum EntryType
{
    Qualification,
    Unit,
    Test,
    ReEntry,
}

public enum EntryStatus
{
    Accepted,
    Refused,
    Undecided,
    Withdrawn,
    Closed,
}

/// <param name="Unit">Empty for an entry for the whole qualification.</param>
/// <param name="Decision">For <see cref="DecisionsClient"/>; null when none has been made.</param>
/// <param name="Reasons">Why it was not accepted; empty otherwise.</param>
public sealed record EntrySummary(
    Guid Id, string Centre, string CandidateNumber, EntryType Type, string Qualification, string Unit, string Series, EntryStatus Status, DateOnly EnteredOn, Guid? Decision, IReadOnlyList<string> Reasons);

/// <param name="Next">Cursor of the page after; null when this is the last.</param>
public sealed record EntryPage(IReadOnlyList<EntrySummary> Entries, string? Next);

public sealed record RuleCount(string Rule, IReadOnlyList<string> Clauses, int Count);

public sealed record FeeCount(string FeeCode, int Count, long AmountPence);

public sealed record ProblemCount(string Code, string Message, int Count);

/// <param name="Line">1-based, the header counted.</param>
/// <param name="Value">Masked when it may be personal data.</param>
public sealed record ImportProblem(string Code, int Line, string Field, string Value, string Message, string Remedy);

/// <summary>What became of a file: every line is accepted, refused, undecided, bad, or was there already.</summary>
/// <param name="ImportId">To list the entries of this file.</param>
/// <param name="Problems">Lines that could not be read, the first thousand of them.</param>
/// <param name="Clean">Every line was taken.</param>
public sealed record ImportResult(
    Guid ImportId, string FileName, int Lines, int Accepted, int Refused, int Undecided, int Bad, int Already, IReadOnlyList<RuleCount> RefusedByRule, IReadOnlyList<FeeCount> Charges,
    IReadOnlyList<ProblemCount> BadByCode, IReadOnlyList<ImportProblem> Problems, IReadOnlyList<ImportProblem> FileProblems, int Undelivered, string? ReportPath, TimeSpan Elapsed, long ChargedPence, bool Clean);

/// <summary>Which entries are listed; what is null limits nothing.</summary>
public sealed record EntryQuery
{
    public string? Centre { get; init; }

    /// <summary>Number of the candidate at the centre.</summary>
    public string? Candidate { get; init; }

    public string? Qualification { get; init; }

    public EntryStatus? Status { get; init; }

    /// <summary>From <see cref="ImportResult.ImportId"/>.</summary>
    public Guid? Import { get; init; }

    /// <summary>Entries asked for at once, 1 to 500.</summary>
    public int PageSize { get; init; } = 200;
}

/// <summary>Entries files and the entries made of them.</summary>
public sealed class EntriesClient
{
    private readonly Calls _calls;

    internal EntriesClient(Calls calls) => _calls = calls;

    /// <summary>Has every line of a file decided and stored. The same file again changes nothing.</summary>
    /// <param name="csv">UTF-8, laid out as docs/entries-csv.md says; read from where it stands and left open.</param>
    /// <param name="fileName">Tells a file of the sector's formats, which is refused with the reason; null when there is none.</param>
    public async Task<ImportResult> ImportAsync(Stream csv, string? fileName = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(csv);
        using var content = new StreamContent(new LeftOpen(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (fileName is not null)
        {
            content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"\"{fileName}\"" };
        }

        return await _calls.PostAsync<ImportResult>("/entries/import", content, stop);
    }

    /// <summary>All that the query finds, newest first, asked for page by page while they are read.</summary>
    public async IAsyncEnumerable<EntrySummary> AllAsync(EntryQuery query, [EnumeratorCancellation] CancellationToken stop = default)
    {
        for (string? cursor = null; ;)
        {
            var page = await PageAsync(query, cursor, stop);
            foreach (var entry in page.Entries)
            {
                yield return entry;
            }

            if ((cursor = page.Next) is null)
            {
                yield break;
            }
        }
    }

    /// <param name="cursor">From <see cref="EntryPage.Next"/>; null for the first page.</param>
    public Task<EntryPage> PageAsync(EntryQuery query, string? cursor = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _calls.GetAsync<EntryPage>("/entries", new Query()
            .With("centre", query.Centre).With("candidate", query.Candidate).With("qualification", query.Qualification).With("status", query.Status).With("import", query.Import)
            .With("limit", query.PageSize).With("cursor", cursor), stop);
    }
}
