namespace OcrWorkflows.Client;

public enum ClaimStatus
{
    Submitted,
    Confirmed,
    Edited,
    Withdrawn,
    Finalised,
    Processed,
}

public enum ClaimSubmitStatus
{
    Submitted,
    AlreadySubmitted,
    Refused,
    Undecided,
}

/// <param name="CandidateNumber">Number of the candidate at the centre.</param>
/// <param name="UnitCode">Null for the full award.</param>
/// <param name="Assessed">False when the assessment is not complete and checked by the centre's own staff (R92).</param>
public sealed record AwardClaimed(string CandidateNumber, string? UnitCode = null, string? Grade = null, bool Assessed = true);

/// <param name="CentreNumber">May be left out by a centre's own user.</param>
/// <param name="Confident">The centre declares itself confident that the requirements are met (R143): without it the claim is refused.</param>
/// <param name="Direct">True for a claim under direct claim status, which waits for no visit (R96).</param>
public sealed record ClaimRequest(string QualificationCode, IReadOnlyList<AwardClaimed> Awards, string? CentreNumber = null, bool Confident = false, bool Direct = false);

/// <param name="Status">AlreadySubmitted when the same key had made this claim before.</param>
/// <param name="Instance">The workflow that carries it.</param>
public sealed record ClaimSubmitted(ClaimSubmitStatus Status, string? ClaimNumber, Guid? Instance, string? Problem, Guid? Decision, IReadOnlyList<Finding> Findings);

/// <param name="Overdue">The awarding body is past the five working days (R104).</param>
/// <param name="Instance">The workflow that carries it; null when it is gone.</param>
public sealed record ClaimSummary(
    string Number, string Centre, string Qualification, ClaimStatus Status, DateTimeOffset SubmittedAt, string SubmittedBy, int Awards, DateOnly? VisitedOn, bool Overdue,
    DateOnly? DecidedOn, string? DecidedBy, DateOnly? ResultsPublishedOn, Guid? Instance);

/// <param name="Next">What to skip for the page after; null when this is the last, or the last that can be asked for.</param>
public sealed record ClaimPage(IReadOnlyList<ClaimSummary> Claims, int? Next);

/// <summary>Which claims are listed; what is null limits nothing.</summary>
public sealed record ClaimQuery
{
    public string? Centre { get; init; }

    public string? Qualification { get; init; }

    public ClaimStatus? Status { get; init; }

    /// <summary>Only those that are overdue.</summary>
    public bool Overdue { get; init; }

    /// <summary>Claims asked for at once, 1 to 500.</summary>
    public int PageSize { get; init; } = 200;
}

/// <summary>Claims of a centre.</summary>
public sealed class ClaimsClient
{
    private readonly Calls _calls;

    internal ClaimsClient(Calls calls) => _calls = calls;

    /// <summary>Submits a claim, which starts its workflow. When the rules refuse it, the exception has code <c>claim-refused</c> and their findings.</summary>
    /// <param name="key">One's own name for this claim: sent again with the same key after a broken connection, it is the same claim.</param>
    public Task<ClaimSubmitted> SubmitAsync(ClaimRequest claim, string key, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _calls.PostAsync<ClaimSubmitted>("/claims", claim, [("Idempotency-Key", key)], stop);
    }

    /// <summary>A page of what the query finds, latest first.</summary>
    /// <param name="skip">From <see cref="ClaimPage.Next"/>; 0 for the first page, and at most 10,000: narrow the query to see others.</param>
    public Task<ClaimPage> PageAsync(ClaimQuery query, int skip = 0, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _calls.GetAsync<ClaimPage>("/claims", new Query()
            .With("centre", query.Centre).With("qualification", query.Qualification).With("status", query.Status).With("overdue", query.Overdue).With("limit", query.PageSize).With("skip", skip), stop);
    }
}
