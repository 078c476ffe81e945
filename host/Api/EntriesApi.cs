using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Withdrawals;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Register;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Api;

/// <param name="Ground">Medical, Bereavement or Other.</param>
/// <param name="WithdrawnOn">Local day of the withdrawal; today when it is left out.</param>
public sealed record WithdrawalRequest(WithdrawalGround? Ground, DateOnly? WithdrawnOn = null);

/// <summary>Entries files, and the withdrawal of entries.</summary>
public static class EntriesApi
{
    private const int MostPerPage = 500;

    private const string ImportExample = "centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt\n68199,0001,,,Sample,Candidate,2009-05-31,Qualification,05838,,,\n";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Read)
            .WithSummary("Entries, newest first, with what the rules said.").Produces<EntryPage>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapPost("/import", ImportAsync).RequireAuthorization(Policies.ImportEntries)
            .Accepts<string>("text/csv")
            .WithSummary("Decide every line of a CSV file (docs/entries-csv.md) and store it. The same file again changes nothing. The header Idempotency-Key (a UUID) names the import.")
            .WithMetadata(new ApiExample(ImportExample, IsJson: false))
            .Produces<ImportResult>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        ImportsApi.Map(group);
        group.MapPost("/{id:guid}/withdrawal", WithdrawAsync).RequireAuthorization(Policies.WithdrawEntries)
            .WithSummary("Withdraw an entry, and refund what was charged where the rules say so (R23, R24). The same again changes nothing.")
            .WithExample("""{ "ground": "Medical", "withdrawnOn": "2026-11-20" }""")
            .Produces<Withdrawal>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, EntryQueries entries, CancellationToken stop,
        string? centre = null, string? candidate = null, string? qualification = null, EntryStatus? status = null, Guid? import = null, int limit = 50, string? cursor = null)
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
        return centre is not null && !viewer.MaySee(centre)
            ? Problems.Of(StatusCodes.Status403Forbidden, "other-centre", "You may see your own centre only.")
            : Results.Ok(await entries.ListAsync(viewer, new EntryFilter { Centre = centre, Candidate = candidate, Qualification = qualification, Status = status, Import = import, Limit = limit, After = cursor is null ? null : after }, stop));
    }

    private static async Task<IResult> WithdrawAsync(Guid id, WithdrawalRequest request, ClaimsPrincipal user, WithdrawalService withdrawals, TimeProvider time, CancellationToken stop)
    {
        if (request.Ground is not { } ground || !Enum.IsDefined(ground))
        {
            return Problems.Bad("withdrawal-without-ground", $"Say why the candidate is withdrawn: \"ground\" is one of {string.Join(", ", Enum.GetNames<WithdrawalGround>())}.");
        }

        var withdrawal = await withdrawals.WithdrawAsync(id, ground, request.WithdrawnOn ?? WorkingCalendar.LocalDate(time.GetUtcNow()), Viewer.Of(user).Actor, stop);
        return withdrawal.Status switch
        {
            WithdrawalStatus.Unknown => Problems.NotFound("entry-unknown", withdrawal.Problem!),
            WithdrawalStatus.Refused => Problems.Of(StatusCodes.Status409Conflict, "withdrawal-refused", withdrawal.Problem!),
            WithdrawalStatus.Undecided => Problems.Of(StatusCodes.Status409Conflict, "withdrawal-undecided", string.Join(' ', withdrawal.Findings.Select(f => f.Message))),
            _ => Results.Ok(withdrawal),
        };
    }

    /// <summary>The name that the sender gives it, when it is one of the sector's formats and so to be refused with its reason.</summary>
    private static string NameOf(HttpRequest request) =>
        ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var sent) && sent.FileName?.Trim('"') is { } name && SectorFileName.Parse(name) is not null
            ? name
            : "entries.csv";

    /// <summary>The body goes to disk as it arrives: memory does not grow with the file.</summary>
    private static async Task<IResult> ImportAsync(HttpRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, EntryImport import, CancellationToken stop)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "not-csv", "Send the file as the body, with Content-Type: text/csv.");
        }

        if (!IdempotencyKey.TryRead(key, out var importId))
        {
            return IdempotencyKey.Unreadable;
        }

        var viewer = Viewer.Of(user);
        var folder = Directory.CreateTempSubdirectory("ocr-import-");
        try
        {
            var path = Path.Combine(folder.FullName, NameOf(request));
            await using (var file = File.Create(path))
            {
                await request.Body.CopyToAsync(file, stop);
            }

            var result = await import.ImportAsync(path, new ImportOptions { WriteReport = false, ProblemsShown = 1000, OnlyCentre = viewer.Centre, ImportId = importId }, null, viewer.Actor, stop);
            return result.FileProblems.Count == 0
                ? Results.Ok(result)
                : Problems.Of(StatusCodes.Status400BadRequest, "file-unusable", string.Join(" ", result.FileProblems.Select(p => $"{p.Message} {p.Remedy}")),
                    new Dictionary<string, object?> { ["problems"] = result.FileProblems });
        }
        catch (ImportKnownException known)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "import-known", known.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
