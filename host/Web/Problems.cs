namespace OcrWorkflows.Host.Web;

/// <summary>Refusals as RFC 9457 problem details, each with a stable code (docs/operating.md lists them).</summary>
public static class Problems
{
    public static IResult Of(int status, string code, string detail, IReadOnlyDictionary<string, object?>? more = null)
    {
        var extensions = new Dictionary<string, object?>(more ?? new Dictionary<string, object?>()) { ["code"] = code };
        return Results.Problem(detail, statusCode: status, type: $"urn:ocr:problem:{code}", extensions: extensions);
    }

    public static IResult NotFound(string code, string detail) => Of(StatusCodes.Status404NotFound, code, detail);

    public static IResult Bad(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, detail);
}
