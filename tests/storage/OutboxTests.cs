using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class OutboxTests(DatabaseKind kind) : StorageTests(kind)
{
    private readonly Box _box = new();

    [SetUp]
    public void Empty()
    {
        _box.Arrived.Clear();
        _box.Failure = _ => null;
    }

    [Test]
    public async Task A_message_is_sent_once_with_its_key_and_not_before_its_time()
    {
        var host = Sender();
        await WriteAsync("late", Clock.Now.AddTicks(1));
        await WriteAsync("now", Clock.Now);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(0, 0)));
        Clock.Now = Clock.Now.AddTicks(1);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(_box.Arrived, Is.EqualTo(new[] { "now", "late" }));
    }

    [Test]
    public async Task A_poisoned_message_does_not_hold_up_the_rest_is_tried_ever_more_seldom_and_given_up_where_people_see_it()
    {
        var host = Sender();
        await WriteAsync("poison", Clock.Now);
        await WriteAsync("fine", Clock.Now.AddTicks(1));
        Clock.Now = Clock.Now.AddTicks(1);
        _box.Failure = key => key == "poison" ? new InvalidOperationException("No such letter box.") : null;

        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(1, 1)));
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(0, 0)), "before its pause is over");
        for (var tries = 2; tries <= OutboxSender.MaximumAttempts; tries++)
        {
            Clock.Now = (await MessageAsync("poison")).NextAttemptAt;
            Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(0, 1)), $"try {tries}");
        }

        var poison = await MessageAsync("poison");
        Assert.That((poison.Attempts, poison.GivenUpAt, poison.LastError), Is.EqualTo((10, (DateTimeOffset?)Clock.Now, "InvalidOperationException: No such letter box.")));
        Clock.Now = Clock.Now.AddDays(30);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(0, 0)));

        _box.Failure = _ => null;
        Assert.That(await host.Get<OutboxSender>().RetryAsync(poison.Id, default), Is.True);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(1, 0)));
        Assert.That(await host.Get<OutboxSender>().RetryAsync(poison.Id, default), Is.False, "it has been sent");
    }

    [TestCase(1, 30)]
    [TestCase(2, 60)]
    [TestCase(7, 1920)]
    [TestCase(8, 3600)]
    [TestCase(9, 3600)]
    [TestCase(10, null)]
    public void The_pause_doubles_up_to_an_hour_and_ends(int attempts, int? seconds) =>
        Assert.That(OutboxSender.PauseAfter(attempts)?.TotalSeconds, Is.EqualTo(seconds));

    [Test]
    public async Task Two_hosts_share_the_messages_and_each_goes_out_once()
    {
        var hosts = new[] { Sender(), Sender() };
        for (var n = 0; n < 120; n++)
        {
            await WriteAsync($"m{n:000}", Clock.Now);
        }

        var runs = await Task.WhenAll(hosts.Select(h => Task.Run(() => SendAsync(h))));
        Assert.That(runs.Sum(r => r.Sent), Is.EqualTo(120));
        Assert.That(_box.Arrived, Is.Unique.And.Count.EqualTo(120));
    }

    [Test]
    public async Task What_a_stopped_host_had_claimed_is_sent_by_another_when_the_claim_runs_out()
    {
        await WriteAsync("m", Clock.Now);
        await using (var database = await Host.OpenAsync())
        {
            await database.Set<OutboxRow>().ExecuteUpdateAsync(set => set.SetProperty(o => o.ClaimedBy, "gone").SetProperty(o => o.ClaimedUntil, Clock.Now.AddMinutes(5)));
        }

        var host = Sender();
        Clock.Now = Clock.Now.AddMinutes(5).AddTicks(-1);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(0, 0)));
        Clock.Now = Clock.Now.AddTicks(1);
        Assert.That(await SendAsync(host), Is.EqualTo(new OutboxRun(1, 0)));
    }

    private TestHost Sender() => AnotherHost(services => services.AddSingleton<IOutboxChannel>(_box));

    private static Task<OutboxRun> SendAsync(TestHost host) => host.Get<OutboxSender>().SendAsync(default);

    private async Task<OutboxRow> MessageAsync(string key) => (await Host.AllAsync<OutboxRow>()).Single(o => o.Key == key);

    private async Task WriteAsync(string key, DateTimeOffset due)
    {
        await using var database = await Host.OpenAsync();
        database.Add(new OutboxRow { Id = Host.NewRequest(), Key = key, Kind = "letter", Payload = "{}", CreatedAt = Clock.Now, NextAttemptAt = due });
        await database.SaveChangesAsync();
    }

    private sealed class Box : IOutboxChannel
    {
        public ConcurrentQueue<string> Arrived { get; } = [];

        public Func<string, Exception?> Failure { get; set; } = _ => null;

        public bool Carries(string kind) => kind == "letter";

        public Task SendAsync(OutboxMessage message, CancellationToken stop)
        {
            if (Failure(message.Key) is { } failure)
            {
                throw failure;
            }

            Arrived.Enqueue(message.Key);
            return Task.CompletedTask;
        }
    }
}
