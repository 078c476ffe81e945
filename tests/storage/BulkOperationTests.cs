using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class BulkOperationTests(DatabaseKind kind) : StorageTests(kind)
{
    private const string Why = "the series was withdrawn";
    private static readonly Actor s_other = new("other");

    private BulkOperations Bulk => Host.Get<BulkOperations>();

    private BulkWork Work => Host.Get<BulkWork>();

    [Test]
    public async Task A_rehearsal_counts_what_would_be_done_and_why_the_others_refuse_and_changes_nothing()
    {
        var ids = await StartAsync(5);
        await Host.Operations.RunAsync(ids[0], new Operation(new HoldRequested(Why)), false, Host.NewRequest(), TestHost.Staff, default);

        var rehearsal = await Bulk.RehearseAsync(Suspend(), null, TestHost.Staff, default);

        Assert.That((rehearsal.Total, rehearsal.Would, rehearsal.NeedsConfirmation), Is.EqualTo((5, 4, false)));
        Assert.That(rehearsal.Refusals.Single(), Has.Property("Instances").EqualTo(1).And.Property("Why").Contains("suspended already").And.Property("Example").EqualTo(ids[0].Value));
        Assert.That(await OnHoldAsync(), Is.EqualTo(1));
        Assert.That(await Host.AllAsync<BulkOperationRow>(), Is.Empty);
    }

    [Test]
    public async Task Each_instance_is_a_turn_of_its_own_with_reason_and_name_and_a_repeat_is_harmless()
    {
        await StartAsync(12);
        var request = Suspend();
        Assert.That((await Bulk.AskAsync(request, TestHost.Staff, default)).Operation!.State, Is.EqualTo(BulkState.Running));
        var done = await Work.RunAsync(request.Id, null, default);
        Assert.That((done!.State, done.Done, done.Refused), Is.EqualTo((BulkState.Finished, 12, 0)));

        Assert.That((await Bulk.AskAsync(request, TestHost.Staff, default)).Unchanged, Is.True);
        Assert.That(await Work.RunAsync(request.Id, null, default), Is.Null, "nothing is left to do");
        var held = (await Host.AllAsync<JournalRow>()).Where(j => j.Event == "Held").ToList();
        Assert.That(held.Select(j => (j.Actor, j.Message)), Is.EqualTo(Enumerable.Repeat((TestHost.Staff.Name, Why), 12)));
        Assert.That((await Host.AllAsync<PublishingEventRow>()).Where(e => e.RuleSet == BulkOperations.Trail).OrderBy(e => e.Sequence).Select(e => e.Action), Is.EqualTo(new[] { "asked", "finished" }));
        await Host.IsCleanAsync();
    }

    [Test]
    public async Task The_same_id_for_something_else_is_refused_and_so_is_a_filter_that_finds_nothing()
    {
        await StartAsync(1);
        var request = Suspend();
        await Bulk.AskAsync(request, TestHost.Staff, default);
        Assert.That((await Bulk.AskAsync(request with { Operation = new Operation(new CancelRequested(Why)) }, TestHost.Staff, default)).Refusal!.Code, Is.EqualTo("request-used"));
        Assert.That((await Bulk.AskAsync(Suspend() with { Matching = d => d.Set<InstanceRow>().Where(i => i.DefinitionId == "nowhere") }, TestHost.Staff, default)).Refusal!.Code, Is.EqualTo("nothing-found"));
    }

    [Test]
    public async Task Paused_and_cancelled_at_once_it_ends_cancelled_and_nothing_follows()
    {
        await StartAsync(1);
        var hosts = Enumerable.Range(0, 4).Select(_ => AnotherHost().Get<BulkOperations>()).ToList();
        for (var round = 0; round < 8; round++)
        {
            var request = Suspend();
            await Bulk.AskAsync(request, TestHost.Staff, default);
            await Task.WhenAll(hosts.Select((host, at) => Task.Run(() => at % 2 == 0 ? host.PauseAsync(request.Id, TestHost.Staff, default) : host.CancelAsync(request.Id, s_other, default))));

            var deeds = (await Host.AllAsync<PublishingEventRow>()).Where(e => e.RuleSet == BulkOperations.Trail && e.Proposal == request.Id).OrderBy(e => e.Sequence).Select(e => e.Action).ToList();
            Assert.That(deeds, Is.EqualTo(new[] { "asked", "cancelled" }).Or.EqualTo(new[] { "asked", "paused", "cancelled" }), $"round {round}");
            Assert.That((await Host.AllAsync<BulkOperationRow>()).Single(b => b.Id == request.Id).State, Is.EqualTo(BulkState.Cancelled));
        }
    }

    [TestCase(100, BulkState.Running)]
    [TestCase(101, BulkState.AwaitsConfirmation)]
    public async Task Above_the_limit_a_second_person_confirms_and_nobody_confirms_their_own(int instances, BulkState expected)
    {
        await StartAsync(instances);
        var request = Suspend();
        Assert.That((await Bulk.AskAsync(request, TestHost.Staff, default)).Operation!.State, Is.EqualTo(expected));
        if (expected == BulkState.Running)
        {
            Assert.That((await Bulk.ConfirmAsync(request.Id, s_other, default)).Refusal!.Code, Is.EqualTo("wrong-state"));
            return;
        }

        Assert.That(await Work.RunAsync(request.Id, null, default), Is.Null, "it waits");
        Assert.That((await Bulk.ConfirmAsync(request.Id, new Actor("STAFF"), default)).Refusal!.Code, Is.EqualTo("own-request"));
        Assert.That((await Bulk.ConfirmAsync(request.Id, s_other, default)).Operation!.ConfirmedBy, Is.EqualTo("other"));
        Assert.That((await Work.RunAsync(request.Id, null, default))!.Done, Is.EqualTo(instances));
    }

    [Test]
    public async Task A_pause_stops_it_on_the_way_and_it_goes_on_where_it_was()
    {
        await StartAsync(35);
        var request = Suspend();
        await Bulk.AskAsync(request, TestHost.Staff, default);
        var paused = await Work.RunAsync(request.Id, new Now<(int Done, int Total)>(p =>
        {
            if (p.Done == 10)
            {
                Bulk.PauseAsync(request.Id, s_other, default).GetAwaiter().GetResult();
            }
        }), default);
        Assert.That((paused!.State, paused.Done), Is.EqualTo((BulkState.Paused, 10)));
        Assert.That(await OnHoldAsync(), Is.EqualTo(10));
        Assert.That(await Work.RunAsync(null, null, default), Is.Null);

        await Bulk.ContinueAsync(request.Id, s_other, default);
        Assert.That((await Work.RunAsync(null, null, default))!.Done, Is.EqualTo(35));
        Assert.That((await Bulk.CancelAsync(request.Id, s_other, default)).Refusal!.Code, Is.EqualTo("wrong-state"), "what has finished is not cancelled");
    }

    [Test]
    public async Task A_cancelled_one_leaves_the_rest_as_it_is()
    {
        await StartAsync(3);
        var request = Suspend();
        await Bulk.AskAsync(request, TestHost.Staff, default);
        await Bulk.CancelAsync(request.Id, s_other, default);
        Assert.That(await Work.RunAsync(request.Id, null, default), Is.Null);
        Assert.That(await OnHoldAsync(), Is.EqualTo(0));
    }

    [Test]
    public async Task Another_host_takes_over_from_one_that_died_half_way_and_nothing_is_done_twice()
    {
        await StartAsync(4);
        var request = Suspend();
        await Bulk.AskAsync(request, TestHost.Staff, default);
        // A host that died after the turn and before it noted it: the instance is done, its target is pending, the claim stands.
        var target = (await Host.AllAsync<BulkTargetRow>())[0].InstanceId;
        await Host.Operations.RunAsync(target, request.Operation, false, DerivedIds.Of($"bulk {request.Id:D} {target}"), TestHost.Staff, default);
        await using (var database = await Host.OpenAsync())
        {
            await database.Set<BulkOperationRow>().ExecuteUpdateAsync(set => set.SetProperty(b => b.WorkedBy, "dead").SetProperty(b => b.SeenAt, Clock.Now));
        }

        Clock.Now += BulkWork.Patience;
        Assert.That(await Work.RunAsync(null, null, default), Is.Null, "it may still live");
        Clock.Now += TimeSpan.FromSeconds(1);
        Assert.That(await Work.RunAsync(null, null, default), Has.Property("Done").EqualTo(4).And.Property("Refused").EqualTo(0));
        Assert.That((await Host.AllAsync<JournalRow>()).Count(j => j.Event == "Held"), Is.EqualTo(4));
    }

    private async Task<IReadOnlyList<InstanceId>> StartAsync(int count)
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var ids = new List<InstanceId>();
        for (var n = 0; n < count; n++)
        {
            ids.Add(await Host.StartAsync("event-then-write"));
        }

        return ids;
    }

    private BulkRequest Suspend() => new(Host.NewRequest(), "suspend", new Operation(new HoldRequested(Why)), Why, "definition event-then-write", d => d.Set<InstanceRow>().Where(i => i.DefinitionId == "event-then-write"));

    private async Task<int> OnHoldAsync() => (await Host.AllAsync<InstanceRow>()).Count(i => i.SubStatus == InstanceSubStatus.OnHold);

    private sealed class Now<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
