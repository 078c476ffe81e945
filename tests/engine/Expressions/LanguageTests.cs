namespace OcrWorkflows.Tests.Expressions;

/// <summary>Text in, value out: the tables of format section 10, and where we differ from it on purpose.</summary>
public sealed class LanguageTests
{
    private static readonly object?[][] s_literals =
    [
        ["12", 12],
        ["2147483648", 2147483648u],
        ["4294967296", 4294967296L],
        ["9223372036854775808", 9223372036854775808UL],
        ["-2147483648", int.MinValue],
        ["-2147483649", -2147483649L],
        ["-9223372036854775808", long.MinValue],
        ["12L", 12L],
        ["12U", 12u],
        ["12UL", 12UL],
        ["1.5", 1.5],
        ["1.5m", 1.5m],
        ["1.10m", 1.10m],
        ["1.5f", 1.5f],
        ["10d", 10d],
        ["1e3", 1000d],
        ["1e-3", 0.001],
        ["0xFF", 255],
        ["0b101", 5],
        ["\"a\\\"b\\n\\u0041\\x41\"", "a\"b\nAA"],
        ["'x'", 'x'],
        ["'\\''", '\''],
        ["TRUE", true],
        ["null", null],
    ];

    private static readonly object?[][] s_operators =
    [
        ["1 + 2 * 3", 7],
        ["(1 + 2) * 3", 9],
        ["7 / 2", 3],
        ["7 % 4", 3],
        ["7 mod 4", 3],
        ["-7 % 4", -3],
        ["7 / 2.0", 3.5],
        ["1 - 1", 0],
        ["1 -1", 0],
        ["-entry.Level", -3],
        ["3U - 2", 1U],
        ["entry.Fee * 1.1", 13.750m],
        ["entry.Fee == 12.5", true],
        ["entry.Fee > 12", true],
        ["entry.Number == 12345", true],
        ["entry.Number == 0x3039", true],
        ["entry.Level + entry.Fee", 15.50m],
        ["1 = 1", true],
        ["1 eq 1 and 1 ne 2 AND 1 lt 2 AndAlso 2 le 2 && 3 gt 2 and 3 ge 3", true],
        ["1 <> 1 or 1 != 1 || 1 > 1 OrElse 2 >= 3", false],
        ["true or true and false", true],
        ["not true or true", true],
        ["!entry.Late && not entry.Late", true],
        ["1 == 1 == true", true],
        ["1 << 3", 8],
        ["6 & 3 | 8", 10],
        ["entry.Late ? 1 : 2.5", 2.5],
        ["entry.Late ? 1 : null", null],
        ["true ? 1 : false ? 2 : 3", 1],
        ["iif(entry.Late, \"late\", \"in time\")", "in time"],
        ["null ?? \"x\"", "x"],
        ["entry.Mark ?? 0", 0],
        ["isnull(entry.Mark, 7)", 7],
        ["entry.Mark ?? 1.5", 1.5],
        ["\"a\" + 1 + null + 'c'", "a1c"],
        ["\"a\" & \"b\"", "ab"],
        ["\"a\" < \"B\"", true],
        ["\"Z\" > \"a\"", true],
        ["\"a\" == \"A\"", false],
        ["null == null", true],
        ["entry.Level == null", false],
        ["entry.Unit == null", true],
    ];

    private static readonly object?[][] s_nullables =
    [
        ["entry.Mark > 3", false],
        ["entry.Mark <= 3", false],
        ["entry.Mark != 3", true],
        ["entry.Mark == null", true],
        ["entry.Mark + 1", null],
        ["entry.Mark.HasValue", false],
        ["entry.Mark.GetValueOrDefault()", 0],
        ["entry.Mark.GetValueOrDefault(4)", 4],
        ["!entry.Confirmed", null],
        ["entry.Confirmed == true", false],
        ["entry.Deadline >= entry.DecisionDate", true],
        ["entry.Deadline.Value.Year", 2026],
        ["entry.Mark in (null, 1)", true],
    ];

    private static readonly object?[][] s_membership =
    [
        ["1 in (1, 2)", true],
        ["3 in (1, 2)", false],
        ["entry.Level in (1L, 3.0)", true],
        ["2 in (1 + 1)", true],
        ["true in (false)", false],
        ["entry.Title in (\"x\", \"Cambridge Technical\")", true],
        ["not (entry.Level in (1, 2))", true],
        ["2 in entry.Marks", true],
        ["2L in entry.Marks", true],
        ["entry.Number in entry.Marks", false],
        ["entry.Marks.Contains(2)", true],
        ["entry.Marks.Contains(2.0)", true],
        ["\"F200\" in entry.Units.Select(u => u.Code)", true],
        ["entry.Grade in (\"pass\", \"MERIT\")", true],
    ];

