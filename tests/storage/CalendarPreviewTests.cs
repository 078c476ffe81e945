using System.Globalization;
using System.Text;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Storage.Tests;

/// <summary>A task and a timer, each due in two working days of Monday 30 November 2026: on Wednesday the second.</summary>
[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class CalendarPreviewTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly DateOnly s_due = new(2026, 12, 2);

    [SetUp]
    public async Task Wait()
    {
        Clock.Now = new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
        await Host.PublishAsync(Flows.TaskThenEnd);
        await Host.PublishAsync(Flows.Sequence("two-days", "\"id\": \"wait\", \"type\": \"Ocr.WorkingDayDelay\", \"workingDays\": 2"));
        await Host.PublishAsync(Flows.HourThenWrite);
        await Host.StartAsync("task-then-end", correlation: "claim:1");
        await Host.StartAsync("two-days", correlation: "visit:1");
        await Host.StartAsync("hour-then-write");
    }

    [TestCase("2026-11-30", 0, Description = "the day of the event is day 0")]
    [TestCase("2026-12-01", 1, Description = "the first day counted")]
    [TestCase("2026-12-02", 1, Description = "the due date itself")]
    [TestCase("2026-12-03", 0, Description = "the day after the due date")]
    public async Task A_new_holiday_moves_what_is_counted_across_it_and_nothing_else(string holiday, int byDays)
    {
        var moves = await PreviewAsync(holiday);
        Assert.That((moves.Counted, moves.Same, moves.NotCountedAgain), Is.EqualTo((2L, byDays == 0 ? 2L : 0L, 0L)));
        Assert.That(moves.Moved.Select(m => (m.DueNow, m.DueThen)), Is.All.EqualTo((s_due, s_due.AddDays(byDays))));
        Assert.That(moves.Moved.Select(m => (m.IsTask, m.CorrelationId)), byDays == 0 ? Is.Empty : Is.EquivalentTo(new[] { (true, "claim:1"), (false, "visit:1") }));
        Assert.That(moves.Moved.Select(m => m.Explanation), Is.All.Contains("bank holiday (A new one)"));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_holiday_that_is_taken_away_moves_dates_back()
    {
        Host.Calendar.Becomes("2026-12-01");
        await Host.StartAsync("two-days", correlation: "visit:2");
        var moves = await PreviewAsync();
        Assert.That(moves.Moved.Select(m => (m.CorrelationId, m.DueNow, m.DueThen)), Is.EqualTo(new[] { ("visit:2", s_due.AddDays(1), s_due) }));
        Assert.That(moves.EditionNow, Is.EqualTo(Host.Calendar.Current.Edition).And.Not.EqualTo(moves.Edition));
    }

    [Test]
    public async Task A_calendar_that_knows_less_makes_dates_provisional_without_moving_them()
    {
        var moves = await PreviewAsync(last: "2025-12-25");
        Assert.That((moves.Counted, moves.Same, moves.Provisional, moves.KnownThrough), Is.EqualTo((2L, 2L, 2L, new DateOnly(2025, 12, 31))));
    }

    [Test]
    public async Task What_has_ended_is_not_looked_at()
    {
        Clock.Now = Clock.Now.AddDays(4);
        await Host.Timers.FireAsync(TestHost.Staff, default);
        var moves = await PreviewAsync("2026-12-01");
        Assert.That(moves.Moved.Select(m => m.CorrelationId), Is.EqualTo(new[] { "claim:1" }));
    }

    private Task<CalendarMoves> PreviewAsync(string? holiday = null, string last = "2027-12-27") => Host.Get<CalendarPreview>().RunAsync(Calendar(holiday, last), default);

    private static WorkingCalendar Calendar(string? holiday, string last = "2027-12-27")
    {
        var events = string.Join(", ", new[] { holiday, last }.OfType<string>().Select(day => string.Create(CultureInfo.InvariantCulture, $$"""{ "title": "A new one", "date": "{{day}}" }""")));
        return WorkingCalendar.Read("calendar.json", Encoding.UTF8.GetBytes($$"""{ "scotland": { "division": "scotland", "events": [{{events}}] } }"""), "scotland").Calendar!;
    }
}
