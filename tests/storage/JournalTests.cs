using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class JournalTests(DatabaseKind kind) : StorageTests(kind)
{
    private async Task<InstanceId> RunAsync()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var id = await Host.StartAsync("event-then-write");
        await Host.DeliverAsync(id, "go");
        return id;
    }

    [Test]
    public async Task A_journal_proves_itself_and_numbers_its_lines_without_a_gap()
    {
        var id = await RunAsync();
        await using var database = await Host.OpenAsync();
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Is.Null);
        var sequences = await database.Set<JournalRow>().OrderBy(j => j.Sequence).Select(j => j.Sequence).ToListAsync();
        Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, sequences.Count)));
        Assert.That(sequences, Has.Count.GreaterThan(4));
    }

    [Test]
    public async Task A_changed_line_shows()
    {
        var id = await RunAsync();
        await using var database = await Host.OpenAsync();
        await Line(database, 2).ExecuteUpdateAsync(set => set.SetProperty(j => j.Actor, "somebody else"));
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Has.Property("Sequence").EqualTo(2).And.Property("Message").EqualTo("The line is not as it was written."));
    }

    [Test]
    public async Task A_changed_payload_shows_and_an_erased_one_does_not()
    {
        var id = await RunAsync();
        await using var database = await Host.OpenAsync();
        var lines = await database.Set<JournalRow>().OrderBy(j => j.Sequence).ToListAsync();
        var previous = "";
        foreach (var line in lines)
        {
            line.Payload = """{"a":1}""";
            line.PayloadHash = JournalChain.HashOfPayload(line.Payload);
            line.Hash = previous = JournalChain.HashOf(previous, line);
        }

        (await database.Set<InstanceRow>().SingleAsync()).JournalHash = previous;
        await database.SaveChangesAsync();
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Is.Null);

        await Line(database, 3).ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, (string?)null));
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Is.Null);
        await Line(database, 2).ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, """{"a":2}"""));
        Assert.That(await JournalChain.VerifyAsync(database, id, default), Has.Property("Sequence").EqualTo(2).And.Property("Message").EqualTo("The payload is not as it was written."));
    }

    [Test]
    public async Task A_removed_line_shows_in_the_middle_and_at_the_end()
    {
        var id = await RunAsync();
        await using var database = await Host.OpenAsync();
        var last = await database.Set<JournalRow>().MaxAsync(j => j.Sequence);
        await Line(database, last).ExecuteDeleteAsync();
        Assert.That((await JournalChain.VerifyAsync(database, id, default))?.Sequence, Is.EqualTo(last));
        await Line(database, 2).ExecuteDeleteAsync();
        Assert.That((await JournalChain.VerifyAsync(database, id, default))?.Sequence, Is.EqualTo(2));
    }

    private static IQueryable<JournalRow> Line(OcrDbContext database, int sequence) => database.Set<JournalRow>().Where(j => j.Sequence == sequence);
}