    private static readonly object?[][] s_textsAndLiteralsOfOtherTypes =
    [
        ["entry.Title.Length", 19],
        ["entry.Title.StartsWith(\"Cam\") and entry.Title.endswith(\"cal\")", true],
        ["entry.Title.Contains(\"bridge\")", true],
        ["entry.Title.Substring(0, 3).ToUpper()", "CAM"],
        ["\" a \".Trim().PadLeft(3).PadRight(4, '.')", "  a."],
        ["\"a-b\".Split('-').Length", 2],
        ["\"abc\".IndexOf(\"c\")", 2],
        ["\"abc\".Replace(\"b\", \"x\")", "axc"],
        ["\"abc\"[1]", 'b'],
        ["string.IsNullOrEmpty(\"\") and String.IsNullOrWhiteSpace(\" \")", true],
        ["string.Join(\",\", entry.Units.Select(Code))", "F200,F201,F202"],
        ["string.Join(\",\", entry.Marks)", "3,1,2"],
        ["string.Concat(\"a\", \"b\")", "ab"],
        ["\"12345\".All(c => char.IsDigit(c))", true],
        ["\"abc\".Any()", true],
        ["\"x\".Equals(\"X\", StringComparison.OrdinalIgnoreCase)", true],
        ["Math.Max(entry.Level, 2.5)", 3.0],
        ["Math.Round(2.345m, 2)", 2.34m],
        ["Math.Floor(2.7)", 2d],
        ["Convert.ToInt32(\"12\") + 1", 13],
        ["int.Parse(\"42\")", 42],
        ["int(2.7)", 2],
        ["int(\"12\")", 12],
        ["decimal(\"1.50\")", 1.50m],
        ["string(5)", "5"],
        ["entry.Level == \"3\"", true],
        ["entry.Grade == \"merit\"", true],
        ["entry.Grade == 2", true],
        ["entry.Grade > Grade.Pass", true],
        ["entry.Late == \"false\"", true],
    ];

    private static readonly object?[][] s_dates =
    [
        ["entry.DecisionDate < \"2026-12-22\"", true],
        ["entry.DecisionDate == DateOnly(2026, 12, 21)", true],
        ["DateOnly.Parse(\"2026-12-21\") == entry.DecisionDate", true],
        ["entry.DecisionDate.AddDays(11).Year", 2027],
        ["entry.DecisionDate.AddMonths(2) > entry.Deadline", true],
        ["entry.Deadline.Value.DayNumber - entry.DecisionDate.DayNumber", 10],
        ["entry.DecisionDate.DayOfWeek == DayOfWeek.Monday", true],
        ["entry.DecisionDate.DayOfWeek == \"monday\"", true],
        ["DateTime(2026, 11, 2).AddHours(9) == entry.Sat", true],
        ["entry.Sat > \"2026-11-01\"", true],
        ["(entry.Sat - DateTime(2026, 11, 1)).TotalHours", 33d],
        ["entry.Sat + TimeSpan(1, 0, 0) == DateTime.Parse(\"2026-11-02T10:00:00\")", true],
        ["DateOnly.FromDateTime(entry.Sat).Day", 2],
        ["entry.ReceivedAt == \"2026-12-21T10:30:00+01:00\"", true],
        ["entry.ReceivedAt == \"2026-12-21T09:30:00\"", true],
        ["entry.ReceivedAt.Hour", 9],
        ["TimeSpan.FromDays(1) == TimeSpan(24, 0, 0)", true],
        ["TimeSpan(\"1.00:00:00\").TotalDays", 1d],
    ];

