using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class InboxTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task A_start_and_an_event_are_kept_with_all_that_they_changed()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write", "first", "claim:42");
        Assert.That((await Host.AllAsync<BookmarkRow>()).Single(), Has.Property("EventName").EqualTo("go").And.Property("CorrelationId").EqualTo("claim:42"));

        Clock.Now = Clock.Now.AddMinutes(5);
        Assert.That(await Host.DeliverAsync(id, "go"), Is.EqualTo(DeliveryStatus.Delivered));

        var instance = (await Host.AllAsync<InstanceRow>()).Single();
        Assert.Multiple(async () =>
        {
            Assert.That((instance.Version, instance.DefinitionVersion, instance.CentreNumber), Is.EqualTo((2, 1, "12345")));
            Assert.That(instance.UpdatedAt - instance.CreatedAt, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "first" }));
            Assert.That((await Host.AllAsync<BookmarkRow>()).Single().EventName, Is.EqualTo("end"));
            Assert.That(await Host.AllAsync<RequestRow>(), Has.Count.EqualTo(2));
            Assert.That((await Host.AllAsync<JournalRow>()).Select(j => j.Actor).Distinct(), Is.EqualTo(new[] { "staff" }));
        });

        await Host.DeliverAsync(id, "end");
        instance = (await Host.AllAsync<InstanceRow>()).Single();
        Assert.That((instance.Status, instance.FinishedAt), Is.EqualTo((InstanceStatus.Finished, (DateTimeOffset?)Clock.Now)));
        Assert.That(await Host.AllAsync<BookmarkRow>(), Is.Empty);
    }

    [Test]
    public async Task A_repeated_request_is_answered_and_does_nothing()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var (start, go) = (Host.NewRequest(), Host.NewRequest());
        var first = await Host.Inbox.StartAsync(Flows.Start("event-then-write"), start, TestHost.Staff, default);
        var again = await Host.Inbox.StartAsync(Flows.Start("event-then-write"), start, TestHost.Staff, default);
        Assert.That((first.Status, again.Status, again.Instance), Is.EqualTo((DeliveryStatus.Delivered, DeliveryStatus.AlreadyDelivered, first.Instance)));

        await Host.Inbox.DeliverAsync(first.Instance, new EventArrived("go"), go, TestHost.Staff, default);
        again = await Host.Inbox.DeliverAsync(first.Instance, new EventArrived("go"), go, TestHost.Staff, default);
        Assert.That(again.Status, Is.EqualTo(DeliveryStatus.AlreadyDelivered));
        Assert.That(again.State!.Bookmarks.Single().EventName, Is.EqualTo("end"));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_event_that_cannot_arrive_is_answered_with_why_and_may_be_tried_again()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write");
        var request = Host.NewRequest();
        var early = await Host.Inbox.DeliverAsync(id, new EventArrived("end"), request, TestHost.Staff, default);
        Assert.That(early.Status, Is.EqualTo(DeliveryStatus.NotAwaited));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().Version, Is.EqualTo(1));

        await Host.DeliverAsync(id, "go");
        var later = await Host.Inbox.DeliverAsync(id, new EventArrived("end"), request, TestHost.Staff, default);
        Assert.That(later.Status, Is.EqualTo(DeliveryStatus.Delivered));
        Assert.That(await Host.DeliverAsync(id, "end"), Is.EqualTo(DeliveryStatus.AlreadyFinished));
        Assert.That(await Host.DeliverAsync(new InstanceId(Host.NewRequest()), "end"), Is.EqualTo(DeliveryStatus.UnknownInstance));
    }

    [Test]
    public async Task Events_that_reach_one_instance_at_the_same_time_all_arrive()
    {
        await Host.PublishAsync(Flows.ManyEvents(8));
        var id = await Host.StartAsync("many-events");
        var other = AnotherHost();
        await other.Definitions.RefreshAsync(default);

        var statuses = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => (n % 2 == 0 ? Host : other).DeliverAsync(id, $"e{n}"))));

        Assert.That(statuses, Is.All.EqualTo(DeliveryStatus.Delivered));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().Version, Is.EqualTo(9));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(8));
        await using var database = await Host.OpenAsync();
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Is.Null);
    }

    [Test]
    public async Task Of_two_who_deliver_the_same_event_one_gets_through()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write");
        var statuses = await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => Task.Run(() => Host.DeliverAsync(id, "go"))));
        Assert.That(statuses.Order(), Is.EqualTo(new[] { DeliveryStatus.Delivered, DeliveryStatus.NotAwaited, DeliveryStatus.NotAwaited, DeliveryStatus.NotAwaited }));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_request_sent_many_times_at_once_starts_one_instance()
    {
        await Host.PublishAsync(Flows.WriteThenEvent);
        var request = Host.NewRequest();
        var deliveries = await Task.WhenAll(Enumerable.Range(1, 6).Select(_ => Task.Run(() => Host.Inbox.StartAsync(Flows.Start("write-then-event"), request, TestHost.Staff, default))));
        Assert.That(deliveries.Count(d => d.Status == DeliveryStatus.Delivered), Is.EqualTo(1));
        Assert.That(deliveries.Select(d => d.Instance).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_event_finds_the_unfinished_instance_by_its_business_key()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var finished = await Host.StartAsync("event-then-write", "old", "claim:7");
        await Host.DeliverAsync(finished, "go");
        await Host.DeliverAsync(finished, "end");
        Assert.That(await ByKey("claim:7"), Is.EqualTo((DeliveryStatus.AlreadyFinished, finished)));

        var running = await Host.StartAsync("event-then-write", "new", "claim:7");
        Assert.That(await ByKey("claim:7"), Is.EqualTo((DeliveryStatus.Delivered, running)));
        Assert.That(await ByKey("claim:8"), Is.EqualTo((DeliveryStatus.UnknownInstance, default(InstanceId))));

        await Host.StartAsync("event-then-write", "another", "claim:7");
        Assert.That(() => ByKey("claim:7"), Throws.InvalidOperationException.With.Message.Contains("claim:7"));
    }

    [Test]
    public async Task A_task_has_a_row_until_it_is_done()
    {
        await Host.PublishAsync(Flows.TaskThenEnd);
        var id = await Host.StartAsync("task-then-end");
        var task = (await Host.AllAsync<TaskRow>()).Single();
        Assert.That((task.Title, task.Role, task.DueOn, task.CentreNumber), Is.EqualTo(("Decide it", "Assurer", (DateOnly?)new DateOnly(2026, 9, 3), "12345")));

        await Host.Inbox.DeliverAsync(id, new TaskCompleted(task.BookmarkId, "done"), Host.NewRequest(), TestHost.Staff, default);
        Assert.That(await Host.AllAsync<TaskRow>(), Is.Empty);
        Assert.That(await Host.AllAsync<BookmarkRow>(), Is.Empty);
    }

    private async Task<(DeliveryStatus, InstanceId)> ByKey(string key)
    {
        var delivery = await Host.Inbox.DeliverByCorrelationAsync(key, new EventArrived("go"), Host.NewRequest(), TestHost.Staff, default);
        return (delivery.Status, delivery.Instance);
    }
}
