using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Register;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Api;

/// <param name="CandidateNumber">Number of the candidate at the centre.</param>
/// <param name="UnitCode">Left out or empty for the full award.</param>
/// <param name="Assessed">False when the assessment is not complete and checked by the centre's own staff (R92); to claim is to say that it is.</param>
public sealed record AwardClaimed(string? CandidateNumber, string? UnitCode = null, string? Grade = null, bool Assessed = true);

/// <param name="CentreNumber">May be left out by a centre's own user.</param>
/// <param name="Confident">The centre declares itself confident that the requirements are met (R143): without it the claim is refused.</param>
/// <param name="Direct">True for a claim under direct claim status, which waits for no visit (R96).</param>
public sealed record ClaimRequest(string? QualificationCode, IReadOnlyList<AwardClaimed>? Awards, string? CentreNumber = null, bool Confident = false, bool Direct = false);

/// <param name="VisitedOn">Local day of the visit, from which the five working days are counted (R104).</param>
public sealed record VisitRequest(string? CentreNumber, string? QualificationCode, DateOnly? VisitedOn);

/// <param name="ClaimNumbers">Left out: every claim that is decided and not yet published.</param>
/// <param name="PublishedOn">Local day; today when it is left out.</param>
public sealed record ResultsRequest(IReadOnlyList<string>? ClaimNumbers = null, DateOnly? PublishedOn = null);

