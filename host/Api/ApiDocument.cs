using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OcrWorkflows.Storage;

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
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(InstanceId) || context.JsonTypeInfo.Type == typeof(InstanceId?))
            {
                (schema.Type, schema.Format) = (context.JsonTypeInfo.Type == typeof(InstanceId) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "uuid");
            }
            else if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
            {
                DescribeProblem(schema);
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiExample>().LastOrDefault() is { } example && operation.RequestBody?.Content is { } contents)
            {
                foreach (var content in contents.Values)
                {
                    content.Example = example.IsJson ? JsonNode.Parse(example.Text) : JsonValue.Create(example.Text);
                }
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Every problem has a code, and may say more beside it.</summary>
    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable name of the refusal." };
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "code" };
        schema.AdditionalProperties = new OpenApiSchema();
    }
}
