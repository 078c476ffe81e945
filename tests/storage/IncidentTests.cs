using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class IncidentTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task An_effect_that_throws_writes_nothing_and_is_an_incident_until_it_is_retried()
    {
        await Host.PublishAsync(Flows.EventThenBreak);
        var id = await Host.StartAsync("event-then-break", "lost");

        Assert.That(await Host.DeliverAsync(id, "go"), Is.EqualTo(DeliveryStatus.Delivered));
        var instance = (await Host.AllAsync<InstanceRow>()).Single();
        var incident = (await Host.AllAsync<IncidentRow>()).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(await Host.NotesAsync(), Is.Empty, "saved by the handler before it threw");
            Assert.That(instance.CentreNumber, Is.EqualTo("12345"), "changed by the handler before it threw");
            Assert.That(instance.HasIncident, Is.True);
            Assert.That((incident.ActivityId, incident.Message, incident.ResolvedAt), Is.EqualTo(("break", "The printer is on fire.", (DateTimeOffset?)null)));
            Assert.That(incident.Details, Does.Contain(nameof(NoteBreaker)));
        });

        Host.Breaker.Failure = _ => null;
        Clock.Now = Clock.Now.AddHours(1);
        var retry = await Host.Inbox.DeliverAsync(id, new RetryRequested("break"), Host.NewRequest(), TestHost.Staff, default);
        Assert.That(retry.Status, Is.EqualTo(DeliveryStatus.Delivered));
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "lost" }));
        Assert.That((await Host.AllAsync<IncidentRow>()).Single().ResolvedAt, Is.EqualTo(Clock.Now));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().HasIncident, Is.False);
    }

    [Test]
    public async Task An_effect_with_a_retry_is_tried_again_by_a_timer_and_writes_once()
    {
        await Host.PublishAsync(Flows.BreakWithRetry);
        var id = await Host.StartAsync("break-with-retry", "found");
        var timer = (await Host.AllAsync<TimerRow>()).Single();
        Assert.Multiple(async () =>
        {
            Assert.That(timer.DueAt, Is.EqualTo(Clock.Now.AddMinutes(5)));
            Assert.That(timer.Explanation, Does.Contain("The printer is on fire."));
            Assert.That(await Host.NotesAsync(), Is.Empty);
            Assert.That(await Host.AllAsync<IncidentRow>(), Is.Empty);
        });

        await Host.IsCleanAsync();
        Host.Breaker.Failure = _ => null;
        Clock.Now = Clock.Now.AddMinutes(5);
        await Host.Timers.FireAsync(TestHost.Staff, default);
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "found" }));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single(i => i.Id == id).SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_row_that_the_database_refuses_is_an_incident_too()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write");
        await using (var database = await Host.OpenAsync())
        {
            await using var command = await CommandAsync(database, "DROP TABLE \"Notes\"");
            await command.ExecuteNonQueryAsync();
        }

        Assert.That(await Host.DeliverAsync(id, "go"), Is.EqualTo(DeliveryStatus.Delivered));
        Assert.That((await Host.AllAsync<IncidentRow>()).Single().ActivityId, Is.EqualTo("write"));
    }

    [Test]
    public async Task An_incident_whose_branch_another_makes_needless_is_settled_with_it()
    {
        await Host.PublishAsync(Flows.TwoBreaksOneNeeded);
        var id = await Host.StartAsync("two-breaks-one-needed");
        Assert.That((await Host.AllAsync<IncidentRow>()).Where(i => i.ResolvedAt is null).Select(i => i.ActivityId), Is.EquivalentTo(new[] { "left", "right" }));

        var skip = await Host.Inbox.DeliverAsync(id, new SkipRequested("left", null, "not needed"), Host.NewRequest(), TestHost.Staff, default);
        Assert.That(skip.State!.Bookmarks.Select(b => b.ActivityId), Is.EqualTo(new[] { "end" }));
        Assert.That((await Host.AllAsync<IncidentRow>()).Where(i => i.ResolvedAt is null), Is.Empty, "nobody could retry or skip it any more");
        Assert.That((await Host.AllAsync<InstanceRow>()).Single().HasIncident, Is.False);
        Assert.That(await Host.DeliverAsync(id, "end"), Is.EqualTo(DeliveryStatus.Delivered));
        await Host.IsCleanAsync();
    }

    private static async Task<System.Data.Common.DbCommand> CommandAsync(OcrDbContext database, string text)
    {
        var connection = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(database.Database);
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(database.Database);
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}
