using System.Net;
using System.Text.Json;

namespace OcrWorkflows.Client;

/// <summary>The host refused a request; the message says why and what to do.</summary>
public sealed class OcrApiException : Exception
{
    private OcrApiException(HttpStatusCode status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    public HttpStatusCode Status { get; }

    /// <summary>Stable, such as <c>claim-refused</c>; empty when something in between answered and not the host.</summary>
    public string Code { get; }

    /// <summary>What the rules said, when it was they that refused.</summary>
    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    /// <summary>The decision that refused; null when there is none.</summary>
    public Guid? Decision { get; private init; }

    /// <summary>What of a file cannot be used; empty for anything else.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; private init; } = [];

    /// <summary>When to ask again, after too many requests; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    internal static OcrApiException From(HttpResponseMessage answer, string body, JsonSerializerOptions json)
    {
        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? JsonSerializer.Deserialize<Problem>(body, json) : null;
        return new OcrApiException(answer.StatusCode, problem?.Code ?? "", problem?.Detail ?? problem?.Title ?? $"The request was answered with {(int)answer.StatusCode}.")
        {
            Findings = problem?.Findings ?? [],
            Decision = problem?.Decision,
            Problems = problem?.Problems ?? [],
            RetryAfter = answer.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>RFC 9457, with the members that this API adds.</summary>
    private sealed record Problem(
        string? Title = null, string? Detail = null, string? Code = null, IReadOnlyList<Finding>? Findings = null, Guid? Decision = null, IReadOnlyList<ImportProblem>? Problems = null);
}
