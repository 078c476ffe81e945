using System.Globalization;
using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>An entry on 22 November 2026: without another, approval and centre lapse on 22 November 2028. The settings are 90 and 30 days.</summary>
public sealed class LapseWarningTests
{
    private const string Entry = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31,Qualification,05838,,,";
    private static readonly DateOnly s_lapses = new(2028, 11, 22);

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_an_entry_on_22_November_2026()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Entry);
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [TestCase("2028-08-23", null)]
    [TestCase("2028-08-24", 90)]
    [TestCase("2028-10-22", 90)]
    [TestCase("2028-10-23", 30)]
    [TestCase("2028-11-21", 30)]
    [TestCase("2028-11-22", null)]
    public async Task The_centre_is_written_to_from_so_many_days_before_until_the_day_itself(string on, int? daysBefore)
    {
        var result = await SweepAsync(on);
        Assert.That(result.Warnings, Is.EqualTo(daysBefore is { } days
            ? new LapseWarning[] { new("68199", "", "", new DateOnly(2026, 11, 22), s_lapses, days), new("68199", "IT", "68199-it", new DateOnly(2026, 11, 22), s_lapses, days) }
            : []));
        Assert.That((await LettersAsync()).Select(l => l.Kind), Is.EquivalentTo(daysBefore is null ? [] : new[] { "centre-lapse-warning", "approval-lapse-warning" }));
    }

    [Test]
    public async Task Sweeping_every_night_writes_once_at_each_setting()
    {
        for (var day = new DateOnly(2028, 8, 22); day <= s_lapses; day = day.AddDays(1))
        {
            await SweepAsync($"{day:yyyy-MM-dd}");
        }

        Assert.That((await LettersAsync()).Where(l => l.Kind == "approval-lapse-warning").Select(l => $"{l.CreatedAt:yyyy-MM-dd}"), Is.EqualTo(new[] { "2028-08-24", "2028-10-23" }));
        Assert.That((await LettersAsync()).Where(l => l.Kind == "centre-lapse-warning").Select(l => $"{l.CreatedAt:yyyy-MM-dd}"), Is.EqualTo(new[] { "2028-08-24", "2028-10-23" }));
    }

    [Test]
    public async Task After_activity_it_begins_again_with_the_new_day()
    {
        await SweepAsync("2028-08-24");
        _host.Clock.MoveTo("2028-09-01 10:00");
        Assert.That((await _host.ImportAsync("68199,2059,,,Calbrizor,Dromix,2010-05-31,Qualification,05838,,,")).Accepted, Is.EqualTo(1));
        Assert.That((await SweepAsync("2028-10-23")).Warnings, Is.Empty);
        Assert.That((await SweepAsync("2030-06-02")).Warnings, Is.Empty);

        var again = await SweepAsync("2030-06-03");
        Assert.That(again.Warnings.Select(w => (w.ApprovalReference, w.LapsesOn, w.DaysBefore)), Is.EqualTo(new[] { ("", new DateOnly(2030, 9, 1), 90), ("68199-it", new DateOnly(2030, 9, 1), 90) }));
        Assert.That(await LettersAsync(), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task The_letter_carries_the_day_it_lapses_on()
    {
        await SweepAsync("2028-10-30");
        Assert.That((await LettersAsync()).Select(l => l.Payload), Is.EquivalentTo(new[]
        {
            """{"centre":"68199","inactiveSince":"2026-11-22","lapsesOn":"2028-11-22"}""",
            """{"approval":"68199-it","centre":"68199","covers":"IT","inactiveSince":"2026-11-22","lapsesOn":"2028-11-22"}""",
        }));
    }

    // Two years after 29 February 2028 is 28 February 2030.
    [Test]
    public async Task The_day_is_the_one_on_which_the_rules_let_it_lapse_in_leap_years_too()
    {
        await _host.GrantAsync("Business", granted: "2028-02-29");
        Assert.That((await SweepAsync("2029-12-15", rehearse: true)).Warnings.Single(w => w.Covers == "Business").LapsesOn, Is.EqualTo(new DateOnly(2030, 2, 28)));
    }

    [Test]
    public async Task A_rehearsal_names_the_same_and_writes_nothing()
    {
        var rehearsed = await SweepAsync("2028-08-24", rehearse: true);
        Assert.That(await LettersAsync(), Is.Empty);
        var swept = await SweepAsync("2028-08-24");
        Assert.That(swept.Warnings, Is.EqualTo(rehearsed.Warnings).And.Count.EqualTo(2));
        Assert.That((await SweepAsync("2028-08-24")).Warnings, Is.Empty, "written already");
    }

    [TestCase("10", "2028-11-11", 0)]
    [TestCase("10", "2028-11-12", 2)]
    [TestCase("0", "2028-11-21", 0)]
    [TestCase("365", "2027-11-22", 0)]
    [TestCase("365", "2027-11-23", 2)]
    [TestCase("30,10,60", "2028-09-23", 2)]
    [TestCase("30,10,60", "2028-09-22", 0)]
    public async Task The_settings_say_how_long_before(string settings, string on, int letters)
    {
        foreach (var days in settings.Split(','))
        {
            _host.Get<CentresOptions>().LapseWarnDays.Add(int.Parse(days, CultureInfo.InvariantCulture));
        }

        await SweepAsync(on);
        Assert.That(await LettersAsync(), Has.Count.EqualTo(letters));
    }

    [Test]
    public async Task A_sweep_that_holds_writes_to_nobody()
    {
        _host.Get<CentresOptions>().LapseMostAnyway = 0;
        await _host.GrantAsync("Business", granted: "2026-12-22");
        var held = await SweepAsync("2028-11-22");
        Assert.That((held.Held?.WouldLapse, held.Warnings.Count), Is.EqualTo((1, 2)), "IT would lapse, Business and the centre would be warned of");
        Assert.That(await LettersAsync(), Is.Empty);
    }

    private Task<LapseResult> SweepAsync(string on, bool rehearse = false)
    {
        _host.Clock.MoveTo($"{on} 03:00");
        return _host.Get<LapseSweep>().RunAsync(null, rehearse, new Actor("schedule:lapse"), default);
    }

    private async Task<IReadOnlyList<OutboxRow>> LettersAsync() =>
        [.. (await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-lapse-warning" || o.Kind == "centre-lapse-warning")).OrderBy(o => o.CreatedAt)];
}
