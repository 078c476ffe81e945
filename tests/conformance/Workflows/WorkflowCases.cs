using System.Text.Json;
using System.Text.Json.Nodes;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Runs the cases of a <c>workflows.json</c>.</summary>
internal static class WorkflowCases
{
    public const string FileName = "workflows.json";

    public static IEnumerable<CaseResult> Run(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, FileName));
        using var document = JsonDocument.Parse(text);
        var nodes = JsonNode.Parse(text)!.AsArray();
        var place = 0;
        foreach (var one in document.RootElement.EnumerateArray())
        {
            yield return Run(folder, one, nodes[place++]!);
        }
    }

    private static CaseResult Run(string folder, JsonElement one, JsonNode node)
    {
        var id = one.GetProperty("id").GetString()!;
        try
        {
            var types = one.TryGetProperty("types", out var name) && name.ValueKind == JsonValueKind.String ? CaseTypes.Read(folder, name.GetString()!) : CaseTypes.None;
            var workflows = node["workflows"] ?? node["workflow"]!;
            var store = new WorkflowStore(workflows is JsonArray many ? [.. many.Select(w => w!.DeepClone())] : [workflows.DeepClone()], CaseSettings.Read(one, types));
            var findings = new CaseRun(one, types, store).Findings().ToList();
            return findings.Count == 0
                ? new CaseResult(id, null, [])
                : new CaseResult(id, string.Join(" | ", findings.Select(f => f.Text)), findings.TrueForAll(f => f.Codes.Count > 0) ? [.. findings.SelectMany(f => f.Codes).Distinct().Order(StringComparer.Ordinal)] : []);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new CaseResult(id, $"the program broke: {fault}", []);
        }
    }
}

/// <param name="Codes">The reported decisions that explain it; none makes the case wrong.</param>
internal sealed record Finding(string Text, IReadOnlyCollection<string> Codes)
{
    public static Finding Of(string text, DifferenceKinds kind, IEnumerable<string> reported) => new(text, Explanations.Of(kind, reported));
}
