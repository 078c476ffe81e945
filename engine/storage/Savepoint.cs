using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using OcrWorkflows.Storage.Prepared;

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

    private readonly PreparedCommands? _commands;
    private readonly int _level;

    private Savepoint(OcrDbContext database, IDbContextTransaction transaction, string name, PreparedCommands? commands)
    {
        (_database, _transaction, _name, _commands) = (database, transaction, name, commands);
        _level = commands?.Savepoints ?? 0;
        database.ChangeTracker.Tracked += OnTracked;
        database.ChangeTracker.StateChanged += OnStateChanged;
    }

    /// <summary>Saves what is pending, so that it stands whatever comes after, and sets the savepoint.</summary>
    /// <exception cref="InvalidOperationException">The context has no transaction.</exception>
    public static async Task<Savepoint> SetAsync(OcrDbContext database, string name, CancellationToken stop)
    {
        var transaction = database.Database.CurrentTransaction
            ?? throw new InvalidOperationException("The context has no transaction; begin one before delivering within it.");
        if (database.ChangeTracker.HasChanges())
        {
            await database.SaveChangesAsync(stop);
        }

        if (PreparedCommands.Of(database) is { } commands)
        {
            var level = $"level{++commands.Savepoints}"; // few names, so that each is prepared once
            commands.Run(database, $"SAVEPOINT {level}");
            return new Savepoint(database, transaction, level, commands);
        }

        var unique = $"{name}{Interlocked.Increment(ref _last)}"; // SQL Server never releases a name: one used twice would be ambiguous
        await transaction.CreateSavepointAsync(unique, stop);
        return new Savepoint(database, transaction, unique, null);
    }

    public Task KeepAsync(CancellationToken stop)
    {
        if (_commands is null)
        {
            return _transaction.ReleaseSavepointAsync(_name, stop);
        }

        _commands.Run(_database, $"RELEASE {_name}");
        return Task.CompletedTask;
    }

    public async Task UndoAsync(CancellationToken stop)
    {
        _database.ChangeTracker.DetectChanges();
        Dispose();
        if (_commands is null)
        {
            await _transaction.RollbackToSavepointAsync(_name, stop);
        }
        else
        {
            _commands.Run(_database, $"ROLLBACK TO {_name}");
            _commands.Run(_database, $"RELEASE {_name}");
        }

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
        if (_commands is not null)
        {
            _commands.Savepoints = _level - 1;
        }
    }

    private void OnTracked(object? sender, EntityTrackedEventArgs tracked) => _touched.TryAdd(tracked.Entry.Entity, true);

    private void OnStateChanged(object? sender, EntityStateChangedEventArgs changed) => _touched.TryAdd(changed.Entry.Entity, false);
}