/// <summary>Claims of centres, the visits that they wait for, and the results that follow (R94, R103 to R109).</summary>
public static class ClaimsApi
{
    private const int MostPerPage = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/claims", ListAsync).RequireAuthorization(Policies.Read).WithTags("claims")
            .WithSummary("The history of claims, latest first (R151 to R154).").Produces<ClaimPage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/claims", SubmitAsync).RequireAuthorization(Policies.SubmitClaims).WithTags("claims")
            .WithSummary("Submit a claim: the rule set claims decides whether it is taken, and its workflow starts. The header Idempotency-Key makes a repeat the same claim.")
            .WithExample("""{ "centreNumber": "68199", "qualificationCode": "05838", "awards": [{ "candidateNumber": "0001", "grade": "Pass" }], "confident": true }""")
            .Produces<ClaimSubmitted>(StatusCodes.Status201Created).Produces<ClaimSubmitted>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/visits", VisitsAsync).RequireAuthorization(Policies.Read).WithTags("visits")
            .WithSummary("Quality assurance visits: those to be held first, by the end of their window, then those held, latest first.").Produces<VisitPage>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/certificates", CertificatesAsync).RequireAuthorization(Policies.Read).WithTags("certificates")
            .WithSummary("Certificates, newest first. full=true: of full awards; full=false: of units.").Produces<CertificatePage>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPost("/visits", VisitAsync).RequireAuthorization(Policies.RecordVisits).WithTags("visits")
            .WithSummary("Record that a visit was held: the claims that wait for it move on. The same again changes nothing.")
            .WithExample("""{ "centreNumber": "68199", "qualificationCode": "05838", "visitedOn": "2026-11-20" }""")
            .Produces<ClaimsTold>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapPost("/results", PublishAsync).RequireAuthorization(Policies.PublishResults).WithTags("claims")
            .WithSummary("Publish the results of decided claims: certificates follow five working days later.")
            .WithExample("""{ "claimNumbers": ["C0123456789ABCDEF012"], "publishedOn": "2026-11-20" }""")
            .Produces<ClaimsTold>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, ClaimQueries claims, CancellationToken stop,
        string? centre = null, string? qualification = null, ClaimStatus? status = null, bool overdue = false, ClaimOrder order = ClaimOrder.Submitted, bool reversed = false, int limit = 50, int skip = 0)
    {
        if (limit is < 1 or > MostPerPage || skip is < 0 or > ClaimQueries.MostSkipped)
        {
            return Problems.Bad("bad-limit", $"The limit is 1 to {MostPerPage}, and at most {ClaimQueries.MostSkipped} are skipped; filter to see others.");
        }

        var viewer = Viewer.Of(user);
        return OtherCentre(viewer, centre)
            ?? Results.Ok(await claims.ListAsync(
                viewer, new ClaimFilter { Centre = centre, Qualification = qualification, Status = status, Overdue = overdue, Order = order, Reversed = reversed, Limit = limit, Skip = skip }, stop));
    }

    private static async Task<IResult> VisitsAsync(
        ClaimsPrincipal user, VisitQueries visits, TimeProvider time, CancellationToken stop,
        string? centre = null, string? covers = null, string? assurer = null, VisitState? state = null, int limit = 50, int skip = 0)
    {
        if (limit is < 1 or > MostPerPage || skip is < 0 or > VisitQueries.MostSkipped)
        {
            return Problems.Bad("bad-limit", $"The limit is 1 to {MostPerPage}, and at most {VisitQueries.MostSkipped} are skipped; filter to see others.");
        }

        var viewer = Viewer.Of(user);
        var filter = new VisitFilter { Centre = centre, Covers = covers, Assurer = assurer, State = state, Limit = limit, Skip = skip };
        return OtherCentre(viewer, centre) ?? Results.Ok(await visits.ListAsync(viewer, filter, WorkingCalendar.LocalDate(time.GetUtcNow()), stop));
    }

    private static async Task<IResult> CertificatesAsync(
        ClaimsPrincipal user, CertificateQueries certificates, CancellationToken stop,
        string? centre = null, string? candidate = null, string? qualification = null, bool? full = null, int limit = 50, string? cursor = null)
    {
        DayCursor after = default;
        if (cursor is not null && !DayCursor.TryParse(cursor, out after))
        {
            return Problems.Bad("bad-cursor", "The cursor is not one that this API gave out; begin without one.");
        }

        if (limit is < 1 or > MostPerPage)
        {
            return Problems.Bad("bad-limit", $"The limit is {limit}; use 1 to {MostPerPage}.");
        }

        var viewer = Viewer.Of(user);
        var filter = new CertificateFilter { Centre = centre, Candidate = candidate, Qualification = qualification, Full = full, Limit = limit, After = cursor is null ? null : after };
        return OtherCentre(viewer, centre) ?? Results.Ok(await certificates.ListAsync(viewer, filter, stop));
    }

    private static IResult? OtherCentre(Viewer viewer, string? centre) =>
        centre is null || viewer.MaySee(centre) ? null : Problems.Of(StatusCodes.Status403Forbidden, "other-centre", "You may see your own centre only.");

    private static async Task<IResult> SubmitAsync(
        ClaimRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, ClaimService claims, OcrDbContext database, CancellationToken stop)
    {
        var viewer = Viewer.Of(user);
        var centre = request.CentreNumber ?? viewer.Centre;
        if (centre is null || request.QualificationCode is null || request.Awards is null)
        {
            return Problems.Bad("claim-incomplete", "A claim needs centreNumber, qualificationCode and awards.");
        }

        if (!viewer.MaySee(centre))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "other-centre", "You may claim for your own centre only.");
        }

        var numbers = request.Awards.Select(a => a.CandidateNumber ?? "").Distinct().ToList();
        var candidates = await database.Set<Candidate>().AsNoTracking().Where(c => c.CentreNumber == centre && numbers.Contains(c.CandidateNumber)).ToDictionaryAsync(c => c.CandidateNumber, c => c.Id, stop);
        if (numbers.Find(n => !candidates.ContainsKey(n)) is { } unknown)
        {
            return Problems.Bad("candidate-unknown", $"Centre {centre} has no candidate {unknown}. Enter the candidate first, or check the number.");
        }

        var awards = request.Awards.Select(a => new ClaimedAward(candidates[a.CandidateNumber!], a.UnitCode ?? "", a.Grade, a.Assessed)).ToList();
        var submitted = await claims.SubmitAsync(
            new ClaimSubmission(centre, request.QualificationCode, awards, Number(centre, key)) { Confident = request.Confident, Direct = request.Direct }, viewer.Actor, stop);
        return submitted.Status switch
        {
            ClaimSubmitStatus.Submitted => Results.Created($"/api/v1/instances/{submitted.Instance}", submitted),
            ClaimSubmitStatus.AlreadySubmitted => Results.Ok(submitted),
            ClaimSubmitStatus.Undecided => Problems.Of(StatusCodes.Status409Conflict, "claim-undecided", submitted.Problem!, Said(submitted)),
            _ => Problems.Of(StatusCodes.Status409Conflict, "claim-refused", submitted.Problem!, Said(submitted)),
        };
    }

    /// <summary>What the rules said, each with its clauses and what to do, and the decision that can be looked at and made again.</summary>
    private static Dictionary<string, object?> Said(ClaimSubmitted submitted) => new() { ["decision"] = submitted.Decision, ["findings"] = submitted.Findings };

    private static async Task<IResult> VisitAsync(VisitRequest request, ClaimsPrincipal user, ClaimService claims, OcrDbContext database, TimeProvider time, CancellationToken stop)
    {
        if (request.CentreNumber is not { } centre || request.QualificationCode is not { } qualification || request.VisitedOn is not { } visitedOn)
        {
            return Problems.Bad("visit-incomplete", "A visit needs centreNumber, qualificationCode and visitedOn, such as 2026-12-21.");
        }

        if (visitedOn > WorkingCalendar.LocalDate(time.GetUtcNow()))
        {
            return Problems.Bad("visit-in-the-future", "Record a visit once it was held: visitedOn is after today.");
        }

        return await database.Set<Centre>().AnyAsync(c => c.Number == centre, stop)
            ? Results.Ok(await claims.RecordVisitAsync(centre, qualification, visitedOn, Viewer.Of(user).Actor, stop))
            : Problems.Bad("centre-unknown", $"There is no centre {centre}.");
    }

    private static async Task<IResult> PublishAsync(ResultsRequest request, ClaimsPrincipal user, ClaimService claims, TimeProvider time, CancellationToken stop)
    {
        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        return request.PublishedOn > today
            ? Problems.Bad("results-in-the-future", "Results are recorded on the day they are published: publishedOn is after today.")
            : Results.Ok(await claims.PublishResultsAsync(request.ClaimNumbers, request.PublishedOn ?? today, Viewer.Of(user).Actor, stop));
    }

    /// <summary>The same key of the same centre is the same claim; another centre's same key is another.</summary>
    private static string? Number(string centre, string? key) =>
        string.IsNullOrWhiteSpace(key) ? null : $"C{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{centre}/{key}")))[..19]}";
}
