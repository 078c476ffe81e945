using System.Text;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <param name="Text">A list of fees, as the files in rule-sets/fees are written.</param>
public sealed record FeesRequest(string? Text);

/// <param name="Diagnostics">What is wrong with the text.</param>
/// <param name="Moves">What it would change; null when it cannot be used.</param>
public sealed record FeesAnswer(IReadOnlyList<Expressions.Diagnostic> Diagnostics, FeeMoves? Moves);

/// <summary>Fees: the lists at hand, and what another one would change.</summary>
public static class FeesApi
{
    /// <summary>Name of a text that is no file yet.</summary>
    public const string Draft = "fees.json";

    public static void Map(RouteGroupBuilder fees)
    {
        fees.RequireAuthorization(Policies.ReadProposals);
        fees.MapGet("/", (ReferenceLibrary references) => references.Current.Fees).WithSummary("Every list of fees, newest first; each is in force from its day until the next one's. Amounts in pence.");
        fees.MapPost("/preview", PreviewAsync)
            .WithSummary("Each fee in the list in force and in another, which rules charge it, and what the charges of the last year would come to. Nothing is changed.")
            .WithExample("""{ "text": "{ \"from\": \"2027-09-01\", \"fees\": [{ \"code\": \"late-entry\", \"title\": \"Late entry\", \"amountPence\": 1750 }] }" }""")
            .Produces<FeesAnswer>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> PreviewAsync(FeesRequest request, FeePreview preview, CancellationToken stop)
    {
        if (request.Text is not { } text)
        {
            return Problems.Bad("without-text", "Send the file as the member text.");
        }

        var (list, faults) = ReferenceReader.CheckFees(Draft, Encoding.UTF8.GetBytes(text));
        return Results.Ok(new FeesAnswer(faults, list is null ? null : await preview.RunAsync(list, stop)));
    }
}
