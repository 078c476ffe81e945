using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Prepared;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Contexts for single turns. On SQLite a few are kept with their connection open, so that what was prepared stays prepared.</summary>
internal sealed class TurnContexts(IDbContextFactory<OcrDbContext> databases) : IDbContextFactory<OcrDbContext>, IDisposable
{
    private const int MostKept = 8;
    private readonly ConcurrentBag<OcrDbContext> _kept = [];
    private volatile bool _disposed;

    public OcrDbContext CreateDbContext() => _kept.TryTake(out var known) ? known : databases.CreateDbContext();

    /// <summary>Takes back a context whose work has gone through; one whose work has not is the caller's to dispose of.</summary>
    public ValueTask GiveBackAsync(OcrDbContext database)
    {
        if (_disposed || _kept.Count >= MostKept || PreparedCommands.Of(database) is null || database.Database.CurrentTransaction is not null)
        {
            return database.DisposeAsync();
        }

        database.ChangeTracker.Clear();
        _kept.Add(database);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _disposed = true;
        while (_kept.TryTake(out var database))
        {
            database.Dispose();
        }
    }
}
