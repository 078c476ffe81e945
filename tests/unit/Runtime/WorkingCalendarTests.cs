using System.Globalization;
using System.Text;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Tests.Runtime;

public sealed class WorkingCalendarTests
{
    private static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [TestCase("2026-12-21", 5, "2026-12-30", Description = "25 and 28 December are bank holidays")]
    [TestCase("2026-12-21", 3, "2026-12-24")]
    [TestCase("2026-12-21", 4, "2026-12-29")]
    [TestCase("2026-12-26", 1, "2026-12-29", Description = "day 0 on a Saturday")]
    [TestCase("2026-11-20", 1, "2026-11-23", Description = "over a weekend")]
    [TestCase("2022-05-31", 2, "2022-06-06", Description = "the two days of June 2022")]
    [TestCase("2020-05-04", 4, "2020-05-11", Description = "the early May holiday of 2020 fell on Friday the 8th")]
    [TestCase("2023-05-05", 1, "2023-05-09", Description = "the coronation")]
    public void Working_days_leave_out_weekends_and_bank_holidays(string from, int days, string expected) =>
        Assert.That(Calendars.EnglandAndWales.Add(Day(from), days).Date, Is.EqualTo(Day(expected)));

    [Test]
    public void The_count_is_explained_day_by_day()
    {
        var calendar = Calendars.EnglandAndWales;
        Assert.That(calendar.Add(Day("2026-12-21"), 5).Explanation, Is.EqualTo(
            "5 working days after Mon 21 December 2026: Tue 22, Wed 23, Thu 24 December; Fri 25 December bank holiday (Christmas Day); "
            + "Sat 26, Sun 27 December weekend; Mon 28 December bank holiday (Boxing Day, substitute day); Tue 29, Wed 30 December "
            + $"= Wed 30 December 2026 (calendar england-and-wales, edition {calendar.Edition})."));
    }

    [Test]
    public void A_long_count_names_the_bank_holidays_only() =>
        Assert.That(Calendars.EnglandAndWales.Add(Day("2026-12-01"), 60).Explanation, Does.Contain("less the bank holidays Fri 25 December 2026 (Christmas Day)").And.Not.Contain("weekend"));

    [TestCase("2028-12-28", 1, false)]
    [TestCase("2028-12-28", 2, true)]
    public void A_deadline_past_the_published_holidays_is_provisional_and_says_so(string from, int days, bool provisional)
    {
        var deadline = Calendars.EnglandAndWales.Add(Day(from), days);
        Assert.Multiple(() =>
        {
            Assert.That(Calendars.EnglandAndWales.KnownThrough, Is.EqualTo(Day("2028-12-31")));
            Assert.That(deadline.Provisional, Is.EqualTo(provisional));
            Assert.That(deadline.Explanation.Contains("Provisional", StringComparison.Ordinal), Is.EqualTo(provisional));
        });
    }

    [TestCase("2026-12-30", "2026-12-31T00:00:00Z", Description = "winter: London is on UTC")]
    [TestCase("2026-07-01", "2026-07-01T23:00:00Z", Description = "summer: midnight comes an hour earlier in UTC")]
    [TestCase("2026-03-29", "2026-03-29T23:00:00Z", Description = "the clocks went forward that morning")]
    [TestCase("2026-10-25", "2026-10-26T00:00:00Z", Description = "the clocks went back that morning")]
    public void A_day_ends_at_midnight_in_London(string date, string utc)
    {
        var end = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(WorkingCalendar.EndOf(Day(date)), Is.EqualTo(end));
            Assert.That(WorkingCalendar.LocalDate(end), Is.EqualTo(Day(date).AddDays(1)));
            Assert.That(WorkingCalendar.LocalDate(end.AddTicks(-1)), Is.EqualTo(Day(date)));
        });
    }

    [TestCase("england-and-wales", "2027-03-29", false)]
    [TestCase("scotland", "2027-03-29", true, Description = "Scotland has no Easter Monday")]
    [TestCase("scotland", "2026-11-30", false, Description = "St Andrew's Day")]
    [TestCase("northern-ireland", "2026-07-13", false, Description = "Battle of the Boyne, moved from Sunday")]
    [TestCase("england-and-wales", "2026-07-13", true)]
    public void Each_division_has_its_own_holidays(string division, string date, bool working) =>
        Assert.That(Calendars.Load(division).IsWorkingDay(Day(date)), Is.EqualTo(working));

    [Test]
    public void Editions_differ_by_division() =>
        Assert.That(Calendars.Load("scotland").Edition, Is.Not.EqualTo(Calendars.EnglandAndWales.Edition));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(WorkingCalendar.MaximumWorkingDays + 1)]
    public void Only_whole_positive_numbers_of_days_are_counted(int days) =>
        Assert.That(() => Calendars.EnglandAndWales.Add(Day("2026-12-21"), days), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase("{}", "CAL001", 1, 1)]
    [TestCase("{\"england-and-wales\": {\"events\": []}}", "CAL001", 1, 23)]
    [TestCase("{\"england-and-wales\": {\"events\": [\n {\"title\": \"X\", \"date\": \"2026-02-30\"}]}}", "CAL002", 2, 25)]
    [TestCase("{", "JSN001", 1, 2)]
    public void A_file_at_fault_gives_no_calendar_and_says_where(string json, string code, int line, int column)
    {
        var load = WorkingCalendar.Read("h.json", Encoding.UTF8.GetBytes(json), "england-and-wales");
        Assert.Multiple(() =>
        {
            Assert.That(load.Calendar, Is.Null);
            Assert.That(load.Diagnostics.Select(d => (d.Code, d.Line, d.Column)), Is.EqualTo(new[] { (code, line, column) }));
        });
    }

    [Test]
    public void What_was_counted_can_be_read_from_every_explanation([Random(0, 3000, 25)] int day, [Values(1, 5, 30, 31, 60, 800)] int workingDays)
    {
        var from = Day("2019-01-01").AddDays(day);
        var calendar = Calendars.EnglandAndWales;
        Assert.That(WorkingCount.Read(calendar.Add(from, workingDays).Explanation), Is.EqualTo(new WorkingCount(from, workingDays, calendar.Edition)));
    }

    [TestCase("1 month after Mon 30 November 2026, every day counted = the end of Wed 30 December 2026.", false)]
    [TestCase("", false)]
    [TestCase("5 working days after somewhere", true)]
    public void Another_text_is_not_read_as_a_count(string text, bool isWorkingTime)
    {
        Assert.That(WorkingCount.Read(text), Is.Null);
        Assert.That(WorkingCount.IsOf(text), Is.EqualTo(isWorkingTime));
    }
}
