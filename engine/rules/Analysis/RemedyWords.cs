using System.Text.RegularExpressions;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>Changes of facts as a person would say them.</summary>
internal static partial class RemedyWords
{
    public static string Of(IReadOnlyList<FactChange> changes) => string.Join("; and ", changes.Select(Of)) + ".";

    private static string Of(FactChange change) => change.To is null
        ? $"without {Name(change.Path)} ({Value(change.From)})"
        : $"{Name(change.Path)} {Value(change.To)} instead of {Value(change.From)}";

    /// <summary><c>Attempts.Used</c> as "attempts used", <c>Units[1].Fee</c> as "the fee of units no. 2".</summary>
    private static string Name(string path) =>
        Word().Replace(path.Replace('.', ' '), m => $" {m.Value.ToLowerInvariant()}").Replace("  ", " ", StringComparison.Ordinal).Trim() is var words
            ? Index().Replace(words, m => $" no. {int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) + 1}")
            : path;

    private static string Value(string json) => json switch
    {
        "null" => "none",
        "true" => "yes",
        "false" => "no",
        "\"\"" => "empty",
        ['"', .. var text, '"'] => text,
        _ => json,
    };

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();
}
