using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>What the document says of one status of an operation.</summary>
/// <param name="Schemas">By media type, without parameters.</param>
internal sealed record DescribedAnswer(IReadOnlyDictionary<string, JsonSchema> Schemas);

/// <summary>A method at a path of the document, such as <c>GET /api/v1/centres/{number}</c>.</summary>
/// <param name="Body">By media type; empty when it takes none.</param>
/// <param name="Examples">By media type: the body as it is sent.</param>
internal sealed record DescribedOperation(
    string Method, string Path, IReadOnlyDictionary<int, DescribedAnswer> Answers, IReadOnlyDictionary<string, JsonSchema> Body, IReadOnlyDictionary<string, string> Examples)
{
    public string Name => $"{Method} {Path}";

    public IReadOnlyList<string> Segments { get; } = Path.Split('/');

    public bool Takes(string path)
    {
        var asked = path.Split('/');
        return asked.Length == Segments.Count && Segments.Zip(asked).All(s => s.First.StartsWith('{') || s.First == s.Second);
    }
}

/// <summary>The document that the host serves, with its schemas made strict: a member that is not described does not fit.</summary>
internal sealed partial class ApiDescription
{
    /// <summary>Media type of events; the schema is that of the data of each.</summary>
    public const string Events = "text/event-stream";

    private readonly List<DescribedOperation> _operations = [];
    private readonly Dictionary<string, JsonSchema> _read = new(StringComparer.Ordinal);

    private ApiDescription()
    {
    }

    public IReadOnlyList<DescribedOperation> Operations => _operations;

    public static async Task<ApiDescription> ReadAsync(string text)
    {
        var document = JsonNode.Parse(text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal))!;
        var components = document["components"]!["schemas"]!.AsObject();
        foreach (var component in components)
        {
            Close(component.Value!);
        }

        var read = new ApiDescription();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var body = operation!["requestBody"]?["content"]?.AsObject();
                var answers = new Dictionary<int, DescribedAnswer>();
                foreach (var (status, answer) in operation["responses"]!.AsObject())
                {
                    answers[int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)] = new DescribedAnswer(await read.SchemasAsync(answer!["content"]?.AsObject(), components));
                }

                read._operations.Add(new DescribedOperation(method.ToUpperInvariant(), path, answers, await read.SchemasAsync(body, components), Examples(body)));
            }
        }

        return read;
    }

    /// <summary>The operation that answers at an address: of several that fit, the one with the most words in common.</summary>
    public DescribedOperation Find(string method, string path) =>
        _operations.Where(o => o.Method == method && o.Takes(path)).MinBy(o => o.Segments.Count(s => s.StartsWith('{')))
        ?? throw new AssertionException($"{method} {path} is no operation of the document.");

    /// <summary>Where a body does not fit, one line each.</summary>
    public static IEnumerable<string> Faults(JsonSchema schema, string mediaType, string body)
    {
        if (!IsJson(mediaType) && mediaType != Events)
        {
            return [];
        }

        try
        {
            return [.. schema.Validate(body).Select(e => e.ToString().ReplaceLineEndings(" "))];
        }
        catch (Newtonsoft.Json.JsonException fault)
        {
            return [$"is no JSON: {fault.Message}"];
        }
    }

    private static bool IsJson(string mediaType) => mediaType is "application/json" or "application/problem+json";

    private async Task<Dictionary<string, JsonSchema>> SchemasAsync(JsonObject? content, JsonObject components)
    {
        var read = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        foreach (var (mediaType, described) in content ?? [])
        {
            var schema = described!["schema"]?.ToJsonString() ?? "{}";
            read[mediaType] = _read.TryGetValue(schema, out var known) ? known : _read[schema] = await SchemaAsync(schema, components);
        }

        return read;
    }

    /// <summary>One schema with all that it refers to.</summary>
    private static Task<JsonSchema> SchemaAsync(string schema, JsonObject components)
    {
        var needed = new JsonObject();
        var texts = new Queue<string>([schema]);
        while (texts.TryDequeue(out var text))
        {
            foreach (var name in Reference().Matches(text).Select(m => m.Groups[1].Value).Where(n => !needed.ContainsKey(n)))
            {
                needed[name] = components[name]!.DeepClone();
                texts.Enqueue(components[name]!.ToJsonString());
            }
        }

        return JsonSchema.FromJsonAsync(new JsonObject { ["allOf"] = new JsonArray(JsonNode.Parse(schema)), ["definitions"] = needed }.ToJsonString());
    }

    private static Dictionary<string, string> Examples(JsonObject? content) => (content ?? []).Where(c => c.Value!["example"] is not null)
        .ToDictionary(c => c.Key, c => c.Value!["example"]!.GetValueKind() == JsonValueKind.String ? c.Value["example"]!.GetValue<string>() : c.Value["example"]!.ToJsonString(), StringComparer.Ordinal);

    [GeneratedRegex("\"#/definitions/([^\"]+)\"")]
    private static partial Regex Reference();

    private static void Close(JsonNode schema)
    {
        if (schema is JsonObject described)
        {
            if (described["properties"] is JsonObject && described["additionalProperties"] is null)
            {
                described["additionalProperties"] = false;
            }

            foreach (var part in described.Select(p => p.Value).OfType<JsonNode>().ToList())
            {
                Close(part);
            }
        }
        else if (schema is JsonArray several)
        {
            foreach (var part in several.OfType<JsonNode>())
            {
                Close(part);
            }
        }
    }
}
