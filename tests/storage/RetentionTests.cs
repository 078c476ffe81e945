using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class RetentionTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly RetentionPeriods s_nothing = new(null, null, null, null);

    [Test]
    public async Task Ended_instances_go_with_all_that_is_theirs_once_their_time_is_over_and_not_before()
    {
        var (ended, waiting) = await TwoAsync();
        Clock.Now = Clock.Now.AddDays(10);
        var periods = s_nothing with { FinishedInstances = TimeSpan.FromDays(10) };
        Assert.That(await CountAsync(periods, "finished instances"), Is.EqualTo(0), "ten days and no moment more");
        Clock.Now = Clock.Now.AddSeconds(1);
        Assert.That(await CountAsync(periods, "finished instances", rehearse: true), Is.EqualTo(1));
        Assert.That(await Host.AllAsync<InstanceRow>(), Has.Count.EqualTo(2), "a rehearsal changes nothing");

        Assert.That(await CountAsync(periods, "finished instances"), Is.EqualTo(1));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().Id, Is.EqualTo(waiting));
        Assert.That((await Host.AllAsync<JournalRow>()).Select(j => j.InstanceId), Does.Not.Contain(ended));
        Assert.That((await Host.AllAsync<RequestRow>()).Select(r => r.InstanceId), Does.Not.Contain(ended));
        Assert.That((await Host.AllAsync<PublishingEventRow>()).Single(e => e.RuleSet == RetentionSweep.Trail).Text, Does.Contain("1 finished instances"));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task Payloads_go_and_the_chain_still_proves_itself()
    {
        var (ended, waiting) = await TwoAsync();
        Clock.Now = Clock.Now.AddDays(11);
        Assert.That(await CountAsync(s_nothing with { JournalPayloads = TimeSpan.FromDays(10) }, "journal payloads"), Is.EqualTo(1));
        var lines = await Host.AllAsync<JournalRow>();
        Assert.That(lines.Where(j => j.InstanceId == ended), Has.All.Property("Payload").Null.And.Some.Property("PayloadHash").Not.Null);
        Assert.That(lines.Where(j => j.InstanceId == waiting), Has.Some.Property("Payload").Not.Null);
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task Request_ids_go_by_their_own_age_and_what_is_kept_for_good_stays()
    {
        await TwoAsync();
        Clock.Now = Clock.Now.AddDays(11);
        await Host.StartAsync("event-then-write");
        var before = (await Host.AllAsync<RequestRow>()).Count;
        Assert.That((await Host.Get<RetentionSweep>().RunAsync(s_nothing, false, TestHost.Staff, default)).Lines.Select(l => (l.Before, l.Count)), Is.EqualTo(Enumerable.Repeat(((DateTimeOffset?)null, 0L), 4)));
        Assert.That(await CountAsync(s_nothing with { RequestIds = TimeSpan.FromDays(10) }, "request ids"), Is.EqualTo(before - 1));
        Assert.That(await Host.AllAsync<RequestRow>(), Has.Count.EqualTo(1));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task While_sweeps_are_paused_nothing_goes_and_the_run_says_why()
    {
        await TwoAsync();
        Clock.Now = Clock.Now.AddDays(11);
        await Host.Get<PauseSwitch>().TurnAsync(true, "The clock is wrong", TestHost.Staff, default);
        var periods = new RetentionPeriods(TimeSpan.FromDays(10), TimeSpan.FromDays(10), TimeSpan.FromDays(10), TimeSpan.FromDays(10));
        var paused = await Host.Get<RetentionSweep>().RunAsync(periods, rehearse: false, TestHost.Staff, default);
        Assert.That((paused.Paused?.Reason, paused.Lines.Sum(l => l.Count)), Is.EqualTo(("The clock is wrong", 0L)));
        Assert.That(await Host.AllAsync<InstanceRow>(), Has.Count.EqualTo(2));

        await Host.Get<PauseSwitch>().TurnAsync(false, "It is right", TestHost.Staff, default);
        Clock.Now = Clock.Now.AddDays(1);
        await Host.Get<RetentionSweep>().RunAsync(periods, rehearse: false, TestHost.Staff, default);
        Assert.That(await Host.AllAsync<InstanceRow>(), Has.Count.EqualTo(1));
        var runs = (await Host.AllAsync<SweepRunRow>()).OrderBy(r => r.StartedAt).ToList();
        Assert.That(runs.Select(r => r.Outcome), Is.EqualTo(new[] { SweepOutcome.Paused, SweepOutcome.Done }));
        Assert.That(runs[0].Text, Is.EqualTo($"Paused by {TestHost.Staff.Name}; removed nothing."));
        Assert.That(runs[1].Text, Does.StartWith("Removed 1 finished instances from before"));
    }

    private async Task<(InstanceId Ended, InstanceId Waiting)> TwoAsync()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var ended = await Host.StartAsync("event-then-write");
        var waiting = await Host.StartAsync("event-then-write");
        await Host.DeliverAsync(ended, "go");
        await Host.DeliverAsync(ended, "end");
        Assert.That((await Host.AllAsync<InstanceRow>()).Single(i => i.Id == ended).SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
        return (ended, waiting);
    }

    private async Task<long> CountAsync(RetentionPeriods periods, string of, bool rehearse = false) =>
        (await Host.Get<RetentionSweep>().RunAsync(periods, rehearse, TestHost.Staff, default)).Lines.Single(l => l.Class == of).Count;
}
