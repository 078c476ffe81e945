using System.Security.Claims;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <summary>Entries files.</summary>
public static class EntriesApi
{
    /// <summary>Most bytes in one file: about ten million lines.</summary>
    private const long MostBytes = 1L << 30;

    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/import", ImportAsync).RequireAuthorization(Policies.ImportEntries)
            .Accepts<string>("text/csv")
            .WithSummary("Decide every line of a CSV file (docs/entries-csv.md) and store it. The same file again changes nothing.")
            .Produces<ImportResult>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));

    /// <summary>The body goes to disk as it arrives: memory does not grow with the file.</summary>
    private static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal user, EntryImport import, CancellationToken stop)
    {
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "not-csv", "Send the file as the body, with Content-Type: text/csv.");
        }

        var folder = Directory.CreateTempSubdirectory("ocr-import-");
        try
        {
            var path = Path.Combine(folder.FullName, "entries.csv");
            await using (var file = File.Create(path))
            {
                await request.Body.CopyToAsync(file, stop);
            }

            var result = await import.ImportAsync(path, new ImportOptions { WriteReport = false, ProblemsShown = 1000 }, null, Viewer.Of(user).Actor, stop);
            return result.FileProblems.Count == 0
                ? Results.Ok(result)
                : Problems.Of(StatusCodes.Status400BadRequest, "file-unusable", string.Join(" ", result.FileProblems.Select(p => $"{p.Message} {p.Remedy}")),
                    new Dictionary<string, object?> { ["problems"] = result.FileProblems });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
