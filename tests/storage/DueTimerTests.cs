using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class DueTimerTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly Actor Schedule = new("schedule:timers");

    [Test]
    public async Task A_timer_fires_at_its_time_once_and_not_before()
    {
        await Host.PublishAsync(Flows.HourThenWrite);
        await Host.StartAsync("hour-then-write", "an hour later");
        var due = (await Host.AllAsync<InstanceRow>()).Single().NextDueAt;
        Assert.That(due, Is.EqualTo(Clock.Now.AddHours(1)));

        Clock.Now = due!.Value.AddTicks(-1);
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(0, 0)));
        Clock.Now = due.Value;
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(1, 0)));
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(0, 0)));
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "an hour later" }));
        Assert.That(await Host.AllAsync<TimerRow>(), Is.Empty);
    }

    [Test]
    public async Task Timers_missed_while_the_host_was_stopped_fire_at_once_in_the_order_they_were_due()
    {
        await Host.PublishAsync(Flows.HourThenWrite);
        var morning = Clock.Now;
        foreach (var (minutes, text) in new[] { (30, "second"), (0, "first"), (50, "third") })
        {
            Clock.Now = morning.AddMinutes(minutes);
            await Host.StartAsync("hour-then-write", text);
        }

        Clock.Now = morning.AddDays(3);
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(3, 0)));
        Assert.That(Host.Writer.Asked, Is.EqualTo(new[] { "first", "second", "third" }));
    }

    [Test]
    public async Task A_timer_that_fails_is_put_back_and_does_not_hold_up_the_others()
    {
        await Host.PublishAsync(Flows.HourThenBreak);
        await Host.StartAsync("hour-then-break", "clash");
        Clock.Now = Clock.Now.AddMinutes(1);
        await Host.StartAsync("hour-then-break", "fine");
        Host.Breaker.Failure = text => text == "clash" ? new DbUpdateConcurrencyException("Somebody else is always first.") : null;

        Clock.Now = Clock.Now.AddHours(2);
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(1, 1)));
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "fine" }));
        Assert.That((await Host.AllAsync<TimerRow>()).Single().Attempts, Is.EqualTo(1));

        Host.Breaker.Failure = _ => null;
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(0, 0)), "before its pause is over");
        Clock.Now = Clock.Now.AddSeconds(30);
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(1, 0)));
        Assert.That(await Host.NotesAsync(), Is.EquivalentTo(new[] { "fine", "clash" }));
    }

    [Test]
    public async Task Two_hosts_share_the_due_timers_and_each_fires_once()
    {
        await Host.PublishAsync(Flows.HourThenWrite);
        for (var n = 0; n < 120; n++)
        {
            await Host.StartAsync("hour-then-write", $"note {n:000}");
        }

        Clock.Now = Clock.Now.AddHours(1);
        var other = AnotherHost();
        await other.Definitions.RefreshAsync(default);
        var runs = await Task.WhenAll(Task.Run(() => FireAsync(Host)), Task.Run(() => FireAsync(other)));

        var left = await FireAsync(Host);
        Assert.That(runs.Sum(r => r.Fired) + left.Fired, Is.EqualTo(120));
        Assert.That(runs.Sum(r => r.Failed), Is.Zero);
        Assert.That(await Host.NotesAsync(), Is.Unique.And.Count.EqualTo(120));
    }

    [Test]
    public async Task A_claim_of_a_host_that_stopped_runs_out()
    {
        await Host.PublishAsync(Flows.HourThenWrite);
        await Host.StartAsync("hour-then-write");
        Clock.Now = Clock.Now.AddHours(1);
        await using (var database = await Host.OpenAsync())
        {
            await database.Set<TimerRow>().ExecuteUpdateAsync(set => set.SetProperty(t => t.ClaimedBy, "gone").SetProperty(t => t.ClaimedUntil, Clock.Now.AddMinutes(5)));
        }

        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(0, 0)));
        Clock.Now = Clock.Now.AddMinutes(5);
        Assert.That(await FireAsync(Host), Is.EqualTo(new TimerRun(1, 0)));
    }

    private static Task<TimerRun> FireAsync(TestHost host) => host.Timers.FireAsync(Schedule, default);
}
