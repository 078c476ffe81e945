using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class TaskDeskTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly Actor s_ann = new("ann");
    private static readonly Actor s_ben = new("ben");

    private TaskDesk Desk => Host.Get<TaskDesk>();

    [Test]
    public async Task The_second_to_take_a_task_is_told_who_has_it()
    {
        var (instance, task) = await OfferedAsync();
        Assert.That((await Desk.ClaimAsync(instance, task, null, s_ann, default)).Holding, Is.EqualTo(new TaskHolding("ann", Clock.Now, 1)));
        var second = await Desk.ClaimAsync(instance, task, 0, s_ben, default);
        Assert.That(second.Refusal?.Code, Is.EqualTo("task-held"));
        Assert.That(second.Refusal?.Message, Does.StartWith("ann has this task."));
        Assert.That((await Host.AllAsync<TaskHoldingRow>()).Single().Holder, Is.EqualTo("ann"));
    }

    [Test]
    public async Task Of_many_who_take_a_task_at_once_one_has_it_and_each_other_is_told_so()
    {
        var (instance, task) = await OfferedAsync();
        var all = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => Desk.ClaimAsync(instance, task, 0, new Actor($"user-{n}"), default))));
        var holder = all.Single(handled => handled.Refusal is null).Holding.Holder;
        Assert.That(all.Where(handled => handled.Refusal is not null).Select(handled => handled.Refusal!.Message), Is.All.StartsWith($"{holder} has this task."));
        Assert.That(await TrailAsync(instance), Is.EqualTo(new[] { $"{holder} took the task “Decide it”." }));
    }

    [Test]
    public async Task Taking_what_one_has_is_no_change_and_leaves_no_second_line()
    {
        var (instance, task) = await OfferedAsync();
        await Desk.ClaimAsync(instance, task, null, s_ann, default);
        var again = await Desk.ClaimAsync(instance, task, 0, s_ann, default);
        Assert.That(again, Is.EqualTo(new TaskHandled(new TaskHolding("ann", Clock.Now, 1), null)));
        Assert.That(await TrailAsync(instance), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_another_has_is_handed_back_only_by_who_may_do_so()
    {
        var (instance, task) = await OfferedAsync();
        await Desk.ClaimAsync(instance, task, null, s_ann, default);
        Assert.That((await Desk.ReleaseAsync(instance, task, null, anybodys: false, s_ben, default)).Refusal?.Code, Is.EqualTo("task-held"));
        Assert.That((await Desk.ReleaseAsync(instance, task, null, anybodys: true, s_ben, default)).Holding.Holder, Is.Null);
        Assert.That((await Desk.ClaimAsync(instance, task, null, s_ben, default)).Holding, Is.EqualTo(new TaskHolding("ben", Clock.Now, 3)));
        Assert.That(await TrailAsync(instance), Is.EqualTo(new[] { "ann took the task “Decide it”.", "ben handed back the task “Decide it”.", "ben took the task “Decide it”." }));
    }

    [Test]
    public async Task A_task_is_passed_on_by_who_has_it_and_then_by_that_person_no_more()
    {
        var (instance, task) = await OfferedAsync();
        await Desk.ClaimAsync(instance, task, null, s_ann, default);
        Assert.That((await Desk.DelegateAsync(instance, task, "ben", 1, anybodys: false, s_ann, default)).Holding.Holder, Is.EqualTo("ben"));
        var late = await Desk.DelegateAsync(instance, task, "eve", null, anybodys: false, s_ann, default);
        Assert.That(late.Refusal?.Message, Does.StartWith("ben has this task."));
    }

    [Test]
    public async Task A_change_that_was_asked_for_on_an_old_look_is_refused_with_who_has_it_now()
    {
        var (instance, task) = await OfferedAsync();
        await Desk.ClaimAsync(instance, task, 0, s_ann, default);
        var stale = await Desk.DelegateAsync(instance, task, "eve", 0, anybodys: true, s_ben, default);
        Assert.That(stale.Refusal?.Code, Is.EqualTo("changed-meanwhile"));
        Assert.That(stale.Refusal?.Message, Does.Contain("ann has it now"));
        Assert.That((await Desk.DelegateAsync(instance, task, "eve", 1, anybodys: true, s_ben, default)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_task_that_is_done_cannot_be_taken()
    {
        var (instance, task) = await OfferedAsync();
        await Host.Inbox.DeliverAsync(instance, new TaskCompleted(task, null), Host.NewRequest(), s_ann, default);
        Assert.That((await Desk.ClaimAsync(instance, task, null, s_ben, default)).Refusal?.Code, Is.EqualTo("task-gone"));
        Assert.That(await Host.AllAsync<TaskHoldingRow>(), Is.Empty);
    }

    [Test]
    public async Task Whoever_had_it_before_a_suspension_has_it_after()
    {
        var (instance, task) = await OfferedAsync();
        await Desk.ClaimAsync(instance, task, null, s_ann, default);
        await Host.Operations.RunAsync(instance, new Operation(new HoldRequested("wait")), false, Host.NewRequest(), s_ben, default);
        Assert.That((await Desk.ReleaseAsync(instance, task, null, anybodys: true, s_ben, default)).Refusal?.Code, Is.EqualTo("task-gone"), "nothing reaches it while it is suspended");
        await Host.Operations.RunAsync(instance, new Operation(new ReleaseRequested("go on")), false, Host.NewRequest(), s_ben, default);
        await using var database = await Host.OpenAsync();
        Assert.That((await TaskDesk.FindAsync(database, instance, task, default)).Holder, Is.EqualTo("ann"));
        await Host.IsCleanAsync();
    }

    private async Task<(InstanceId Instance, string Task)> OfferedAsync()
    {
        await Host.PublishAsync(Flows.TaskThenEnd);
        var instance = await Host.StartAsync("task-then-end");
        return (instance, (await Host.AllAsync<TaskRow>()).Single().BookmarkId);
    }

    private async Task<IReadOnlyList<string>> TrailAsync(InstanceId instance)
    {
        await using var database = await Host.OpenAsync();
        Assert.That(await AuditTrail.VerifyAsync(database, TaskDesk.TrailOf(instance), default), Is.Null);
        return [.. (await Host.AllAsync<PublishingEventRow>()).Where(e => e.RuleSet == TaskDesk.TrailOf(instance)).OrderBy(e => e.Sequence).Select(e => e.Text)];
    }
}
