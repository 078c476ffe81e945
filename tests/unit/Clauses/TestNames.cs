using System.Text.Json;
using System.Text.RegularExpressions;
using OcrWorkflows.Tests.Architecture;

namespace OcrWorkflows.Tests.Clauses;

/// <summary>Names of the tests of every project, read from their sources, and of the cases of every rule set.</summary>
internal static partial class TestNames
{
    /// <returns><c>Namespace.Class.Test</c>, and <c>set: case</c>.</returns>
    public static IReadOnlySet<string> All() =>
        Repository.Files("tests", "*.cs").SelectMany(file => OfSource(File.ReadAllText(Repository.PathTo(file))))
            .Concat(Repository.Files("rule-sets", "cases.json").SelectMany(file => OfCases(file.Split('/')[^2], File.ReadAllBytes(Repository.PathTo(file)))))
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> OfSource(string source)
    {
        var space = Space().Match(source).Groups[1].Value;
        var type = "";
        foreach (Match match in TypeOrTest().Matches(source))
        {
            if (match.Groups["type"].Success)
            {
                type = match.Groups["type"].Value;
            }
            else
            {
                yield return $"{space}.{type}.{match.Groups["test"].Value}";
            }
        }
    }

    private static List<string> OfCases(string set, byte[] utf8)
    {
        using var cases = JsonDocument.Parse(utf8);
        return [.. cases.RootElement.GetProperty("cases").EnumerateArray().Select(c => $"{set}: {c.GetProperty("name").GetString()}")];
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();

    [GeneratedRegex(@"^\w[\w ]*\bclass (?<type>\w+)|^    \[(?:Test|TestCase|TestCaseSource)\b[^\r\n]*\r?\n(?:    [\[/ ][^\r\n]*\r?\n)*?    public (?:static )?(?:async Task|void) (?<test>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeOrTest();
}
