namespace OcrWorkflows.Host.Web;

/// <summary>Refusals as RFC 9457 problem details, each with a stable code (docs/operating.md lists them).</summary>
public static class Problems
{
    public static IResult Of(int status, string code, string detail, IReadOnlyDictionary<string, object?>? more = null)
    {
        var extensions = new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["code"] = code };
        return Results.Problem(detail, statusCode: status, type: $"urn:ocr:problem:{code}", extensions: extensions);
    }

    /// <summary>Gives the refusals of the framework itself, such as a body that cannot be read, a code and a remedy.</summary>
    public static void Name(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var problem = context.ProblemDetails;
        if (problem.Extensions.ContainsKey("code"))
        {
            return;
        }

        var (code, remedy) = problem.Status switch
        {
            StatusCodes.Status400BadRequest => ("bad-request", "A parameter, a header or the body cannot be read: compare it with /openapi/v1.json."),
            StatusCodes.Status404NotFound => ("address-unknown", "Nothing has this address: compare it with /openapi/v1.json."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "This address does not take this method: compare it with /openapi/v1.json."),
            StatusCodes.Status413PayloadTooLarge => ("body-too-large", "The body is larger than is taken at once; nothing was stored."),
            StatusCodes.Status415UnsupportedMediaType => ("media-type-unsupported", "Send the body with the Content-Type that /openapi/v1.json names."),
            _ => ("failed", "The request failed, and the log of the host says why."),
        };
        problem.Extensions["code"] = code;
        problem.Type = $"urn:ocr:problem:{code}";
        problem.Detail ??= remedy;
    }

    public static IResult NotFound(string code, string detail) => Of(StatusCodes.Status404NotFound, code, detail);

    public static IResult Bad(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);
}
