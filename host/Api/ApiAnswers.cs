using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace OcrWorkflows.Host.Api;

/// <summary>The refusals that follow from how an endpoint is made, so that the document names them wherever they can happen and nowhere else.</summary>
public static class ApiAnswers
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <summary>Documents too many requests, not signed in, not allowed, a parameter or body that cannot be read, and a body of another type.</summary>
    public static T WithRefusals<T>(this T endpoints)
        where T : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            foreach (var status in Refusals(endpoint).ToList())
            {
                endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problem]));
            }
        });
        return endpoints;
    }

    /// <summary>Documents a stream of <see cref="Web.ProgressEvent"/>.</summary>
    public static RouteHandlerBuilder WithProgress(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithSummary(summary).Produces<Web.ProgressEvent>(StatusCodes.Status200OK, "text/event-stream");

    private static IEnumerable<int> Refusals(EndpointBuilder endpoint)
    {
        yield return StatusCodes.Status429TooManyRequests;
        if (!endpoint.Metadata.OfType<IAllowAnonymous>().Any())
        {
            yield return StatusCodes.Status401Unauthorized;
            yield return StatusCodes.Status403Forbidden; // another role, a token of other scopes, or a password that is to be changed first
        }

        var takesJson = endpoint.Metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.ContentTypes.Contains(Json) == true;
        if (takesJson)
        {
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (takesJson || endpoint.Metadata.OfType<IParameterBindingMetadata>().Any(p => p.HasTryParse && !IsOfRoute(p, endpoint)))
        {
            yield return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>A part of the address that does not fit is an address that is not there.</summary>
    private static bool IsOfRoute(IParameterBindingMetadata parameter, EndpointBuilder endpoint) =>
        endpoint is RouteEndpointBuilder route && route.RoutePattern.GetParameter(parameter.Name) is not null;
}
