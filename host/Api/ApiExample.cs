namespace OcrWorkflows.Host.Api;

/// <summary>A body that an endpoint takes, as the document shows it.</summary>
public sealed record ApiExample(string Text, bool IsJson = true);

/// <summary>Examples of bodies.</summary>
public static class ApiExamples
{
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, string json) => endpoint.WithMetadata(new ApiExample(json));
}