    private static readonly object?[][] s_sequences =
    [
        ["entry.Units.Any(u => u.Credits > limit)", true],
        ["entry.Units.Any(Credits > limit)", true],
        ["entry.Units.All(it.Credits > 5)", false],
        ["entry.Units.Count", 3],
        ["entry.Units.Count()", 3],
        ["entry.Lazy.Count", 3],
        ["entry.Units.Count(u => u.Mark != null)", 2],
        ["entry.Units.Where(u => u.Credits >= 10).Sum(u => u.Fee)", 3.75m],
        ["entry.Units.Sum(Mark)", 50],
        ["entry.Units.Average(Credits)", 35 / 3d],
        ["entry.Units.Max(u => u.Code)", "F202"],
        ["entry.Units.Min(Credits)", 5],
        ["entry.Marks.Sum()", 6],
        ["entry.Marks.Max()", 3],
        ["entry.Units.Select(u => u.Credits * 2).Sum()", 70],
        ["entry.Units.OrderBy(u => u.Credits).First().Code", "F202"],
        ["entry.Units.OrderByDescending(Grade).ThenBy(Code).Last().Code", "F202"],
        ["entry.Units.FirstOrDefault(u => u.Credits == 99) == null", true],
        ["entry.Units.Single(u => u.Code == \"F201\").Credits", 20],
        ["entry.Marks.OrderBy(it).Skip(1).Take(1).First()", 2],
        ["entry.Marks.Reverse().First()", 2],
        ["entry.Marks.Concat(entry.Marks).Distinct().Count()", 3],
        ["entry.Marks.Union(new [] {9}).Count()", 4],
        ["entry.Marks.Except(new [] {1, 2}).Single()", 3],
        ["entry.Marks.Intersect(new [] {1, 7}).ToList().Count", 1],
        ["entry.Marks.ToArray()[0]", 3],
        ["entry.Marks[1L]", 1],
        ["entry.Credits[\"core\"]", 60],
        ["entry.Credits.core", 60],
        ["entry.Units.SelectMany(u => u.Code).Count(c => c == 'F')", 3],
        ["entry.Units.Any(u => entry.Units.Any(v => v.Credits > u.Credits))", true],
        ["entry.Units.Any(entry.Units.Count(parent.Credits < Credits) == 2)", true],
        ["entry.Units.Select(new (Code as Id, Credits * 2 as Double)).Where(x => x.Double > 15).Select(Id).Last()", "F201"],
        ["entry.Units.Select(u => new (u.Grade)).Distinct().Count()", 3],
        ["new int[] {1, 2}.Contains(limit)", false],
    ];

    [TestCaseSource(nameof(s_literals))]
    public void A_literal_is_read_exactly(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_operators))]
    public void An_operator_promotes_its_operands_and_binds_as_the_format_says(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_nullables))]
    public void An_operator_on_a_missing_value_is_lifted(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_membership))]
    public void In_compares_each_item_as_equality_does(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_textsAndLiteralsOfOtherTypes))]
    public void Texts_and_numbers_have_their_methods_and_conversions(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_dates))]
    public void Dates_compare_with_each_other_and_with_literals(string text, object? expected) => AssertValue(text, expected);

    [TestCaseSource(nameof(s_sequences))]
    public void A_sequence_is_asked_with_named_and_unnamed_lambdas(string text, object? expected) => AssertValue(text, expected);

    [TestCase("entry.level", 3)]
    [TestCase("ENTRY.LEVEL", 3)]
    [TestCase("Entry.Units.any(CREDITS > 5)", true)]
    public void Names_are_read_in_any_casing(string text, object expected) => AssertValue(text, expected);

    [TestCase("Level", 3)]
    [TestCase("it.Level", 3)]
    [TestCase("$.Level", 3)]
    [TestCase("root.Level", 3)]
    [TestCase("entry.Level", 3)]
    [TestCase("Units.Any(Credits == 20) and Level == 3", true)]
    public void With_one_name_in_scope_its_members_are_written_bare(string text, object expected) =>
        Assert.That(Evaluating.Bare(text), Is.EqualTo(expected));

    [TestCase("np(entry.Unit.Code)", null)]
    [TestCase("np(entry.Unit.Code, \"none\")", "none")]
    [TestCase("np(entry.Unit.Credits, 0) > 5", false)]
    [TestCase("np(entry.Unit.Code.Length) == null", true)]
    [TestCase("np(entry.Title.Length)", 19)]
    [TestCase("np(entry.Units.FirstOrDefault(u => u.Credits == 99).Code, \"none\")", "none")]
    [TestCase("entry.Unit != null and entry.Unit.Credits > 1", false)]
    public void A_path_through_null_is_guarded(string text, object? expected) => AssertValue(text, expected);

    [Test]
    public void An_operand_that_decides_spares_the_other() => AssertValue("true || 1 / (entry.Level - 3) == 1", true);

    private static void AssertValue(string text, object? expected)
    {
        var value = Evaluating.Value(text);
        Assert.That(value, Is.EqualTo(expected));
        Assert.That(value?.GetType(), Is.EqualTo(expected?.GetType()));
    }
}
