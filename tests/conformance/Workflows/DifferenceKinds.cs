using System.Text.RegularExpressions;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>How a result can be otherwise than observed.</summary>
[Flags]
internal enum DifferenceKinds
{
    None = 0,

    /// <summary>Refused, broken or thrown there; an answer here.</summary>
    AcceptedHere = 1,

    /// <summary>An answer there; refused or broken here.</summary>
    RefusedHere = 2,
    Value = 4,

    /// <summary>The same number in another type.</summary>
    NumberType = 8,

    /// <summary>Another message.</summary>
    Text = 16,

    /// <summary>Other rules are among the results.</summary>
    Rules = 32,
}

/// <summary>The kinds of difference that each code explains, read from the tables of docs/rules/differences.md; a code explains no other.</summary>
internal static partial class Explanations
{
    private static readonly Dictionary<string, DifferenceKinds> s_words = new(StringComparer.Ordinal)
    {
        ["accepted here"] = DifferenceKinds.AcceptedHere,
        ["refused here"] = DifferenceKinds.RefusedHere,
        ["another value"] = DifferenceKinds.Value,
        ["another type"] = DifferenceKinds.NumberType,
        ["another text"] = DifferenceKinds.Text,
        ["other rules"] = DifferenceKinds.Rules,
    };

    private static readonly Dictionary<string, DifferenceKinds> s_kinds = Read();

    /// <summary>The codes among those reported that explain a difference of this kind.</summary>
    public static IReadOnlyList<string> Of(DifferenceKinds kind, IEnumerable<string> reported) =>
        [.. reported.Where(c => s_kinds.TryGetValue(c, out var kinds) && (kinds & kind) != 0).Distinct()];

    /// <exception cref="KeyNotFoundException">The last cell of a row says something else than how a difference shows.</exception>
    private static Dictionary<string, DifferenceKinds> Read()
    {
        using var document = new StreamReader(typeof(Explanations).Assembly.GetManifestResourceStream("differences.md")!);
        return Row().Matches(document.ReadToEnd()).ToDictionary(
            row => row.Groups[1].Value,
            row => row.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries).Aggregate(DifferenceKinds.None, (kinds, word) => kinds | s_words[word]),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `(DIF[0-9]{3})` \|.*\|([^|\r\n]+)\|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
