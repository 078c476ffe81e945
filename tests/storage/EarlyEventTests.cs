using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class EarlyEventTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly TimeSpan ThreeDays = TimeSpan.FromDays(3);

    [Test]
    public async Task An_event_before_its_place_is_kept_and_delivered_by_the_turn_that_makes_the_place()
    {
        var id = await StartAsync();
        var request = Host.NewRequest();
        var kept = await KeepAsync(id, "end", request);
        Assert.That((kept.Status, kept.KeptUntil), Is.EqualTo((DeliveryStatus.Kept, (DateTimeOffset?)Clock.Now.AddDays(3))));
        Assert.That((await KeepAsync(id, "end", request)).Status, Is.EqualTo(DeliveryStatus.Kept), "the same request again");
        Assert.That(await Host.AllAsync<EarlyEventRow>(), Has.Count.EqualTo(1));
        await Host.IsCleanAsync();

        Clock.Now = Clock.Now.AddDays(3).AddTicks(-1);
        await Host.DeliverAsync(id, "go");
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().Status, Is.EqualTo(InstanceStatus.Finished));
        Assert.That((await Host.AllAsync<EarlyEventRow>()).Single().Status, Is.EqualTo(EarlyEventStatus.Delivered));
        Assert.That((await Host.AllAsync<JournalRow>()).Any(j => j.RequestId == request && j.Event == "Resumed"), "the journal names the request that brought it");
        Assert.That((await KeepAsync(id, "end", request)).Status, Is.EqualTo(DeliveryStatus.AlreadyDelivered));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task One_whose_time_ran_out_is_not_delivered_and_stays_visible()
    {
        var id = await StartAsync();
        await KeepAsync(id, "end", Host.NewRequest());
        Clock.Now = Clock.Now.AddDays(3);
        await Host.DeliverAsync(id, "go");
        Assert.That((await Host.AllAsync<BookmarkRow>()).Single().EventName, Is.EqualTo("end"));
        Assert.That((await Host.Get<EarlyEvents>().ListAsync(10, default)).Single().Status, Is.EqualTo(EarlyEventStatus.Expired));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().HasKeptEvents, Is.False);
    }

    [Test]
    public async Task The_schedule_gives_up_what_nothing_took_in_time_and_not_a_moment_before()
    {
        await KeepAsync(await StartAsync(), "end", Host.NewRequest());
        Clock.Now = Clock.Now.AddDays(3).AddTicks(-1);
        Assert.That(await Host.Get<EarlyEvents>().ExpireAsync(default), Is.Zero);
        Clock.Now = Clock.Now.AddTicks(1);
        Assert.That(await Host.Get<EarlyEvents>().ExpireAsync(default), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_does_not_ask_for_keeping_is_told_that_nothing_waits_and_nothing_is_written()
    {
        var id = await StartAsync();
        Assert.That(await Host.DeliverAsync(id, "end"), Is.EqualTo(DeliveryStatus.NotAwaited));
        Assert.That(await Host.AllAsync<EarlyEventRow>(), Is.Empty);
    }

    [Test]
    public async Task An_event_that_the_definition_never_waits_for_is_not_kept()
    {
        var id = await StartAsync();
        Assert.That((await KeepAsync(id, "ende", Host.NewRequest())).Status, Is.EqualTo(DeliveryStatus.NotAwaited));
    }

    [Test]
    public async Task A_finished_instance_says_so_and_what_was_kept_for_it_is_settled()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write");
        await KeepAsync(id, "end", Host.NewRequest());
        await KeepAsync(id, "end", Host.NewRequest());
        await Host.DeliverAsync(id, "go");
        Assert.That((await Host.AllAsync<EarlyEventRow>()).Select(e => e.Status), Is.EquivalentTo(new[] { EarlyEventStatus.Delivered, EarlyEventStatus.InstanceEnded }));
        Assert.That((await KeepAsync(id, "end", Host.NewRequest())).Status, Is.EqualTo(DeliveryStatus.AlreadyFinished));
    }

    [Test]
    public async Task An_event_kept_while_the_instance_is_suspended_is_delivered_when_it_is_resumed()
    {
        var id = await StartAsync();
        await Host.Operations.RunAsync(id, new(new Runtime.Operations.HoldRequested("wait")), false, Host.NewRequest(), TestHost.Staff, default);
        Assert.That((await KeepAsync(id, "go", Host.NewRequest())).Status, Is.EqualTo(DeliveryStatus.Kept));
        await Host.Operations.RunAsync(id, new(new Runtime.Operations.ReleaseRequested("go on")), false, Host.NewRequest(), TestHost.Staff, default);
        Assert.That((await Host.AllAsync<BookmarkRow>()).Single().EventName, Is.EqualTo("end"));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task Keeping_and_making_the_place_at_the_same_moment_loses_nothing()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var other = AnotherHost();
        var ids = new List<InstanceId>();
        for (var n = 0; n < 40; n++)
        {
            ids.Add(await Host.StartAsync("event-then-write", $"note {n}"));
        }

        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (id, _) => await Task.WhenAll(
            Task.Run(() => other.Inbox.DeliverOrKeepAsync(id, new EventArrived("end"), ThreeDays, Host.NewRequest(), TestHost.Staff, default)),
            Task.Run(() => Host.DeliverAsync(id, "go"))));
        Assert.That((await Host.AllAsync<InstanceRow>()).Select(i => i.Status), Has.All.EqualTo(InstanceStatus.Finished));
        Assert.That(await Host.NotesAsync(), Is.Unique.And.Count.EqualTo(40));
        await Host.IsCleanAsync();
    }

    private async Task<InstanceId> StartAsync()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        return await Host.StartAsync("event-then-write");
    }

    private Task<Delivery> KeepAsync(InstanceId id, string name, Guid request) => Host.Inbox.DeliverOrKeepAsync(id, new EventArrived(name), ThreeDays, request, TestHost.Staff, default);
}
