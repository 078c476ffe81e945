namespace OcrWorkflows.Tests.Expressions;

/// <summary>Writes expressions over <see cref="EntryForTests"/> (as <c>entry</c>, with <c>limit</c> beside it) from a seed. Most of them compile; what a type forbids does not, and is passed over.</summary>
internal sealed class RandomExpression(int seed)
{
    private readonly Random _random = new(seed);
    private int _names;

    public string Any() => _random.Next(6) switch
    {
        0 => Number(4, null),
        1 => Text(4, null),
        2 => Sequence(3, null).Text,
        _ => Truth(5, null),
    };

    public string Condition() => Truth(5, null);

    /// <param name="unit">The lambda variable that is a unit; null outside of one.</param>
    private string Truth(int depth, string? unit) => depth <= 0 ? Pick("entry.Late", "true", "entry.Confirmed == true", "entry.Level > limit") : _random.Next(17) switch
    {
        0 or 1 => $"({Truth(depth - 1, unit)} {Pick("and", "or", "&&", "||")} {Truth(depth - 1, unit)})",
        2 => $"not ({Truth(depth - 1, unit)})",
        3 or 4 => $"{Number(depth - 1, unit)} {Pick("==", "!=", "<", "<=", ">", ">=")} {Number(depth - 1, unit)}",
        5 => $"{Text(depth - 1, unit)} {Pick("==", "!=", "<", ">=")} {Text(depth - 1, unit)}",
        6 => $"{Number(depth - 1, unit)} in ({Number(0, unit)}, {Number(0, unit)}, 3)",
        7 => $"{Units(depth - 1, unit)}.{Pick("Any", "All")}({Lambda(depth - 1)})",
        8 => $"{Sequence(depth - 1, unit).Text}.{Pick("Any()", "Contains(limit)", "Contains(3)", "Contains(\"F200\")")}",
        9 => $"entry.Unit.Grade {Pick("==", "!=")} \"Merit\"",
        10 => $"np(entry.Unit.Grade) == \"{Pick("Merit", "Fail")}\"",
        11 => $"entry.Deadline {Pick("==", "<", ">=", "!=")} {Pick("entry.DecisionDate", "\"2026-12-31\"", "null")}",
        12 => $"iif({Truth(depth - 1, unit)}, {Truth(depth - 1, unit)}, {Truth(depth - 1, unit)})",
        13 => $"{Text(depth - 1, unit)}.{Pick("StartsWith", "Contains", "EndsWith")}({Text(0, unit)})",
        14 => $"(entry.Confirmed ?? {Truth(depth - 1, unit)})",
        15 => $"entry.Mark {Pick("==", ">", "!=")} {Pick("null", Number(depth - 1, unit))}",
        _ => $"{Units(depth - 1, unit)}.SequenceEqual({Units(depth - 1, unit)})",
    };

    private string Number(int depth, string? unit) => depth <= 0 ? Leaf(unit) : _random.Next(14) switch
    {
        0 or 1 or 2 => $"({Number(depth - 1, unit)} {Pick("+", "-", "*", "/", "%", "mod")} {Number(depth - 1, unit)})",
        3 => $"-({Number(depth - 1, unit)})",
        4 => $"({Truth(depth - 1, unit)} ? {Number(depth - 1, unit)} : {Number(depth - 1, unit)})",
        5 => $"{Units(depth - 1, unit)}.{Pick("Sum", "Average", "Min", "Max")}({Selector(depth - 1)})",
        6 => $"{Units(depth - 1, unit)}.{Pick("Count", "LongCount")}({Lambda(depth - 1)})",
        7 => $"{Numbers(depth - 1, unit)}.{Pick("Sum()", "Average()", "Min()", "Max()", "Count()", "First()", "LastOrDefault()", "Single()", "SingleOrDefault()", "FirstOrDefault(it > 1)", "Last(it < 3)", "Single(it == 2)")}",
        8 => $"({Pick("entry.Mark", "np(entry.Unit.Mark)", "np(entry.Unit.Credits)")} ?? {Number(depth - 1, unit)})",
        9 => $"np(entry.Unit.Credits, {Number(depth - 1, unit)})",
        10 => $"{Pick("int", "long", "decimal", "double", "short", "byte")}({Number(depth - 1, unit)})",
        11 => $"{Text(depth - 1, unit)}.Length",
        12 => $"entry.Marks[{Number(0, unit)}]",
        _ => $"{Pick("Math.Abs", "Math.Max", "Math.Floor")}({Number(depth - 1, unit)})",
    };

    private string Leaf(string? unit) => unit is not null && _random.Next(2) == 0
        ? $"{unit}.{Pick("Credits", "Fee", "Mark", "Credits")}"
        : Pick("entry.Level", "entry.Number", "entry.Fee", "entry.Weight", "entry.Mark", "limit", "0", "1", "3", "2.5", "1.5m", "2147483647", "9223372036854775807", "entry.Unit.Credits", "entry.Mark.Value", "entry.Credits[\"core\"]", "entry.Credits[\"none\"]");

    private string Text(int depth, string? unit) => depth <= 0
        ? unit is not null && _random.Next(2) == 0 ? $"{unit}.Code" : Pick("entry.Title", "\"F200\"", "\"\"", "\"é\\\"\\\\\"", "entry.Unit.Code")
        : _random.Next(8) switch
        {
            0 => $"({Text(depth - 1, unit)} + {Text(depth - 1, unit)})",
            1 => $"({Text(depth - 1, unit)} + {Number(depth - 1, unit)})",
            2 => $"{Text(depth - 1, unit)}.{Pick("ToUpper()", "Trim()", "ToLower()", "PadLeft(limit)")}",
            3 => $"{Text(depth - 1, unit)}.Substring({Number(0, unit)})",
            4 => $"({Text(depth - 1, unit)} ?? {Text(depth - 1, unit)})",
            5 => $"np(entry.Unit.Code, {Text(depth - 1, unit)})",
            6 => $"{Units(depth - 1, unit)}.{Pick("First", "Last", "Single", "FirstOrDefault", "LastOrDefault", "SingleOrDefault")}({Lambda(depth - 1)}).Code",
            _ => $"string({Number(depth - 1, unit)})",
        };

    private string Units(int depth, string? unit) => depth <= 0 ? "entry.Units" : _random.Next(9) switch
    {
        0 => $"{Units(depth - 1, unit)}.Where({Lambda(depth - 1)})",
        1 => $"{Units(depth - 1, unit)}.{Pick("TakeWhile", "SkipWhile")}({Lambda(depth - 1)})",
        2 => $"{Units(depth - 1, unit)}.{Pick("Take", "Skip")}({Number(0, unit)})",
        3 => $"{Units(depth - 1, unit)}.{Pick("OrderBy", "OrderByDescending")}({Selector(depth - 1)})",
        4 => $"{Units(depth - 1, unit)}.{Pick("Distinct()", "ToList()", "Reverse()", "ToArray()")}",
        5 => $"{Units(depth - 1, unit)}.{Pick("Concat", "Union", "Except", "Intersect")}({Units(depth - 1, unit)})",
        _ => "entry.Units",
    };

    private string Numbers(int depth, string? unit) => _random.Next(5) switch
    {
        0 => $"{Units(depth, unit)}.Select({Selector(depth)})",
        1 => $"{Units(depth, unit)}.SelectMany({Name(out var name)} => entry.Marks.Select(it + {name}.Credits))",
        2 => $"entry.Marks.{Pick("Where(it > 1)", "Distinct()", "OrderBy(it)", "Skip(1)", "Take(2)", "Select(limit / it)")}",
        _ => "entry.Marks",
    };

    private (string Text, bool IsNumbers) Sequence(int depth, string? unit) => _random.Next(3) switch
    {
        0 => (Numbers(depth, unit), true),
        1 => ("entry.Lazy", false),
        _ => ($"{Units(depth, unit)}.Select({Name(out var name)} => {Text(depth - 1, name)})", false),
    };

    private string Lambda(int depth) => $"{Name(out var name)} => {Truth(depth - 1, name)}";

    private string Selector(int depth) => $"{Name(out var name)} => {Number(depth - 1, name)}";

    private string Name(out string name) => name = $"u{++_names}";

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
