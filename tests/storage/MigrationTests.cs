using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

/// <summary>The migrations make the tables of the model; a change of the model needs one for each database (host/migrations/add.sh).</summary>
public sealed class MigrationTests
{
    private static readonly IModelPart[] Parts = [new EngineModel(), new RegisterModel(), new IdentityModelPart()];

    [Test]
    public void The_model_has_not_changed_since_the_last_migration([Values("Sqlite", "SqlServer", "Postgres")] string provider)
    {
        using var database = StoreTypeTests.Open(provider, Parts);
        Assert.That(database.Database.HasPendingModelChanges(), Is.False);
        Assert.That(database.Database.GetMigrations(), Is.Not.Empty);
    }

    [Test]
    public void A_change_of_the_model_without_a_migration_is_found([Values("Sqlite", "SqlServer", "Postgres")] string provider)
    {
        using var database = StoreTypeTests.Open(provider, [.. Parts, new Wider()]);
        Assert.That(database.Database.HasPendingModelChanges());
    }

    [Test]
    public async Task An_empty_database_is_brought_to_the_model_and_used([Values(DatabaseKind.SqliteFile, DatabaseKind.Postgres, DatabaseKind.SqlServer)] DatabaseKind kind)
    {
        var test = new TestDatabase(kind);
        var options = new DbContextOptionsBuilder<OcrDbContext>();
        test.Configure(options);
        await using var database = new OcrDbContext(options.Options, Parts);
        try
        {
            await database.Database.MigrateAsync();
            database.Add(new OutboxRow { Id = new Guid(1, 2, 3, new byte[8]), Key = "k", Kind = "letter", Payload = "{}", CreatedAt = DateTimeOffset.UnixEpoch, NextAttemptAt = DateTimeOffset.UnixEpoch });
            await database.SaveChangesAsync();

            Assert.That(await database.Database.GetPendingMigrationsAsync(), Is.Empty);
            Assert.That(await database.Set<OutboxRow>().CountAsync(), Is.EqualTo(1));
            Assert.That(await database.Set<Entry>().AnyAsync(), Is.False);
        }
        finally
        {
            await test.DropAsync(database);
        }
    }

    private sealed class Wider : IModelPart
    {
        public void Configure(ModelBuilder model) => model.Entity<OutboxRow>().Property<int>("Planted");
    }
}
