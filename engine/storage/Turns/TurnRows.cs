using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OcrWorkflows.Storage.Prepared;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>
/// The engine's rows that one turn changes: written by prepared commands where the database has them, else through the change tracker, which lets them go
/// afterwards, so that thousands of turns may share a context.
/// </summary>
internal sealed class TurnRows(OcrDbContext database)
{
    private const int MostTogether = 16;
    private readonly PreparedCommands? _commands = PreparedCommands.Of(database);
    private readonly List<EntityEntry> _entries = [];
    private readonly List<(object Row, EntityState State)> _pending = [];
    private InstanceRow? _instance;
    private TableShape? _shape;

    /// <summary>The instance's columns as the database has them; null when it has no such row yet.</summary>
    private object?[]? _stored;

    public OcrDbContext Database { get; } = database;

    public void Add(object row) => Hold(row, EntityState.Added);

    public void Update(object row) => Hold(row, EntityState.Modified);

    /// <param name="key">A row with the key of the one to delete; its other columns do not matter.</param>
    public void Remove(object key) => Hold(key, EntityState.Deleted);

    /// <summary>Watches the instance's row; whatever the context knew of it before is stale and let go.</summary>
    public void Watch(InstanceRow instance, bool isNew)
    {
        if (Database.Set<InstanceRow>().Local.FindEntry(instance.Id) is { } stale && !ReferenceEquals(stale.Entity, instance))
        {
            stale.State = EntityState.Detached;
        }

        if (_commands is null)
        {
            Hold(instance, isNew ? EntityState.Added : EntityState.Unchanged);
            return;
        }

        (_instance, _shape) = (instance, _commands.Shape(typeof(InstanceRow)));
        _stored = isNew ? null : _shape.ValuesOf(instance);
    }

    /// <summary>The instance's row stands in the database as it now is, for what comes between to see and go back to.</summary>
    public void Flush()
    {
        if (_commands is null || _instance is null)
        {
            return; // a savepoint saves what the context tracks
        }

        var now = _shape!.ValuesOf(_instance);
        if (_stored is null)
        {
            _commands.Insert(Database, _shape, [now]);
        }
        else
        {
            _commands.Update(Database, _shape, _stored, now);
        }

        _stored = now;
    }

    /// <summary>What was done to the instance's row since <see cref="Flush"/> is undone.</summary>
    public void Revert()
    {
        for (var i = 0; _stored is not null && i < _stored.Length; i++)
        {
            if (!Equals(_shape!.Columns[i].ValueOf(_instance!), _stored[i]))
            {
                _shape.Columns[i].Put(_instance!, _stored[i]);
            }
        }
    }

    public async Task SaveAsync(CancellationToken stop)
    {
        if (_commands is null)
        {
            await Database.SaveChangesAsync(stop);
            foreach (var entry in _entries)
            {
                entry.State = EntityState.Detached;
            }

            return;
        }

        if (Database.ChangeTracker.HasChanges())
        {
            await Database.SaveChangesAsync(stop);
        }

        Flush();
        for (var i = 0; i < _pending.Count;)
        {
            i += Write(i);
        }

        _pending.Clear();
    }

    /// <summary>Writes the pending row at a place; new ones of one table that follow each other together.</summary>
    /// <returns>How many were written.</returns>
    private int Write(int first)
    {
        var (row, state) = _pending[first];
        var shape = _commands!.Shape(row.GetType());
        switch (state)
        {
            case EntityState.Modified: _commands.Update(Database, shape, null, shape.ValuesOf(row)); return 1;
            case EntityState.Deleted: _commands.Delete(Database, shape, row); return 1;
            default: break;
        }

        var count = 1;
        while (count < MostTogether && first + count < _pending.Count && _pending[first + count] is { State: EntityState.Added } next && next.Row.GetType() == row.GetType())
        {
            count++;
        }

        var values = new object?[count][];
        for (var i = 0; i < count; i++)
        {
            values[i] = shape.ValuesOf(_pending[first + i].Row);
        }

        _commands.Insert(Database, shape, values);
        return count;
    }

    private void Hold(object row, EntityState state)
    {
        if (_commands is not null)
        {
            _pending.Add((row, state));
            return;
        }

        var entry = Database.Entry(row);
        entry.State = state;
        _entries.Add(entry);
    }
}
