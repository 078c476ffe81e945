using System.Text.Json;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Compares a refused loading with what was observed: a fault of the same rule, found earlier, is the same fault.</summary>
/// <param name="rulesAt">From the path of a diagnostic to the names of the rules on the way to it.</param>
internal sealed class LoadComparison(JsonElement expected, string suffix, Func<string, IReadOnlyList<string>> rulesAt)
{
    public IEnumerable<Finding> Refused(RuleSetLoad load)
    {
        if (expected.TryGetProperty("threw", out _))
        {
            return [];
        }

        var errors = load.Diagnostics.Where(d => d.IsError).ToList();
        var results = expected.TryGetProperty("results" + suffix, out var all) ? all.EnumerateArray().ToList()
            : expected.TryGetProperty("action", out var action) ? [.. action.GetProperty("results").EnumerateArray()] : [];
        var text = $"refused at load ({string.Join("; ", errors.Select(e => $"{e.Code} {e.Path}: {e.Message}"))})";
        if (!errors.TrueForAll(e => IsKnown(e, results)))
        {
            return [Finding.Of(text, DifferenceKinds.RefusedHere, load.Differences.Where(d => d != "DIF101"))];
        }

        return results.TrueForAll(r => IsBrokenAnywhere(r) && !r.GetProperty("isSuccess").GetBoolean()) ? [] : [Finding.Of(text, DifferenceKinds.RefusedHere, load.Differences)];
    }

    /// <summary>RulesEngine reports a fault at that rule too, or at all rules when the fault is not one of a rule.</summary>
    private bool IsKnown(Diagnostic error, List<JsonElement> results)
    {
        var rules = rulesAt(error.Path);
        return rules.Count == 0
            ? results.TrueForAll(IsBrokenAnywhere)
            : results.Exists(r => r.GetProperty("rule").GetString() == rules[0] && (IsBrokenAnywhere(r) || rules.Count > 1 && !Holds(r, rules[^1])));
    }

    /// <summary>A rule that a settled group did not reach is not among the results, and nothing is known of it.</summary>
    private static bool Holds(JsonElement result, string rule) =>
        result.TryGetProperty("childResults", out var children) && children.ValueKind == JsonValueKind.Array
        && children.EnumerateArray().Any(c => c.GetProperty("rule").GetString() == rule || Holds(c, rule));

    private static bool IsBrokenAnywhere(JsonElement result) =>
        ResultComparison.IsBroken(result)
        || result.TryGetProperty("actionResult", out var action) && action.ValueKind == JsonValueKind.Object && action.TryGetProperty("exception", out var exception) && exception.ValueKind != JsonValueKind.Null
        || result.TryGetProperty("childResults", out var children) && children.ValueKind == JsonValueKind.Array && children.EnumerateArray().Any(IsBrokenAnywhere);
}
