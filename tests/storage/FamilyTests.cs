using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

/// <summary>Parents and children, and events that workflows publish to each other.</summary>
[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class FamilyTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly string Child = Flows.Sequence("child", Flows.Event("go"), Flows.Effect("break", "Test.Break"));
    private static readonly string Parent = Flows.Sequence("parent", Starts("Elsa.ExecuteWorkflow"), Flows.Event("end"));

    [SetUp]
    public async Task PublishAsync()
    {
        Host.Breaker.Failure = _ => null;
        await Host.PublishAsync(Child);
        await Host.PublishAsync(Parent);
    }

    [Test]
    public async Task A_parent_is_woken_in_the_last_transaction_of_its_child_on_whichever_host()
    {
        var other = AnotherHost();
        await other.Definitions.RefreshAsync(default);
        other.Breaker.Failure = _ => null;
        var (parent, child) = await StartAsync();
        Assert.That(await WaitsAsync(parent), Is.EqualTo(new[] { BookmarkKind.Child }));
        await Host.IsCleanAsync();

        Assert.That(await other.DeliverAsync(child, "go"), Is.EqualTo(DeliveryStatus.Delivered));
        Assert.That(await WaitsAsync(parent), Is.EqualTo(new[] { BookmarkKind.Event }));
        Assert.That((await RowAsync(child)).SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_parent_whose_child_is_gone_is_found()
    {
        var (parent, child) = await StartAsync();
        await using (var database = await Host.OpenAsync())
        {
            await database.Set<InstanceRow>().Where(i => i.Id == child).ExecuteDeleteAsync();
        }

        var report = await Host.Get<Verification.Verifier>().RunAsync(default);
        Assert.That(report.Named.Where(v => v.Subject == parent.ToString()).Select(v => v.Kind.Code), Is.EqualTo(new[] { "STO108" }));
    }

    [Test]
    public async Task A_fault_of_the_child_is_an_incident_of_the_parent()
    {
        Host.Breaker.Failure = _ => new InvalidOperationException("The printer is on fire.");
        var (parent, child) = await StartAsync();
        await Host.DeliverAsync(child, "go");
        Assert.That((await Host.AllAsync<IncidentRow>()).Select(i => i.InstanceId), Is.EquivalentTo(new[] { parent, child }));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_cancelled_child_is_told_too()
    {
        var (parent, child) = await StartAsync();
        await OperateAsync(child, new CancelRequested("no longer"));
        Assert.That((await RowAsync(parent)).HasIncident, Is.True);
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_parent_that_is_suspended_when_its_child_ends_learns_of_it_when_it_is_resumed()
    {
        var (parent, child) = await StartAsync();
        await OperateAsync(parent, new HoldRequested("wait"));
        await Host.DeliverAsync(child, "go");
        Assert.That((await RowAsync(parent)).SubStatus, Is.EqualTo(InstanceSubStatus.OnHold));
        await Host.IsCleanAsync();
        await OperateAsync(parent, new ReleaseRequested("go on"));
        Assert.That(await WaitsAsync(parent), Is.EqualTo(new[] { BookmarkKind.Event }));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_child_that_ends_at_once_does_not_keep_its_parent_waiting()
    {
        await Host.PublishAsync(Flows.Sequence("child", Flows.Effect("write", "Test.Write")));
        foreach (var type in new[] { "Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow" })
        {
            await Host.PublishAsync(Flows.Sequence("parent", Starts(type), Flows.Event("end")));
            var parent = await Host.StartAsync("parent");
            Assert.That(await WaitsAsync(parent), Is.EqualTo(new[] { BookmarkKind.Event }), type);
        }

        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_child_of_no_definition_and_one_that_starts_itself_for_ever_are_incidents()
    {
        await Host.PublishAsync(Flows.Sequence("lost", Starts("Elsa.ExecuteWorkflow").Replace("child", "nobody", StringComparison.Ordinal)));
        await Host.PublishAsync(Flows.Sequence("selfish", Starts("Elsa.ExecuteWorkflow").Replace("\"child\"", "\"selfish\"", StringComparison.Ordinal)));
        Assert.That((await RowAsync(await Host.StartAsync("lost"))).HasIncident, Is.True);
        var selfish = await Host.StartAsync("selfish");
        Assert.That((await RowAsync(selfish)).HasIncident, Is.True);
        Assert.That(await Host.AllAsync<InstanceRow>(), Has.Count.LessThan(30));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task A_published_event_reaches_each_that_waits_for_it_once_however_often_it_is_sent()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        await Host.PublishAsync(Flows.Sequence("publisher", "\"id\": \"p\", \"type\": \"Elsa.PublishEvent\", \"eventName\": \"go\""));
        await Host.StartAsync("event-then-write", "one");
        await Host.StartAsync("event-then-write", "two");
        await Host.StartAsync("publisher");
        Assert.That(await Host.Get<OutboxSender>().SendAsync(default), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(await Host.NotesAsync(), Is.EquivalentTo(new[] { "one", "two" }));
        await Host.IsCleanAsync();
    }

    private static string Starts(string type) =>
        $"\"id\": \"start\", \"type\": \"{type}\", \"workflowDefinitionId\": {{ \"typeName\": \"String\", \"expression\": {{ \"type\": \"Literal\", \"value\": \"child\" }} }}, "
        + "\"waitForCompletion\": { \"typeName\": \"Boolean\", \"expression\": { \"type\": \"Literal\", \"value\": true } }, "
        + "\"input\": { \"typeName\": \"ObjectDictionary\", \"expression\": { \"type\": \"Object\", \"value\": { \"Text\": \"of the child\" } } }";

    private async Task<(InstanceId Parent, InstanceId Child)> StartAsync()
    {
        var parent = await Host.StartAsync("parent");
        return (parent, (await Host.AllAsync<InstanceRow>()).Single(i => i.ParentId == parent).Id);
    }

    private async Task<InstanceRow> RowAsync(InstanceId id) => (await Host.AllAsync<InstanceRow>()).Single(i => i.Id == id);

    private async Task<IEnumerable<BookmarkKind>> WaitsAsync(InstanceId id) => (await Host.AllAsync<BookmarkRow>()).Where(b => b.InstanceId == id).Select(b => b.Kind);

    private async Task OperateAsync(InstanceId id, WorkflowEvent operation) =>
        Assert.That((await Host.Operations.RunAsync(id, new Operation(operation), false, Host.NewRequest(), TestHost.Staff, default)).Outcome, Is.EqualTo(OperationOutcome.Done));
}
