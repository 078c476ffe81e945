using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Rehearsals;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>One centre run forward on a copy.</summary>
[TestFixture]
public sealed class Rehearsals
{
    private const string Number = "11111";
    private const string Other = "22222";

    private TestServer _server = null!;
    private DateOnly _today;
    private InstanceId _claim;

    [OneTimeSetUp]
    public async Task Start()
    {
        // Its loops stand still: what changes, a rehearsal changed.
        _server = await TestServer.StartAsync(settings: [("Schedules:PollSeconds", "3600")]);
        _today = WorkingCalendar.LocalDate(_server.Get<TimeProvider>().GetUtcNow());
        await using (var database = await _server.DatabaseAsync())
        {
            foreach (var number in new[] { Number, Other })
            {
                database.Add(new Centre { Number = number, Name = "A centre", Type = "School", LegalForm = "PublicBody", Nation = "England", Status = CentreStatus.Approved, VocationalApprovalGrantedOn = _today.AddYears(-3) });
                var approval = new Approval { Reference = $"{number}-business", CentreNumber = number, Scope = ApprovalScope.Suite, Covers = "Business", GrantedOn = _today.AddYears(-3) };
                approval.ActiveOn(_today.AddDays(10).AddYears(-2));
                database.Add(approval);
            }

            await database.SaveChangesAsync();
        }

        await ClaimAsync("CLM-0", _today.AddDays(-60));
        _claim = await ClaimAsync("CLM-1", _today);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Deadlines_letters_and_lapses_come_in_their_order_and_nothing_outside_the_copy_changes()
    {
        var before = await PictureAsync();
        var rehearsed = await _server.Get<Rehearsal>().RunAsync(Number, _today.AddMonths(2), default);

        Assert.That(rehearsed.Events.Select(e => e.At), Is.Ordered);
        Assert.That(rehearsed.CutOffAt, Is.Null);
        var due = await DueAsync();
        var deadline = rehearsed.Events.Single(e => e.Kind == RehearsedKind.Deadline && e.Text.Contains("claim", StringComparison.OrdinalIgnoreCase));
        Assert.That(rehearsed.Events.Select(e => WorkingCalendar.LocalDate(e.At)), Is.All.GreaterThanOrEqualTo(_today), "what has passed is not to come");
        Assert.That(deadline.At, Is.EqualTo(WorkingCalendar.EndOf(due)), "five working days after the visit");
        var lapses = rehearsed.Events.Where(e => e.Kind == RehearsedKind.Lapse).ToList();
        Assert.That(lapses.Select(e => e.Text), Is.EquivalentTo(new[] { $"Approval {Number}-business lapses", "The vocational approval of the centre as a whole lapses" }));
        Assert.That(lapses.Select(e => WorkingCalendar.LocalDate(e.At)), Is.All.EqualTo(_today.AddDays(10)), "two years after the last activity");
        Assert.That(rehearsed.Events.Where(e => e.Kind == RehearsedKind.Letter).Select(e => e.Text),
            Has.Some.Contains("will lapse on").And.Some.Contains("has lapsed").And.None.Contains("could not be written"));
        Assert.That(rehearsed.Events.Where(e => e.Kind == RehearsedKind.Incident), Is.Empty);
        Assert.That(await PictureAsync(), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(Path.Combine(_server.Folder.Home, "data"), "*.eml", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task A_timer_that_a_host_is_firing_at_the_moment_of_the_copy_fires_in_the_copy_too()
    {
        var now = _server.Get<TimeProvider>().GetUtcNow();
        await using var database = await _server.DatabaseAsync();
        var timers = database.Set<TimerRow>().Where(t => t.InstanceId == _claim);
        await timers.ExecuteUpdateAsync(t => t.SetProperty(x => x.ClaimedBy, "a host").SetProperty(x => x.ClaimedUntil, now.AddYears(1)));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var rehearsed = await _server.Get<Rehearsal>().RunAsync(Number, _today.AddMonths(1), patience.Token);
        await timers.ExecuteUpdateAsync(t => t.SetProperty(x => x.ClaimedBy, (string?)null).SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null));
        Assert.That(rehearsed.CutOffAt, Is.Null);
        Assert.That(rehearsed.Events, Has.Some.Matches<RehearsedEvent>(e => e.Kind == RehearsedKind.Letter && e.About == "Claim CLM-1"), "the letter of its overdue decision");
    }

    [Test]
    public async Task It_ends_with_the_day_before_the_lapse_when_told_so()
    {
        var rehearsed = await _server.Get<Rehearsal>().RunAsync(Number, _today.AddDays(9), default);
        Assert.That(rehearsed.Events.Select(e => e.Kind), Has.None.EqualTo(RehearsedKind.Lapse));
        Assert.That((await _server.Get<Rehearsal>().RunAsync(Number, _today.AddDays(10), default)).Events.Select(e => e.Kind), Has.Exactly(2).EqualTo(RehearsedKind.Lapse));
    }

    [Test]
    public async Task The_same_centre_comes_to_the_same()
    {
        var first = await _server.Get<Rehearsal>().RunAsync(Number, _today.AddMonths(1), default);
        var second = await _server.Get<Rehearsal>().RunAsync(Number, _today.AddMonths(1), default);
        Assert.That(second.Events.Select(Line), Is.EqualTo(first.Events.Select(Line)));

        static string Line(RehearsedEvent one) => $"{WorkingCalendar.LocalDate(one.At)} {one.Kind} {one.Text} {one.About}";
    }

    [TestCase("99999", 10, "There is no centre 99999")]
    [TestCase(Number, -1, "from today")]
    [TestCase(Number, (366 * 5) + 1, "within 5 years")]
    public void What_cannot_be_rehearsed_is_said(string centre, int days, string why) =>
        Assert.That(() => _server.Get<Rehearsal>().RunAsync(centre, _today.AddDays(days), default), Throws.TypeOf<RehearsalException>().With.Message.Contains(why));

    /// <summary>A claim that waits for its decision since the visit.</summary>
    private async Task<InstanceId> ClaimAsync(string number, DateOnly visited)
    {
        await using (var database = await _server.DatabaseAsync())
        {
            database.Add(new Claim { ClaimNumber = number, CentreNumber = Number, QualificationCode = "10176", Status = ClaimStatus.Submitted, SubmittedAt = _server.Get<TimeProvider>().GetUtcNow(), SubmittedBy = "test" });
            await database.SaveChangesAsync();
        }

        var (inbox, ids) = (_server.Get<Inbox>(), _server.Get<IIdSource>());
        var input = new Dictionary<string, object?> { ["ClaimNumber"] = number, ["CentreNumber"] = Number, ["QualificationCode"] = "10176" };
        var instance = (await inbox.StartAsync(new StartRequest("claim", input, $"claim:{number}", Number, "10176"), ids.Next(), new Actor("test"), default)).Instance;
        var visit = new Dictionary<string, object?> { ["visitedOn"] = visited.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        await inbox.DeliverAsync(instance, new EventArrived("VisitHeld", visit), ids.Next(), new Actor("test"), default);
        return instance;
    }

    private async Task<DateOnly> DueAsync()
    {
        await using var database = await _server.DatabaseAsync();
        return (await database.Set<TaskRow>().SingleAsync(t => t.InstanceId == _claim)).DueOn!.Value;
    }

    /// <summary>What a rehearsal would change if it were none, of every centre.</summary>
    private async Task<string> PictureAsync()
    {
        await using var database = await _server.DatabaseAsync();
        return System.Text.Json.JsonSerializer.Serialize(new
        {
            centres = await database.Set<Centre>().AsNoTracking().OrderBy(c => c.Number).ToListAsync(),
            approvals = await database.Set<Approval>().AsNoTracking().OrderBy(a => a.Reference).Select(a => new { a.Reference, a.Status, a.Version }).ToListAsync(),
            instances = await database.Set<InstanceRow>().AsNoTracking().OrderBy(i => i.Id).Select(i => new { i.Version, i.SubStatus, i.JournalHash }).ToListAsync(),
            timers = await database.Set<TimerRow>().CountAsync(),
            letters = await database.Set<OutboxRow>().CountAsync(),
            decisions = await database.Set<DecisionRow>().CountAsync(),
        });
    }
}
