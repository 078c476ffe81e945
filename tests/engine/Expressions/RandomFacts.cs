namespace OcrWorkflows.Tests.Expressions;

/// <summary>Facts from a seed, with what breaks rules: nulls, empty lists, the ends of each type, texts of odd characters.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly string?[] s_texts = ["", " ", "F200", "F201", "Zürich \"1\"\\", "e\u0301\u200B", "\uD83D\uDE00", "\0\t", null, "cambridge", "12"];

    private readonly Random _random = new(seed);

    public EntryForTests Entry() => new()
    {
        Title = Pick(s_texts),
        Level = Pick(0, 1, 3, -1, int.MaxValue, int.MinValue),
        Mark = Pick<int?>(null, 0, 40, int.MaxValue),
        Number = Pick(0L, 12345, long.MaxValue, long.MinValue),
        Fee = Pick(0m, 12.50m, -0.01m, decimal.MaxValue),
        Weight = Pick(0.0, 0.5, -0.0, double.NaN, double.PositiveInfinity, 1e300),
        Late = _random.Next(2) == 0,
        Confirmed = Pick<bool?>(null, true, false),
        Grade = Pick(Grade.Fail, Grade.Merit, (Grade)9),
        Deadline = Pick<DateOnly?>(null, new(2026, 12, 31), new(2026, 12, 21)),
        Unit = _random.Next(3) == 0 ? null : Unit(),
        Units = [.. Enumerable.Range(0, Pick(0, 1, 2, 5)).Select(_ => Unit())],
        Marks = [.. Enumerable.Range(0, Pick(0, 1, 3, 6)).Select(_ => Pick(0, 1, 2, 3, -7, int.MaxValue))],
    };

    /// <summary>The same entry as dictionaries and lists.</summary>
    public static Dictionary<string, object?> Plain(EntryForTests entry) => new()
    {
        ["Title"] = entry.Title,
        ["Level"] = entry.Level,
        ["Mark"] = entry.Mark,
        ["Number"] = entry.Number,
        ["Fee"] = entry.Fee,
        ["Weight"] = entry.Weight,
        ["Late"] = entry.Late,
        ["Confirmed"] = entry.Confirmed,
        ["Grade"] = entry.Grade.ToString(),
        ["DecisionDate"] = entry.DecisionDate,
        ["Deadline"] = entry.Deadline,
        ["Unit"] = entry.Unit is null ? null : Plain(entry.Unit),
        ["Units"] = entry.Units.Select(u => (object?)Plain(u)).ToList(),
        ["Marks"] = entry.Marks.Select(m => (object?)m).ToList(),
        ["Credits"] = new Dictionary<string, object?> { ["core"] = 60 },
        ["Lazy"] = entry.Lazy.Select(l => (object?)l).ToList(),
    };

    private static Dictionary<string, object?> Plain(UnitForTests unit) => new()
    {
        ["Code"] = unit.Code,
        ["Credits"] = unit.Credits,
        ["Fee"] = unit.Fee,
        ["Mark"] = unit.Mark,
        ["Grade"] = unit.Grade.ToString(),
    };

    private UnitForTests Unit() => new()
    {
        Code = Pick("F200", "F201", "", "é"),
        Credits = Pick(0, 5, 10, int.MaxValue),
        Fee = Pick(0m, 1.25m, -1m),
        Mark = Pick<int?>(null, 10, 0),
        Grade = Pick(Grade.Fail, Grade.Pass),
    };

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
