using System.Text.Json;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.Decisions;

/// <summary>What one rule said, read back from a decision.</summary>
public sealed record FindingLine(string Rule, string Status, string Severity, string Message, IReadOnlyList<string> Clauses, string Fee, string Remedy, int Depth);

/// <summary>A decision taken apart for reading.</summary>
/// <param name="Facts">Path to value, in the order of the facts.</param>
/// <param name="Used">Name to hash of everything that decided.</param>
public sealed record DecisionView(
    DecisionRow Row, IReadOnlyList<FindingLine> Findings, IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<KeyValuePair<string, string>> Used)
{
    /// <summary>The centre that the facts name; null when they name none.</summary>
    public string? Centre => Facts.FirstOrDefault(f => CentrePaths.Contains(f.Key)).Value;

    private static readonly HashSet<string> CentrePaths = new(["Centre.Number", "CentreNumber"], StringComparer.OrdinalIgnoreCase);

    public static DecisionView Of(DecisionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var findings = JsonDocument.Parse(row.Findings);
        using var facts = JsonDocument.Parse(row.Facts);
        using var used = JsonDocument.Parse(row.Used);
        return new DecisionView(
            row,
            [.. Flatten(findings.RootElement, 0)],
            [.. Leaves(facts.RootElement, "")],
            [.. Leaves(used.RootElement, "")]);
    }

    private static IEnumerable<FindingLine> Flatten(JsonElement findings, int depth)
    {
        foreach (var finding in findings.EnumerateArray())
        {
            yield return new FindingLine(
                finding.TextOf("rule"),
                finding.TextOf("status"),
                finding.TextOf("severity"),
                finding.TextOf("message"),
                [.. finding.ListOf("clauses").Select(c => c.ToString())],
                finding.TextOf("fee"),
                finding.TextOf("remedy"),
                depth);
            if (finding.Member("children") is { ValueKind: JsonValueKind.Array } children)
            {
                foreach (var child in Flatten(children, depth + 1))
                {
                    yield return child;
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => Leaves(m.Value, path.Length == 0 ? m.Name : $"{path}.{m.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        JsonValueKind.Null => [new(path, "not given")],
        JsonValueKind.True => [new(path, "yes")],
        JsonValueKind.False => [new(path, "no")],
        _ => [new(path, json.ToString())],
    };
}
