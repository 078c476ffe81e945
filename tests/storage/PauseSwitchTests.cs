using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class PauseSwitchTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly Actor Operator = new("operator");

    [Test]
    public async Task It_is_on_from_when_it_was_turned_with_reason_and_name_on_every_host()
    {
        var other = AnotherHost();
        Assert.That(await other.Get<PauseSwitch>().CurrentAsync(default), Is.Null);

        Assert.That(await TurnAsync(true, "  The clock is wrong "), Is.True);
        var since = Clock.Now;
        Clock.Now = Clock.Now.AddHours(1);
        Assert.That(await other.Get<PauseSwitch>().CurrentAsync(default), Is.EqualTo(new Pause("The clock is wrong", "operator", since)));

        Assert.That(await TurnAsync(false, "Put right"), Is.True);
        Assert.That(await other.Get<PauseSwitch>().CurrentAsync(default), Is.Null);
    }

    [Test]
    public async Task Turned_twice_it_writes_nothing_the_second_time()
    {
        Assert.That(await TurnAsync(false, "Never on"), Is.False);
        Assert.That(await TurnAsync(true, "First"), Is.True);
        Assert.That(await TurnAsync(true, "Second"), Is.False);
        Assert.That((await Host.Get<PauseSwitch>().CurrentAsync(default))?.Reason, Is.EqualTo("First"));
        Assert.That(await TurnAsync(false, "Third"), Is.True);
        Assert.That(await TurnAsync(false, "Fourth"), Is.False);
        Assert.That((await Host.AllAsync<PublishingEventRow>()).OrderBy(e => e.Sequence).Select(e => $"{e.RuleSet} {e.Sequence} {e.Action} {e.Text} {e.By}"),
            Is.EqualTo(new[] { "operations/pause 1 paused First operator", "operations/pause 2 resumed Third operator" }));
    }

    [Test]
    public async Task Many_that_turn_it_at_once_turn_it_once([Range(1, 8)] int round)
    {
        var hosts = Enumerable.Range(0, 4).Select(_ => AnotherHost()).ToList();
        var turned = await Task.WhenAll(hosts.Select(h => Task.Run(() => h.Get<PauseSwitch>().TurnAsync(true, "At once", Operator, default))));
        Assert.That(turned.Count(t => t), Is.EqualTo(1));
        Assert.That(await Host.AllAsync<PublishingEventRow>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Its_audit_trail_shows_when_a_line_was_changed()
    {
        await TurnAsync(true, "The clock is wrong");
        await TurnAsync(false, "Put right");
        await using var database = await Host.OpenAsync();
        Assert.That(await AuditTrail.VerifyAsync(database, PauseSwitch.Trail, default), Is.Null);
        await database.Set<PublishingEventRow>().Where(e => e.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(e => e.By, "somebody else"));
        Assert.That(await AuditTrail.VerifyAsync(database, PauseSwitch.Trail, default), Is.EqualTo(2));
    }

    [TestCase("")]
    [TestCase("   ")]
    public void Without_a_reason_it_cannot_be_turned(string reason) =>
        Assert.That(() => TurnAsync(true, reason), Throws.ArgumentException);

    [Test]
    public async Task While_it_is_on_letters_wait_untouched_and_events_between_workflows_go_on()
    {
        var box = new Box();
        var sender = AnotherHost(services => services.AddSingleton<IOutboxChannel>(box));
        await Host.PublishAsync(Flows.EventThenWrite);
        await Host.PublishAsync(Flows.Sequence("publisher", "\"id\": \"p\", \"type\": \"Elsa.PublishEvent\", \"eventName\": \"go\""));
        await Host.StartAsync("event-then-write", "went on");
        await WriteAsync("letter");
        await TurnAsync(true, "Wrong letters");
        await Host.StartAsync("publisher");

        Assert.That(await SendAsync(sender), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(await Host.NotesAsync(), Is.EqualTo(new[] { "went on" }));
        Assert.That(box.Arrived, Is.Empty);
        var waiting = (await Host.AllAsync<OutboxRow>()).Single(o => o.Kind == "letter");
        Assert.That((waiting.SentAt, waiting.Attempts, waiting.ClaimedBy), Is.EqualTo(((DateTimeOffset?)null, 0, (string?)null)));

        await TurnAsync(false, "Put right");
        Assert.That(await SendAsync(sender), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(box.Arrived, Is.EqualTo(new[] { "letter" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_letter_that_waits_because_of_it_is_not_called_stuck_while_it_is_on(bool paused)
    {
        await WriteAsync("letter");
        if (paused)
        {
            await TurnAsync(true, "Wrong letters");
        }

        Clock.Now = Clock.Now.AddDays(2);
        Assert.That((await StuckAsync()).Count, Is.EqualTo(paused ? 0 : 1));
        await TurnAsync(false, "Put right");
        Assert.That((await StuckAsync()).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Turned_on_while_letters_leave_the_next_ones_stay_and_leave_afterwards_without_a_lost_try()
    {
        var box = new Box();
        var sender = AnotherHost(services => services.AddSingleton<IOutboxChannel>(box));
        box.OnArrival = async () => await TurnAsync(true, "Wrong letters");
        foreach (var key in new[] { "a", "b", "c" })
        {
            await WriteAsync(key);
            Clock.Now = Clock.Now.AddSeconds(1);
        }

        Assert.That(await SendAsync(sender), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(box.Arrived, Is.EqualTo(new[] { "a" }));
        Assert.That((await Host.AllAsync<OutboxRow>()).Where(o => o.SentAt is null).Select(o => (o.Key, o.Attempts, o.ClaimedBy)).Order(), Is.EqualTo(new[] { ("b", 0, (string?)null), ("c", 0, null) }));

        box.OnArrival = () => Task.CompletedTask;
        await TurnAsync(false, "Put right");
        Assert.That(await SendAsync(sender), Is.EqualTo(new OutboxRun(2, 0)));
        Assert.That(box.Arrived, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    private Task<bool> TurnAsync(bool on, string reason) => Host.Get<PauseSwitch>().TurnAsync(on, reason, Operator, default);

    private async Task<IReadOnlyList<string>> StuckAsync() =>
        [.. (await Host.Get<Verifier>().RunAsync(default)).Named.Where(v => v.Kind == ViolationKind.Outbox).Select(v => v.Subject)];

    private static Task<OutboxRun> SendAsync(TestHost host) => host.Get<OutboxSender>().SendAsync(default);

    private async Task WriteAsync(string key)
    {
        await using var database = await Host.OpenAsync();
        database.Add(new OutboxRow { Id = Host.NewRequest(), Key = key, Kind = "letter", Payload = "{}", CreatedAt = Clock.Now, NextAttemptAt = Clock.Now });
        await database.SaveChangesAsync();
    }

    private sealed class Box : IOutboxChannel
    {
        public ConcurrentQueue<string> Arrived { get; } = [];

        public Func<Task> OnArrival { get; set; } = () => Task.CompletedTask;

        public bool Carries(string kind) => kind == "letter";

        public async Task SendAsync(OutboxMessage message, CancellationToken stop)
        {
            Arrived.Enqueue(message.Key);
            await OnArrival();
        }
    }
}
