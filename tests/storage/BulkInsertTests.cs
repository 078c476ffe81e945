using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

/// <summary>Rows written by prepared commands are read back through the model as they were.</summary>
[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class BulkInsertTests(DatabaseKind kind) : StorageTests(kind)
{
    [TestCase(1)]
    [TestCase(153)]
    [TestCase(154)]
    [TestCase(1000)]
    public async Task What_was_written_is_read_back(int rows)
    {
        var written = Enumerable.Range(0, rows).Select(Decision).ToList();

        await WriteAsync(written);

        var read = (await Host.AllAsync<DecisionRow>()).OrderBy(d => d.Subject, StringComparer.Ordinal).ToList();
        Assert.That(read.Select(Text), Is.EqualTo(written.Select(Text).Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task A_row_may_change_until_it_is_written_and_null_stays_null()
    {
        await using var database = await Host.OpenAsync();
        var inserts = new BulkInsert(database);
        var version = Version(comment: null);
        inserts.Add(version);
        Assert.That(inserts.IsPending(version), Is.True);
        version.Origin = "changed since";

        Assert.That(async () => await inserts.WriteAsync(default), Throws.InvalidOperationException, "without a transaction");
        await using var transaction = await database.Database.BeginTransactionAsync();
        await inserts.WriteAsync(default);
        await transaction.CommitAsync();

        var read = (await Host.AllAsync<RuleSetVersionRow>()).Single();
        Assert.That((read.Origin, read.Comment, read.PublishedAt, read.IsCurrent), Is.EqualTo(("changed since", (string?)null, version.PublishedAt, true)));
        Assert.That(inserts.IsPending(version), Is.False);
    }

    [Test]
    public async Task A_row_that_is_there_already_is_told_as_the_change_tracker_tells_it_and_nothing_of_the_transaction_stays()
    {
        await WriteAsync([Decision(1)]);

        Assert.That(async () => await WriteAsync([Decision(2), Decision(1)]), Throws.InstanceOf<DbUpdateException>());

        Assert.That((await Host.AllAsync<DecisionRow>()).Count, Is.EqualTo(1));
    }

    private async Task WriteAsync(IEnumerable<DecisionRow> rows)
    {
        await using var database = await Host.OpenAsync();
        await using var transaction = await database.Database.BeginTransactionAsync();
        var inserts = new BulkInsert(database);
        foreach (var row in rows)
        {
            inserts.Add(row);
        }

        await inserts.WriteAsync(default);
        await transaction.CommitAsync();
    }

    private static string Text(DecisionRow d) => $"{d.Subject} {d.Id} {d.RuleSet} {d.Facts} {d.DecisionDate:O} {d.Outcome} {d.At:O} {d.By}";

    private DecisionRow Decision(int number) => new()
    {
        Id = new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]),
        Subject = $"entry:{number:0000}",
        RuleSet = "entries",
        RuleSetHash = "hash",
        Used = "{}",
        Facts = "{\"Text\":\"é ' \\\" \"}",
        DecisionDate = new DateOnly(2026, 2, 1).AddDays(number),
        Outcome = (Outcome)(number % 3),
        Findings = "[]",
        At = Clock.Now.AddTicks(number),
        By = "staff",
        HostVersion = "1",
    };

    private RuleSetVersionRow Version(string? comment) => new()
    {
        Id = Host.NewRequest(),
        Name = "entries",
        ContentHash = "hash",
        Rules = "[]",
        PublishedAt = Clock.Now,
        PublishedBy = "staff",
        Origin = "file",
        Comment = comment,
        IsCurrent = true,
        CurrentName = "entries",
    };
}
