using System.Text.Json;
using OcrWorkflows.Tests.Conformance.Workflows;

namespace OcrWorkflows.Tests.Conformance.Expressions;

/// <summary>Runs the cases of an <c>expressions.json</c>.</summary>
internal static class ExpressionCases
{
    public const string FileName = "expressions.json";

    public static IEnumerable<CaseResult> Run(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, FileName)));
        var inputs = document.RootElement.GetProperty("inputs");
        foreach (var one in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            yield return Run(folder, one, inputs);
        }
    }

    private static CaseResult Run(string folder, JsonElement one, JsonElement inputs)
    {
        var id = one.GetProperty("id").GetString()!;
        try
        {
            var types = one.TryGetProperty("types", out var name) && name.ValueKind == JsonValueKind.String ? CaseTypes.Of(folder, name.GetString()!) : CaseTypes.None;
            return new ExpressionCase(id, one, types, InputsOf(one, inputs)).Result();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new CaseResult(id, $"the program broke: {fault}", []);
        }
    }

    private static JsonElement InputsOf(JsonElement one, JsonElement inputs)
    {
        var given = one.GetProperty("inputs");
        return given.ValueKind == JsonValueKind.String ? inputs.GetProperty(given.GetString()!) : given;
    }
}
