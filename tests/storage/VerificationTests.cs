using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class VerificationTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task A_database_that_only_the_engine_wrote_is_clean()
    {
        await RunSomeAsync();
        var report = await VerifyAsync();
        Assert.That(report.Named.Select(v => $"{v.Kind.Code} {v.Subject} {v.Detail}"), Is.Empty);
        Assert.That((report.IsClean, report.Instances, report.NotFolded), Is.EqualTo((true, 6L, 0L)));
        Assert.That(report.JournalLines, Is.EqualTo((await Host.AllAsync<JournalRow>()).Count));
    }

    [Test]
    public async Task An_instance_that_nothing_will_wake_is_found()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        await PlantAsync(d => d.Set<BookmarkRow>().ExecuteDeleteAsync());
        Assert.That(await FoundAsync(), Is.EquivalentTo(new[] { ("STO101", id.ToString()), ("STO105", id.ToString()) }));
        Assert.That(ViolationKind.Asleep.Remedy, Does.Contain("./ocr workflow"));
    }

    [Test]
    public async Task An_open_incident_is_no_sleep_but_a_resolved_one_is()
    {
        await Host.PublishAsync(Flows.EventThenBreak.Replace("\"version\": 1,", "\"version\": 1, \"options\": { \"incidentStrategyType\": \"ContinueWithIncidentsStrategy\" },", StringComparison.Ordinal));
        var id = await Host.StartAsync("event-then-break");
        await Host.DeliverAsync(id, "go");
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().Status, Is.EqualTo(InstanceStatus.Running));
        Assert.That(await FoundAsync(), Is.Empty);
        await PlantAsync(d => d.Set<IncidentRow>().ExecuteUpdateAsync(set => set.SetProperty(i => i.ResolvedAt, Clock.Now)));
        Assert.That(await FoundAsync(), Is.EqualTo(new[] { ("STO101", id.ToString()) }));
    }

    [Test]
    public async Task A_changed_journal_is_found_and_is_not_folded()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        await PlantAsync(d => d.Set<JournalRow>().Where(j => j.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(j => j.Message, "nothing of the kind")));
        Assert.That(await FoundAsync(), Is.EqualTo(new[] { ("STO102", id.ToString()) }));
    }

    [TestCase("changed", "operations/pause", 2)]
    [TestCase("missing", "operations/pause", 2)]
    [TestCase("moved", "operations/other", 1)]
    public async Task An_audit_trail_that_is_not_as_it_was_written_is_found_at_its_first_line_at_fault(string how, string trail, int line)
    {
        for (var turn = 0; turn < 4; turn++)
        {
            await Host.Get<PauseSwitch>().TurnAsync(turn % 2 == 0, $"Reason {turn}", new Actor("operator"), default);
        }

        Assert.That((await VerifyAsync()).AuditLines, Is.GreaterThanOrEqualTo(4));
        Assert.That(await FoundAsync(), Is.Empty);
        await PlantAsync(d =>
        {
            var lines = d.Set<PublishingEventRow>().Where(e => e.RuleSet == PauseSwitch.Trail);
            return how switch
            {
                "changed" => lines.Where(e => e.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(e => e.By, "somebody else")),
                "missing" => lines.Where(e => e.Sequence == 2).ExecuteDeleteAsync(),
                _ => lines.ExecuteUpdateAsync(set => set.SetProperty(e => e.RuleSet, trail)),
            };
        });
        var report = await VerifyAsync();
        Assert.That(report.Named.Select(v => (v.Kind.Code, v.Subject, v.Detail)), Is.EqualTo(new[] { ("STO109", trail, $"line {line}") }));
    }

    [Test]
    public async Task A_state_that_the_journal_does_not_give_is_found()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        var state = (await Host.AllAsync<InstanceRow>()).Single().State;
        Assert.That(state, Does.Contain("a note"));
        await PlantAsync(d => d.Set<InstanceRow>().ExecuteUpdateAsync(set => set.SetProperty(i => i.State, state.Replace("a note", "another note", StringComparison.Ordinal))));
        Assert.That(await FoundAsync(), Is.EqualTo(new[] { ("STO103", id.ToString()) }));
    }

    [Test]
    public async Task A_journal_forged_with_the_right_hashes_still_does_not_fold()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        await Host.DeliverAsync(id, "go");
        await PlantAsync(async d =>
        {
            var previous = "";
            foreach (var line in await d.Set<JournalRow>().OrderBy(j => j.Sequence).ToListAsync())
            {
                line.Payload = line.Payload?.Replace("a note", "forged", StringComparison.Ordinal);
                line.PayloadHash = JournalChain.HashOfPayload(line.Payload);
                line.Hash = previous = JournalChain.HashOf(previous, line);
            }

            (await d.Set<InstanceRow>().SingleAsync()).JournalHash = previous;
            await d.SaveChangesAsync();
        });
        Assert.That(await FoundAsync(), Is.EqualTo(new[] { ("STO103", id.ToString()) }));
    }

    [Test]
    public async Task An_erased_payload_leaves_the_chain_whole_and_says_that_the_state_was_not_proved()
    {
        await StartedAsync(Flows.EventThenWrite, "event-then-write");
        await PlantAsync(d => d.Set<JournalRow>().ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, (string?)null)));
        var report = await VerifyAsync();
        Assert.That((report.IsClean, report.NotFolded), Is.EqualTo((true, 1L)));
    }

    [Test]
    public async Task A_timer_a_bookmark_and_a_task_of_no_living_instance_are_found()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        await Host.DeliverAsync(id, "go");
        await Host.DeliverAsync(id, "end");
        var gone = new InstanceId(Host.NewRequest());
        await PlantAsync(async d =>
        {
            d.Add(new TimerRow { InstanceId = gone, BookmarkId = "b1", ActivityId = "x", DueAt = Clock.Now });
            d.Add(new TaskRow { InstanceId = gone, BookmarkId = "b2", ActivityId = "x", Name = "n", Title = "t", Payload = "{}" });
            d.Add(new BookmarkRow { InstanceId = id, BookmarkId = "b3", ActivityId = "end" });
            await d.SaveChangesAsync();
        });
        Assert.That(await FoundAsync(), Is.EquivalentTo(new[]
        {
            ("STO104", gone.ToString()), ("STO104", gone.ToString()), ("STO104", id.ToString()), ("STO105", id.ToString()),
        }));
    }

    [Test]
    public async Task A_timer_with_another_due_time_than_the_state_is_found()
    {
        var id = await StartedAsync(Flows.HourThenWrite, "hour-then-write");
        await PlantAsync(d => d.Set<TimerRow>().ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, Clock.Now.AddDays(9))));
        Assert.That(await FoundAsync(), Is.EqualTo(new[] { ("STO105", id.ToString()) }));
    }

    [Test]
    public async Task An_execution_that_is_half_there_is_found()
    {
        var id = await StartedAsync(Flows.EventThenWrite, "event-then-write");
        var state = (await Host.AllAsync<InstanceRow>()).Single().State;
        var half = state.Replace("\"visited\"", "\"effects\":[\"a9\"],\"visited\"", StringComparison.Ordinal);
        Assert.That(half, Is.Not.EqualTo(state));
        await PlantAsync(d => d.Set<InstanceRow>().ExecuteUpdateAsync(set => set.SetProperty(i => i.State, half)));
        Assert.That(await FoundAsync(), Is.EquivalentTo(new[] { ("STO106", id.ToString()), ("STO103", id.ToString()) }));
    }

    [Test]
    public async Task A_message_that_was_given_up_or_is_an_hour_late_is_found_and_not_before()
    {
        await PlantAsync(async d =>
        {
            d.Add(Message("late", Clock.Now - Verifier.OutboxPatience));
            d.Add(Message("given up", Clock.Now, given: Clock.Now));
            await d.SaveChangesAsync();
        });
        Assert.That(await FoundAsync(), Has.Count.EqualTo(1), "only the one given up");
        Clock.Now = Clock.Now.AddTicks(1);
        Assert.That((await FoundAsync()).Select(f => f.Code), Is.EqualTo(new[] { "STO107", "STO107" }));
    }

    [Test]
    public async Task Every_page_of_a_long_list_is_read()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        await using (var database = await Host.OpenAsync())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            for (var n = 0; n < (2 * Verifier.PageSize) + 1; n++)
            {
                await Host.Inbox.StartWithinAsync(database, Flows.Start("event-then-write"), Host.NewRequest(), TestHost.Staff, default);
            }

            await transaction.CommitAsync();
        }

        await PlantAsync(d => d.Set<BookmarkRow>().ExecuteDeleteAsync());
        var report = await VerifyAsync();
        Assert.That((report.Instances, report.Counts[ViolationKind.Asleep], report.Counts[ViolationKind.Waits]), Is.EqualTo((401L, 401L, 401L)));
    }

    private OutboxRow Message(string kind, DateTimeOffset next, DateTimeOffset? given = null) =>
        new() { Id = Host.NewRequest(), Key = kind, Kind = kind, Payload = "{}", CreatedAt = Clock.Now, NextAttemptAt = next, GivenUpAt = given };

    private async Task RunSomeAsync()
    {
        foreach (var flow in new[] { Flows.EventThenWrite, Flows.WriteThenEvent, Flows.HourThenWrite, Flows.TaskThenEnd, Flows.EventThenBreak })
        {
            await Host.PublishAsync(flow);
        }

        var id = await Host.StartAsync("event-then-write");
        await Host.DeliverAsync(id, "go");
        var ended = await Host.StartAsync("event-then-write", "an other");
        await Host.DeliverAsync(ended, "go");
        await Host.DeliverAsync(ended, "end");
        await Host.StartAsync("write-then-event");
        await Host.StartAsync("hour-then-write");
        await Host.StartAsync("task-then-end");
        await Host.DeliverAsync(await Host.StartAsync("event-then-break"), "go");
        Clock.Now = Clock.Now.AddHours(2);
        await Host.Timers.FireAsync(TestHost.Staff, default);
    }

    private async Task<InstanceId> StartedAsync(string definition, string id)
    {
        await Host.PublishAsync(definition);
        return await Host.StartAsync(id);
    }

    private async Task PlantAsync(Func<OcrDbContext, Task> plant)
    {
        await using var database = await Host.OpenAsync();
        await plant(database);
    }

    private Task<VerificationReport> VerifyAsync() => Host.Get<Verifier>().RunAsync(default);

    private async Task<IReadOnlyList<(string Code, string Subject)>> FoundAsync() => [.. (await VerifyAsync()).Named.Select(v => (v.Kind.Code, v.Subject))];
}
