using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>The changes worth trying on facts: for each value, those that a rule might tell apart from it, the nearest first.</summary>
/// <param name="inventTexts">Also texts that stand nowhere beside the member: good for finding differences, no good as advice.</param>
internal sealed class FactsNeighbours(Vocabulary vocabulary, bool inventTexts)
{
    private static readonly int[] s_days = [-8, -7, -6, -1, 1, 6, 7, 8, -366, -365, 365, 366, -731, 731];

    /// <param name="fixedPaths">Members that must stay as they are, with all that is below them.</param>
    public IEnumerable<FactChange> Of(FactsTree facts, IReadOnlyCollection<string> fixedPaths)
    {
        var leaves = facts.Leaves().ToList();
        var same = leaves.Where(l => !l.IsItem).ToLookup(l => Bare(l.Type), l => l.Json);
        foreach (var leaf in leaves.Where(l => vocabulary.Reads(l.Path) && !fixedPaths.Any(f => l.Path == f || l.Path.StartsWith(f + ".", StringComparison.Ordinal) || l.Path.StartsWith(f + "[", StringComparison.Ordinal))))
        {
            if (leaf.IsItem)
            {
                yield return new FactChange(leaf.Path, leaf.Json, null);
                continue;
            }

            foreach (var value in Values(leaf, [.. same[Bare(leaf.Type)].Distinct()]).Distinct(StringComparer.Ordinal).Where(v => v != leaf.Json))
            {
                yield return new FactChange(leaf.Path, leaf.Json, value);
            }
        }
    }

    private IEnumerable<string> Values(FactLeaf leaf, IReadOnlyList<string> beside)
    {
        var type = Bare(leaf.Type) ?? Guess(leaf.Json);
        var values =
            type == typeof(bool) ? ["true", "false"]
            : type is { IsEnum: true } ? Enum.GetNames(type).Select(Quoted)
            : type == typeof(DateOnly) ? Dates(leaf, beside)
            : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? Moments(leaf, beside)
            : type is not null && IsNumber(type) ? Numbers(leaf, beside, type)
            : type == typeof(string) ? vocabulary.Known(leaf.Path).Concat(inventTexts ? vocabulary.Texts.Select(Quoted).Append("\"\"").Append("\"another\"") : [])
            : vocabulary.Known(leaf.Path);
        return MayBeNull(leaf) ? values.Append("null") : values;
    }

    private IEnumerable<string> Numbers(FactLeaf leaf, IReadOnlyList<string> beside, Type type)
    {
        var whole = type != typeof(decimal) && type != typeof(double) && type != typeof(float);
        var now = Number(leaf.Json);
        // Counts and amounts have no minus unless the rules or known facts speak of one.
        var mayBeNegative = vocabulary.Numbers.Append(now ?? 0).Concat(vocabulary.Known(leaf.Path).Select(Number).OfType<decimal>()).Any(n => n < 0);
        var bases = vocabulary.Numbers.Concat(vocabulary.Known(leaf.Path).Concat(beside).Select(Number).OfType<decimal>()).Append(0).Distinct();
        return bases.SelectMany(b => whole ? [b, b - 1, b + 1] : new[] { b, b - 1, b + 1, b - 0.01m, b + 0.01m })
            .Where(n => !whole || decimal.Truncate(n) == n).Where(n => n >= 0 || mayBeNegative).Distinct()
            .OrderBy(n => Math.Abs(n - (now ?? 0))).ThenBy(n => n)
            .Select(n => n.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Dates of the facts and of the rules, moved by the whole numbers that the rules name (as days) and by a day, a week and years.</summary>
    private IEnumerable<string> Dates(FactLeaf leaf, IReadOnlyList<string> beside)
    {
        var now = Date(leaf.Json);
        var named = vocabulary.Texts.Select(t => Date(Quoted(t))).Concat(vocabulary.Known(leaf.Path).Select(Date)).Concat(beside.Select(Date)).OfType<DateOnly>().Distinct();
        var years = vocabulary.Numbers.Where(n => n is > 0 and < 100 && decimal.Truncate(n) == n).Select(n => (int)n).ToList();
        return named.SelectMany(d => s_days.Select(d.AddDays).Append(d).Concat(years.SelectMany(y => new[] { d.AddYears(y), d.AddYears(-y), d.AddYears(y).AddDays(-1), d.AddYears(-y).AddDays(1), d.AddYears(-y).AddDays(-1), d.AddDays(y), d.AddDays(-y), d.AddDays(-y - 1), d.AddDays(1 - y) })))
            .Distinct().OrderBy(d => Math.Abs(d.DayNumber - (now ?? d).DayNumber)).ThenBy(d => d)
            .Select(d => Quoted(d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private IEnumerable<string> Moments(FactLeaf leaf, IReadOnlyList<string> beside) =>
        vocabulary.Known(leaf.Path).Concat(beside).Where(b => DateTimeOffset.TryParse(b.Trim('"'), CultureInfo.InvariantCulture, out _))
            .SelectMany(b => new[] { b }.Concat(s_days.Select(d => Moved(b, d))));

    private static string Moved(string json, int days) => Quoted(DateTimeOffset.Parse(json.Trim('"'), CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));

    private static bool MayBeNull(FactLeaf leaf) => leaf.Json == "null" || leaf.Type is null || Nullable.GetUnderlyingType(leaf.Type) is not null;

    private static Type? Bare(Type? type) => type is null ? null : Nullable.GetUnderlyingType(type) ?? type;

    private static Type? Guess(string json) => json switch
    {
        "true" or "false" => typeof(bool),
        "null" => null,
        _ when Date(json) is not null => typeof(DateOnly),
        ['"', ..] => typeof(string),
        _ => json.Contains('.', StringComparison.Ordinal) ? typeof(decimal) : typeof(long),
    };

    private static bool IsNumber(Type type) => type.IsPrimitive && type != typeof(bool) && type != typeof(char) || type == typeof(decimal);

    private static decimal? Number(string json) => decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Date(string json) => DateOnly.TryParseExact(json.Trim('"'), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string Quoted(string text) => JsonSerializer.Serialize(text, CanonicalJson.Options);
}
