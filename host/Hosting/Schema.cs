using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Hosting;

/// <summary>What preparing the database did, or would do.</summary>
/// <param name="Pending">Migrations by name, in order.</param>
/// <param name="Created">The tables were made from the model, because the product has no migrations for this database.</param>
public sealed record SchemaWork(IReadOnlyList<string> Pending, bool Created);

/// <summary>Brings the database to the model of this build.</summary>
public sealed class Schema(IDbContextFactory<OcrDbContext> databases)
{
    public async Task<SchemaWork> PrepareAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!database.Database.GetMigrations().Any())
        {
            return new SchemaWork([], await database.Database.EnsureCreatedAsync(stop));
        }

        var pending = await PendingAsync(database, stop);
        if (pending.Count > 0)
        {
            await database.Database.MigrateAsync(stop);
        }

        return new SchemaWork(pending, Created: false);
    }

    /// <summary>What <see cref="PrepareAsync"/> would do; changes nothing.</summary>
    public async Task<SchemaWork> PlanAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return database.Database.GetMigrations().Any()
            ? new SchemaWork(await PendingAsync(database, stop), Created: false)
            : new SchemaWork([], !await database.Database.CanConnectAsync(stop));
    }

    private static async Task<IReadOnlyList<string>> PendingAsync(OcrDbContext database, CancellationToken stop) =>
        [.. await database.Database.GetPendingMigrationsAsync(stop)];
}
