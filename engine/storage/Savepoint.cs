using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace OcrWorkflows.Storage;

/// <summary>
/// A place to go back to within a transaction, for the database and the tracked rows alike.
/// It notes which rows are touched, so that going back costs in proportion to them and not to all that the context tracks.
/// </summary>
internal sealed class Savepoint : IDisposable
{
    private static long _last;

    private readonly OcrDbContext _database;
    private readonly IDbContextTransaction _transaction;
    private readonly string _name;
    private readonly Dictionary<object, bool> _touched = new(ReferenceEqualityComparer.Instance);

    private Savepoint(OcrDbContext database, IDbContextTransaction transaction, string name)
    {
        (_database, _transaction, _name) = (database, transaction, name);
        database.ChangeTracker.Tracked += OnTracked;
        database.ChangeTracker.StateChanged += OnStateChanged;
    }

    /// <summary>Saves what is pending, so that it stands whatever comes after, and sets the savepoint.</summary>
    /// <exception cref="InvalidOperationException">The context has no transaction.</exception>
    public static async Task<Savepoint> SetAsync(OcrDbContext database, string name, CancellationToken stop)
    {
        var transaction = database.Database.CurrentTransaction
            ?? throw new InvalidOperationException("The context has no transaction; begin one before delivering within it.");
        await database.SaveChangesAsync(stop);
        var unique = $"{name}{Interlocked.Increment(ref _last)}"; // SQL Server never releases a name: one used twice would be ambiguous
        await transaction.CreateSavepointAsync(unique, stop);
        return new Savepoint(database, transaction, unique);
    }

    public Task KeepAsync(CancellationToken stop) => _transaction.ReleaseSavepointAsync(_name, stop);

    public async Task UndoAsync(CancellationToken stop)
    {
        _database.ChangeTracker.DetectChanges();
        Dispose();
        await _transaction.RollbackToSavepointAsync(_name, stop);
        foreach (var (row, isNew) in _touched)
        {
            var entry = _database.Entry(row);
            if (isNew)
            {
                entry.State = EntityState.Detached;
                continue;
            }

            if (entry.State == EntityState.Detached)
            {
                entry.State = EntityState.Unchanged;
            }

            await entry.ReloadAsync(stop);
        }
    }

    public void Dispose()
    {
        _database.ChangeTracker.Tracked -= OnTracked;
        _database.ChangeTracker.StateChanged -= OnStateChanged;
    }

    private void OnTracked(object? sender, EntityTrackedEventArgs tracked) => _touched.TryAdd(tracked.Entry.Entity, true);

    private void OnStateChanged(object? sender, EntityStateChangedEventArgs changed) => _touched.TryAdd(changed.Entry.Entity, false);
}
