namespace OcrWorkflows.Tests.Expressions;

public sealed class FaultTests
{
    [TestCase("", "EXP001", 0, 0)]
    [TestCase("1 # 2", "EXP002", 2, 1)]
    [TestCase("\"open", "EXP003", 0, 5)]
    [TestCase("\"\\d\"", "EXP004", 1, 2)]
    [TestCase("\"\\u00\"", "EXP004", 1, 5)]
    [TestCase("99999999999999999999", "EXP005", 0, 20)]
    [TestCase("1 + 12abc", "EXP005", 4, 5)]
    [TestCase("'ab'", "EXP006", 0, 4)]
    [TestCase("1 +", "EXP007", 3, 0)]
    [TestCase("(1", "EXP007", 2, 0)]
    [TestCase("1 2", "EXP007", 2, 1)]
    [TestCase("1 in ()", "EXP007", 0, 7)]
    [TestCase("1 in (1, )", "EXP007", 9, 1)]
    [TestCase("nobody", "EXP010", 0, 6)]
    [TestCase("entry.Levl > 1", "EXP011", 6, 4)]
    [TestCase("entry.Title.Lenght", "EXP011", 12, 6)]
    [TestCase("Math.Abbs(1)", "EXP012", 5, 4)]
    [TestCase("entry.Title.Trimm()", "EXP012", 12, 5)]
    [TestCase("entry.Title.Substring(\"a\")", "EXP013", 12, 14)]
    [TestCase("iif(true, 1)", "EXP013", 0, 12)]
    [TestCase("entry.Title > 3", "EXP020", 0, 15)]
    [TestCase("entry.Weight * entry.Fee", "EXP020", 0, 24)]
    [TestCase("1 < 2 < 3", "EXP020", 0, 9)]
    [TestCase("not entry.Level == 3", "EXP020", 0, 15)]
    [TestCase("entry.DecisionDate > \"soon\"", "EXP021", 21, 6)]
    [TestCase("entry.Level == \"three\"", "EXP021", 15, 7)]
    [TestCase("entry.Grade == \"Distinction\"", "EXP021", 15, 13)]
    [TestCase("1 ? 2 : 3", "EXP022", 0, 1)]
    [TestCase("entry.Units.Where(Credits)", "EXP022", 18, 7)]
    [TestCase("true ? 1 : \"x\"", "EXP023", 0, 14)]
    [TestCase("entry.Marks[\"a\"]", "EXP026", 0, 16)]
    [TestCase("1 in entry.Level", "EXP027", 5, 11)]
    [TestCase("x => x", "EXP028", 0, 6)]
    [TestCase("np(1)", "EXP029", 3, 1)]
    [TestCase("entry.Mutate()", "EXP033", 6, 6)]
    [TestCase("entry.Unit?.Code == \"a\"", "EXP034", 10, 2)]
    [TestCase("1 not in (1)", "EXP034", 2, 3)]
    [TestCase("5 ^ 3", "EXP034", 2, 1)]
    [TestCase("new DateTime(2026, 1, 1)", "EXP034", 0, 12)]
    [TestCase("1; 2", "EXP034", 1, 1)]
    [TestCase("\"a\" \"b\"", "EXP034", 4, 3)]
    [TestCase("Guid(entry.Level)", "EXP013", 0, 17)]
    [TestCase("entry.Units.Any(entry => true)", "EXP036", 16, 5)]
    public void A_fault_has_a_code_and_a_place(string text, string code, int start, int length)
    {
        var fault = Evaluating.Fault(text);
        Assert.That((fault.Code, fault.Start, fault.Length), Is.EqualTo((code, start, length)), fault.Message);
    }

    [Test]
    public void An_unknown_member_names_its_owner_and_the_nearest_name()
    {
        var fault = Evaluating.Fault("entry.Levl > 1");
        Assert.That(fault.Message, Is.EqualTo("unknown member `Levl` of EntryForTests"));
        Assert.That(fault.Suggestion, Is.EqualTo("did you mean `Level`?"));
    }

    [Test]
    public void Faults_that_do_not_depend_on_each_other_are_reported_together()
    {
        var faults = Evaluating.Faults("entry.Levl > 1 and nobody.Here == entry.Titel or entry.Units.Any(u => u.Kode == entry.Nope)");
        Assert.That(faults.Select(f => f.Start), Is.EqualTo(new[] { 6, 19, 40, 72, 86 }));
    }

    [Test]
    public void A_mismatch_names_the_types_of_both_sides() =>
        Assert.That(Evaluating.Fault("entry.Title > 3").Message, Is.EqualTo("`>` does not work between string and int."));

    [Test]
    public void A_text_that_is_no_enum_member_lists_the_members() =>
        Assert.That(Evaluating.Fault("entry.Grade == \"Distinction\"").Suggestion, Does.Contain("Fail, Merit, Pass"));

    [Test]
    public void Two_dates_are_not_subtracted_and_the_reader_is_told_how() =>
        Assert.That(Evaluating.Fault("entry.Deadline - entry.DecisionDate").Suggestion, Does.Contain("DayNumber"));

    [TestCase("entry.Confirmed", "EXP025")]
    [TestCase("entry.Level", "EXP024")]
    [TestCase("\"yes\"", "EXP024")]
    [TestCase("null", "EXP024")]
    public void A_rule_must_be_true_or_false(string text, string code) =>
        Assert.That(Evaluating.Fault(text, typeof(bool)).Code, Is.EqualTo(code));

    [TestCase("DateTime.Now", "EXP030")]
    [TestCase("DateTime.UtcNow > entry.Sat", "EXP030")]
    [TestCase("datetime.today", "EXP030")]
    [TestCase("DateTimeOffset.Now", "EXP030")]
    [TestCase("entry.Sat.ToLocalTime()", "EXP030")]
    [TestCase("entry.ReceivedAt.LocalDateTime", "EXP030")]
    [TestCase("Guid.NewGuid()", "EXP031")]
    [TestCase("Random.Shared.Next()", "EXP031")]
    [TestCase("entry.GetType()", "EXP032")]
    [TestCase("entry.Level.GetType().Assembly", "EXP032")]
    [TestCase("\"\".GetType()", "EXP032")]
    [TestCase("\"\".GetHashCode()", "EXP032")]
    [TestCase("Type.GetType(\"System.Object\")", "EXP032")]
    [TestCase("Activator.CreateInstance(\"x\")", "EXP032")]
    [TestCase("Environment.Exit(0)", "EXP032")]
    [TestCase("File.ReadAllText(\"x\")", "EXP032")]
    [TestCase("typeof(string)", "EXP032")]
    public void Clock_chance_and_reflection_are_refused(string text, string code) =>
        Assert.That(Evaluating.Faults(text)[0].Code, Is.EqualTo(code));

    [Test]
    public void The_refusal_of_the_clock_names_the_date_to_use() =>
        Assert.That(Evaluating.Fault("DateTime.Now > entry.Sat").Suggestion, Does.Contain("DecisionDate"));

    [Test]
    public void A_member_of_a_nullable_value_is_pointed_to_the_value() =>
        Assert.That(Evaluating.Fault("entry.Deadline.Year").Suggestion, Does.Contain(".Value.Year"));
}
