using System.Text.Json;
using OcrWorkflows.Centres.Effects;

namespace OcrWorkflows.Centres.Letters;

/// <summary>A kind of letter that something asks for.</summary>
/// <param name="Name">Such as <c>claim-overdue</c>; the name of its template's file.</param>
/// <param name="Values">What its messages carry, by name.</param>
/// <param name="AskedBy">The activities that ask for it.</param>
public sealed record LetterKind(string Name, IReadOnlyList<string> Values, IReadOnlyList<string> AskedBy);

/// <summary>Which letters are asked for: by the product's own activities, and by <c>Ocr.SendLetter</c> in workflow definitions.</summary>
public static class LetterKinds
{
    private const string SendLetter = "Ocr.SendLetter";
    private const string Reference = "reference";

    /// <summary>Kinds of the product's own activities.</summary>
    public static IReadOnlyList<LetterKind> OfActivities { get; } = [.. NoticeKinds.All.Select(kind => new LetterKind(kind.Key, kind.Value, ["workflows"]))];

    /// <summary>All kinds, by name. Of a kind that is asked for in several places, the values that all of them give.</summary>
    /// <param name="definitions">Files of workflow definitions; what is no JSON is left to their own check.</param>
    public static IReadOnlyList<LetterKind> Of(IEnumerable<string> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return [.. OfActivities.Concat(definitions.SelectMany(OfDefinition))
            .GroupBy(kind => kind.Name, StringComparer.Ordinal)
            .Select(same => new LetterKind(
                same.Key,
                [.. same.Select(kind => kind.Values.AsEnumerable()).Aggregate((all, next) => all.Intersect(next, StringComparer.Ordinal)).Order(StringComparer.Ordinal)],
                [.. same.SelectMany(kind => kind.AskedBy).Distinct(StringComparer.Ordinal)]))
            .OrderBy(kind => kind.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<LetterKind> OfDefinition(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. Activities(document.RootElement).Select(activity => OfActivity(Path.GetFileName(file), activity)).OfType<LetterKind>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<JsonElement> Activities(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Activities(member.Value)).Concat(IsLetter(element) ? [element] : []),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Activities),
        _ => [],
    };

    private static bool IsLetter(JsonElement activity) => activity.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals(SendLetter);

    /// <returns>Null when the kind is worked out while the workflow runs.</returns>
    private static LetterKind? OfActivity(string file, JsonElement activity) =>
        Expression(activity, "kind") is { Type: "Literal", Value: { Length: > 0 } kind }
            ? new LetterKind(kind, [.. Names(Expression(activity, "about")?.Value ?? "").Append(Reference).Distinct(StringComparer.Ordinal)], [$"{file} ({Text(activity, "name") ?? Text(activity, "id")})"])
            : null;

    private static (string? Type, string? Value)? Expression(JsonElement activity, string input) =>
        activity.TryGetProperty(input, out var binding) && binding.ValueKind == JsonValueKind.Object
        && binding.TryGetProperty("expression", out var expression) && expression.ValueKind == JsonValueKind.Object
            ? (Text(expression, "type"), Text(expression, "value"))
            : null;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The member names of <c>new (a.b as c, d.e)</c>: <c>c</c> and <c>e</c>.</summary>
    private static IEnumerable<string> Names(string creation)
    {
        var (open, close) = (creation.IndexOf('(', StringComparison.Ordinal), creation.LastIndexOf(')'));
        if (open < 0 || close < open)
        {
            yield break;
        }

        foreach (var member in Members(creation[(open + 1)..close]))
        {
            var last = member.LastIndexOfAny([' ', '.']);
            yield return member[(last + 1)..];
        }
    }

    private static IEnumerable<string> Members(string list)
    {
        var (depth, from, quoted) = (0, 0, false);
        for (var at = 0; at <= list.Length; at++)
        {
            if (at == list.Length || (list[at] == ',' && depth == 0 && !quoted))
            {
                if (list[from..at].Trim() is { Length: > 0 } member)
                {
                    yield return member;
                }

                from = at + 1;
                continue;
            }

            quoted ^= list[at] == '"';
            depth += quoted ? 0 : list[at] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
        }
    }
}
