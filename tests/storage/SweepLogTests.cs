using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class SweepLogTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task A_run_is_there_while_it_runs_and_says_at_its_end_what_came_of_it()
    {
        var began = Clock.Now;
        var answer = await RecordAsync("lapse", async () =>
        {
            var running = (await Host.AllAsync<SweepRunRow>()).Single();
            Assert.That((running.Outcome, running.EndedAt, running.Text), Is.EqualTo((SweepOutcome.Running, (DateTimeOffset?)null, (string?)null)));
            Clock.Now = Clock.Now.AddMinutes(3);
            return 7;
        });

        Assert.That(answer, Is.EqualTo(7));
        var run = (await Host.AllAsync<SweepRunRow>()).Single();
        Assert.That((run.Sweep, run.By, run.StartedAt, run.EndedAt, run.Outcome, run.Text),
            Is.EqualTo(("lapse", TestHost.Staff.Name, began, (DateTimeOffset?)began.AddMinutes(3), SweepOutcome.Done, "7 lapsed.")));
    }

    [Test]
    public async Task A_run_that_breaks_is_kept_as_failed_and_its_fault_is_passed_on()
    {
        Assert.That(() => RecordAsync("lapse", () => throw new InvalidDataException("The rules cannot be read.")), Throws.TypeOf<InvalidDataException>());
        var run = (await Host.AllAsync<SweepRunRow>()).Single();
        Assert.That((run.Outcome, run.Text, run.EndedAt), Is.EqualTo((SweepOutcome.Failed, "InvalidDataException: The rules cannot be read.", (DateTimeOffset?)Clock.Now)));
    }

    [Test]
    public async Task A_run_that_is_stopped_says_so()
    {
        using var stopping = new CancellationTokenSource();
        Assert.That(() => Host.Get<SweepLog>().RecordAsync<int>("lapse", TestHost.Staff, async () =>
        {
            await stopping.CancelAsync();
            stopping.Token.ThrowIfCancellationRequested();
            return 0;
        }, _ => throw new InvalidOperationException("It never ended."), stopping.Token), Throws.InstanceOf<OperationCanceledException>());
        var run = (await Host.AllAsync<SweepRunRow>()).Single();
        Assert.That((run.Outcome, run.Text), Is.EqualTo((SweepOutcome.Failed, "Stopped before its end; the next run does the rest.")));
    }

    [Test]
    public async Task The_last_run_is_told_for_each_sweep()
    {
        foreach (var (sweep, count) in new[] { ("lapse", 1), ("retention", 2), ("lapse", 3) })
        {
            Clock.Now = Clock.Now.AddDays(1);
            await RecordAsync(sweep, () => Task.FromResult(count));
        }

        await using var database = await Host.OpenAsync();
        var last = await SweepLog.LastAsync(database, default);
        Assert.That(last.ToDictionary(l => l.Key, l => l.Value.Text), Is.EquivalentTo(new Dictionary<string, string?> { ["lapse"] = "3 lapsed.", ["retention"] = "2 lapsed." }));
    }

    private Task<int> RecordAsync(string sweep, Func<Task<int>> run) =>
        Host.Get<SweepLog>().RecordAsync(sweep, TestHost.Staff, run, n => new SweepSummary(SweepOutcome.Done, $"{n} lapsed."), default);
}
