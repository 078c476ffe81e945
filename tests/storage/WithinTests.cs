using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class WithinTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task A_failing_turn_rolls_back_alone_and_leaves_the_others_and_the_callers_rows()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        await Host.PublishAsync(Flows.EventThenBreak);
        var good = await Host.StartAsync("event-then-write", "good");
        var bad = await Host.StartAsync("event-then-break", "bad");
        var last = await Host.StartAsync("event-then-write", "last");
        Host.Breaker.Failure = _ => new DbUpdateConcurrencyException("Somebody else was first.");

        await using (var database = await Host.OpenAsync())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            var own = new Note { Id = Host.NewRequest(), Text = "own" };
            database.Add(own);
            await DeliverAsync(database, good);
            own.Text = "own, changed";
            Assert.That(() => DeliverAsync(database, bad), Throws.InstanceOf<DbUpdateConcurrencyException>());
            Assert.That(own.Text, Is.EqualTo("own, changed"), "the handler had spoilt it");
            own.Text = "own, changed again";
            await DeliverAsync(database, last);
            await database.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.That(await Host.NotesAsync(), Is.EquivalentTo(new[] { "own, changed again", "good", "last" }));
        Assert.That((await Host.AllAsync<InstanceRow>()).ToDictionary(i => i.Id, i => i.Version), Is.EquivalentTo(
            new Dictionary<InstanceId, int> { [good] = 2, [bad] = 1, [last] = 2 }));
    }

    [Test]
    public async Task Nothing_stands_until_the_caller_commits()
    {
        await Host.PublishAsync(Flows.WriteThenEvent);
        await using var database = await Host.OpenAsync();
        await using (await database.Database.BeginTransactionAsync())
        {
            var delivery = await Host.Inbox.StartWithinAsync(database, Flows.Start("write-then-event"), Host.NewRequest(), TestHost.Staff, default);
            Assert.That(delivery.Status, Is.EqualTo(DeliveryStatus.Delivered));
        }

        Assert.That(await Host.AllAsync<InstanceRow>(), Is.Empty);
        Assert.That(await Host.NotesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_context_without_a_transaction_is_turned_away()
    {
        await Host.PublishAsync(Flows.WriteThenEvent);
        await using var database = await Host.OpenAsync();
        Assert.That(
            () => Host.Inbox.StartWithinAsync(database, Flows.Start("write-then-event"), Host.NewRequest(), TestHost.Staff, default),
            Throws.InvalidOperationException.With.Message.Contains("begin one"));
    }

    [Test]
    public async Task Thousands_may_share_a_transaction_and_leave_no_engine_rows_tracked()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        await using (var database = await Host.OpenAsync())
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            for (var n = 0; n < 1_000; n++)
            {
                await Host.Inbox.StartWithinAsync(database, Flows.Start("event-then-write", $"note {n}", $"key:{n}"), Host.NewRequest(), TestHost.Staff, default);
                if (n % 10 == 0)
                {
                    await Host.Inbox.DeliverByCorrelationWithinAsync(database, $"key:{n}", new EventArrived("go"), Host.NewRequest(), TestHost.Staff, default);
                }
            }

            Assert.That(database.ChangeTracker.Entries().Select(e => e.Entity.GetType()).Distinct(), Is.EqualTo(new[] { typeof(Note) }));
            await transaction.CommitAsync();
        }

        await using var after = await Host.OpenAsync();
        Assert.That(await after.Set<InstanceRow>().CountAsync(), Is.EqualTo(1_000));
        Assert.That(await after.Set<Note>().CountAsync(), Is.EqualTo(100));
    }

    private Task<Delivery> DeliverAsync(OcrDbContext database, InstanceId instance) =>
        Host.Inbox.DeliverWithinAsync(database, instance, new EventArrived("go"), Host.NewRequest(), TestHost.Staff, default);
}
