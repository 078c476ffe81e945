using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class OperationTests(DatabaseKind kind) : StorageTests(kind)
{
    private const string Why = "asked for by the centre";

    [Test]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        var id = await StartAsync(Flows.EventThenWrite, "event-then-write");
        var before = (await Host.AllAsync<InstanceRow>()).Single().State;

        var result = await RunAsync(id, new SkipRequested("go", null, Why), rehearse: true);

        Assert.That((result.Outcome, result.After!.WaitsAt.Single()), Is.EqualTo((OperationOutcome.Rehearsed, "end: event end")));
        Assert.That(await Host.NotesAsync(), Is.Empty, "the effect was carried out and rolled back");
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().State, Is.EqualTo(before));
        Assert.That(await Host.AllAsync<RequestRow>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_and_why_stand_in_the_chained_journal_and_a_repeat_of_the_request_does_nothing()
    {
        var id = await StartAsync(Flows.EventThenWrite, "event-then-write");
        var request = Host.NewRequest();
        Assert.That((await Host.Operations.RunAsync(id, new Operation(new SkipRequested("go", null, Why)), false, request, new Actor("carol"), default)).Outcome, Is.EqualTo(OperationOutcome.Done));
        Assert.That((await Host.Operations.RunAsync(id, new Operation(new SkipRequested("go", null, Why)), false, request, new Actor("carol"), default)).Outcome, Is.EqualTo(OperationOutcome.DoneBefore));

        var line = (await Host.AllAsync<JournalRow>()).Single(j => j.Event == "Skipped");
        Assert.That((line.Actor, line.Message, line.ActivityId, line.RequestId), Is.EqualTo(("carol", Why, "go", request)));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_suspended_instance_takes_nothing_and_goes_on_where_it_was_when_it_is_resumed()
    {
        var id = await StartAsync(Flows.HourThenWrite, "hour-then-write");
        await RunAsync(id, new HoldRequested(Why));
        Clock.Now = Clock.Now.AddDays(3);
        Assert.That(await Host.Timers.FireAsync(TestHost.Staff, default), Is.EqualTo(new TimerRun(0, 0)));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().SubStatus, Is.EqualTo(InstanceSubStatus.OnHold));
        await Host.IsCleanAsync();
        Assert.That((await RunAsync(id, new HoldRequested(Why))).Refusal, Does.Contain("suspended already"));
        Assert.That((await RunAsync(id, new SkipRequested("hour", null, Why))).Refusal, Does.Contain("resume it first"));

        await RunAsync(id, new ReleaseRequested(Why));
        Assert.That(await Host.Timers.FireAsync(TestHost.Staff, default), Is.EqualTo(new TimerRun(1, 0)));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
        Assert.That((await RunAsync(id, new ReleaseRequested(Why))).Refusal, Does.Contain("not suspended"));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_cancelled_instance_ends_and_takes_no_more_operations()
    {
        var id = await StartAsync(Flows.TaskThenEnd, "task-then-end");
        Assert.That((await RunAsync(id, new CancelRequested(Why))).After!.Status, Is.EqualTo("Cancelled"));
        Assert.That(await Host.AllAsync<TaskRow>(), Is.Empty);
        foreach (var again in new WorkflowEvent[] { new CancelRequested(Why), new HoldRequested(Why), new SkipRequested("decide", null, Why), new VariableChange("x", 1L, Why), new RetryRequested("decide", Why) })
        {
            Assert.That((await RunAsync(id, again)).Outcome, Is.EqualTo(OperationOutcome.Refused), again.GetType().Name);
        }

        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_failed_step_is_retried_or_skipped_and_its_incident_is_resolved()
    {
        await Host.PublishAsync(Flows.EventThenBreak);
        var retried = await Host.StartAsync("event-then-break", "one");
        var skipped = await Host.StartAsync("event-then-break", "two");
        await Host.DeliverAsync(retried, "go");
        await Host.DeliverAsync(skipped, "go");
        Host.Breaker.Failure = _ => null;

        Assert.That((await RunAsync(retried, new RetryRequested("break", Why))).After!.WaitsAt, Is.EqualTo(new[] { "end: event end" }));
        Assert.That((await RunAsync(skipped, new SkipRequested("break", "Done", Why))).After!.WaitsAt, Is.EqualTo(new[] { "end: event end" }));
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "one" }));
        Assert.That((await Host.AllAsync<IncidentRow>()).Select(i => i.ResolvedAt), Has.All.Not.Null);
        Assert.That((await RunAsync(retried, new RetryRequested("break", Why))).Refusal, Does.Contain("has not failed"));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task It_moves_to_an_activity_beside_it_and_repeats_one()
    {
        var id = await StartAsync(Flows.EventThenWrite, "event-then-write");
        Assert.That((await RunAsync(id, new MoveRequested("go", "end", Why))).After!.WaitsAt, Is.EqualTo(new[] { "end: event end" }));
        Assert.That((await RunAsync(id, new MoveRequested("go", "end", Why))).Refusal, Is.EqualTo("The instance does not stand at go. It stands at end."));
        Assert.That((await RunAsync(id, new MoveRequested("end", "nowhere", Why))).Refusal, Is.EqualTo("nowhere does not stand beside end. Beside it stand go, write."));
        Assert.That((await RunAsync(id, new SkipRequested("end", "Sideways", Why))).Refusal, Does.Contain("has no outcome Sideways"));
        Assert.That((await RunAsync(id, new RepeatRequested("end", Why))).Outcome, Is.EqualTo(OperationOutcome.Done));
        Assert.That(await Host.AllAsync<BookmarkRow>(), Has.Count.EqualTo(1));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_variable_takes_a_value_of_its_type_and_no_other()
    {
        await Host.PublishAsync(Flows.Sequence("counted", Flows.Event("go"), Flows.Event("end"))
            .Replace("\"variables\": []", "\"variables\": [ { \"id\": \"v1\", \"name\": \"Count\", \"typeName\": \"Int32\", \"value\": \"1\" } ]", StringComparison.Ordinal));
        var id = await Host.StartAsync("counted");
        Assert.That((await RunAsync(id, new VariableChange("Count", 7L, Why))).After!.Variables["Count"], Is.EqualTo(7));
        Assert.That((await RunAsync(id, new VariableChange("Count", "seven", Why))).Refusal, Does.Contain("holds Int32"));
        Assert.That((await RunAsync(id, new VariableChange("Cuont", 7L, Why))).Refusal, Is.EqualTo("The workflow has no variable Cuont. It has Count."));
        await Host.IsCleanAsync();
    }

    [TestCase(false, 60)]
    [TestCase(true, 90)]
    public async Task A_migrated_instance_keeps_the_time_its_timer_had_left_or_begins_again(bool restart, int minutes)
    {
        var id = await StartAsync(Flows.HourThenWrite, "hour-then-write");
        var start = Clock.Now;
        await Host.PublishAsync(Flows.HourThenWrite.Replace("\"hour\"", "\"pause\"", StringComparison.Ordinal));
        Clock.Now = start.AddMinutes(30);

        var unmapped = await MigrateAsync(id, 2, new MigrationRequested(new Dictionary<string, string>(), restart, Why));
        Assert.That(unmapped.Refusal, Is.EqualTo("hour has no target: map it (--map hour=ACTIVITY)."));
        var wrong = await MigrateAsync(id, 2, new MigrationRequested(new Dictionary<string, string> { ["hour"] = "write" }, restart, Why));
        Assert.That(wrong.Refusal, Is.EqualTo("hour is of type Elsa.Delay, its target write of type Test.Write."));
        Assert.That((await MigrateAsync(id, 3, new MigrationRequested(new Dictionary<string, string>(), restart, Why))).Refusal, Does.Contain("no version 3"));
        var result = await MigrateAsync(id, 2, new MigrationRequested(new Dictionary<string, string> { ["hour"] = "pause" }, restart, Why));

        Assert.That((result.Outcome, result.After!.DefinitionVersion), Is.EqualTo((OperationOutcome.Done, 2)));
        var timer = (await Host.AllAsync<TimerRow>()).Single();
        Assert.That((timer.ActivityId, timer.DueAt), Is.EqualTo(("pause", start.AddMinutes(minutes))));
        await Host.IsCleanAsync();
        Clock.Now = timer.DueAt;
        Assert.That(await Host.Timers.FireAsync(TestHost.Staff, default), Is.EqualTo(new TimerRun(1, 0)));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_migrated_flowchart_keeps_what_its_joins_have_seen()
    {
        await Host.PublishAsync(Flows.ManyEvents(3));
        var id = await Host.StartAsync("many-events");
        await Host.DeliverAsync(id, "e2");
        await Host.PublishAsync(Flows.ManyEvents(3).Replace("e1", "first", StringComparison.Ordinal));
        var result = await MigrateAsync(id, 2, new MigrationRequested(new Dictionary<string, string> { ["e1"] = "first" }, false, Why));
        Assert.That(result.After?.WaitsAt, Is.EquivalentTo(new[] { "first: event first", "e3: event e3", "end: event end" }), result.Refusal);
        Assert.That(await Host.DeliverAsync(id, "e1"), Is.EqualTo(DeliveryStatus.NotAwaited));
        Assert.That(await Host.DeliverAsync(id, "first"), Is.EqualTo(DeliveryStatus.Delivered));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task An_unknown_instance_is_said_to_be_unknown()
    {
        var result = await RunAsync(new InstanceId(Host.NewRequest()), new CancelRequested(Why));
        Assert.That(result.Outcome, Is.EqualTo(OperationOutcome.UnknownInstance));
    }

    private async Task<InstanceId> StartAsync(string definition, string id)
    {
        await Host.PublishAsync(definition);
        return await Host.StartAsync(id);
    }

    private Task<OperationResult> RunAsync(InstanceId id, WorkflowEvent operation, bool rehearse = false) =>
        Host.Operations.RunAsync(id, new Operation(operation), rehearse, Host.NewRequest(), TestHost.Staff, default);

    private Task<OperationResult> MigrateAsync(InstanceId id, int version, MigrationRequested migration) =>
        Host.Operations.RunAsync(id, new Operation(migration, version), false, Host.NewRequest(), TestHost.Staff, default);
}
