using Microsoft.AspNetCore.OpenApi;

namespace OcrWorkflows.Host.Api;

/// <summary>What the OpenAPI document says about the API as a whole.</summary>
public static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "OcrWorkflows";
            document.Info.Version = "v1";
            document.Info.Description = "Workflows, rule sets, centres and entries. Sign in with POST /api/v1/sign-in and send the token as Authorization: Bearer. Refusals are RFC 9457 problem details with a stable code.";
            return Task.CompletedTask;
        });
    }
}
