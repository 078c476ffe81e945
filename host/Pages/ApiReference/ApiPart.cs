using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OcrWorkflows.Host.Pages.ApiReference;

/// <param name="Form">Its type, or the values it may have.</param>
public sealed record ApiParameterText(string Name, string In, bool Needed, string Form);

/// <summary>An operation of the API as people read it.</summary>
/// <param name="Example">Of the body; null when none is sent.</param>
/// <param name="Answers">Status and what it brings, in order of status.</param>
public sealed record ApiOperationText(
    string Method, string Path, string Summary, IReadOnlyList<ApiParameterText> Parameters, string? Example, IReadOnlyList<(string Status, string Text)> Answers)
{
    /// <summary>Of its own on the page.</summary>
    public string Anchor => new([.. $"{Method}{Path}".Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}

/// <summary>Operations that belong together.</summary>
public sealed record ApiPart(string Name, IReadOnlyList<ApiOperationText> Operations)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Anchor => Name.Replace(' ', '-');

    /// <summary>The parts by name, each with its operations by path.</summary>
    public static IReadOnlyList<ApiPart> Of(OpenApiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var all =
            from path in document.Paths
            from operation in path.Value.Operations ?? []
            let tag = operation.Value.Tags?.FirstOrDefault()?.Name ?? "others"
            orderby path.Key, operation.Key.Method
            select (tag, text: Of(path.Key, operation.Key, operation.Value));
        return [.. all.GroupBy(o => o.tag, o => o.text).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ApiPart(g.Key, [.. g]))];
    }

    private static ApiOperationText Of(string path, HttpMethod method, OpenApiOperation operation) => new(
        method.Method,
        path,
        operation.Summary ?? "",
        [.. (operation.Parameters ?? []).Select(p => new ApiParameterText(p.Name ?? "", p.In?.ToString() ?? "", p.Required, FormOf(p.Schema)))],
        ExampleOf(operation.RequestBody?.Content?.Values.FirstOrDefault()?.Example),
        [.. (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, Text(r.Key, r.Value)))]);

    private static string? ExampleOf(JsonNode? example) => example is JsonValue value && value.TryGetValue<string>(out var text) ? text : example?.ToJsonString(s_indented);

    private static string Text(string status, IOpenApiResponse response)
    {
        var body = response.Content?.FirstOrDefault();
        var form = body?.Value?.Schema is { } schema ? FormOf(schema) : "";
        return $"{response.Description}{(form.Length == 0 || form == "ProblemDetails" ? "" : $": {form}")}{(body is { Key: { } type } && status[0] == '2' ? $" ({type})" : "")}";
    }

    private static string FormOf(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        OpenApiSchemaReference { Reference.Id: { } id } => id,
        { Enum: { Count: > 0 } values } => string.Join(", ", values.Select(v => v?.ToString())),
        { Type: { } type } when type.HasFlag(JsonSchemaType.Array) => $"list of {FormOf(schema.Items)}",
        { Type: { } type } => string.Create(CultureInfo.InvariantCulture, $"{WordFor(type)}{(schema.Format is { } format ? $" ({format})" : "")}"),
        _ => "",
    };

    private static string WordFor(JsonSchemaType type) => (type & ~JsonSchemaType.Null).ToString().ToLowerInvariant();
}
