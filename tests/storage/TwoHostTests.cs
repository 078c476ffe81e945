using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class TwoHostTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task Two_hundred_quick_resumes_of_two_hundred_instances_all_arrive()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var hosts = new[] { Host, AnotherHost() };
        await hosts[1].Definitions.RefreshAsync(default);
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) =>
        {
            var id = await hosts[n % 2].StartAsync("event-then-write", $"note {n}");
            Assert.That(await hosts[(n + 1) % 2].DeliverAsync(id, "go"), Is.EqualTo(DeliveryStatus.Delivered), $"at once after start {n}");
            Assert.That(await hosts[n % 2].DeliverAsync(id, "end"), Is.EqualTo(DeliveryStatus.Delivered));
        });

        Assert.That((await Host.AllAsync<InstanceRow>()).Select(i => i.SubStatus), Is.EqualTo(Enumerable.Repeat(InstanceSubStatus.Finished, 200)));
        Assert.That(await Host.NotesAsync(), Is.Unique.And.Count.EqualTo(200));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task Events_of_two_hosts_to_one_instance_are_all_taken_and_each_once()
    {
        await Host.PublishAsync(Flows.ManyEvents(24));
        var hosts = new[] { Host, AnotherHost() };
        await hosts[1].Definitions.RefreshAsync(default);
        var id = await Host.StartAsync("many-events");
        var requests = Enumerable.Range(1, 24).ToDictionary(n => n, _ => Host.NewRequest());
        await Parallel.ForEachAsync(requests.Concat(requests), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (r, stop) =>
        {
            var delivery = await hosts[r.Key % 2].Inbox.DeliverAsync(id, new EventArrived($"e{r.Key}"), r.Value, TestHost.Staff, stop);
            Assert.That(delivery.Status, Is.EqualTo(DeliveryStatus.Delivered).Or.EqualTo(DeliveryStatus.AlreadyDelivered));
        });

        Assert.That(await Host.NotesAsync(), Has.Count.EqualTo(24));
        await Host.IsCleanAsync();
    }
}
