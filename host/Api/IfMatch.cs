using System.Globalization;
using Microsoft.Net.Http.Headers;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <summary>The header by which a caller names the version that was looked at.</summary>
internal static class IfMatch
{
    /// <param name="seen">The version named by the header; null when there is none, or it is <c>*</c>.</param>
    /// <returns>Why the request cannot be taken; null when it can.</returns>
    public static IResult? Read(HttpRequest request, bool needed, out int? seen)
    {
        seen = null;
        var tags = request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0)
        {
            return needed ? Problems.Of(StatusCodes.Status428PreconditionRequired, "without-if-match", "Send If-Match with the ETag of what you looked at.") : null;
        }

        if (tags[0].Equals(EntityTagHeaderValue.Any))
        {
            return null;
        }

        seen = int.TryParse(tags[0].Tag.AsSpan().Trim('"'), CultureInfo.InvariantCulture, out var version) ? version : -1;
        return null;
    }
}
