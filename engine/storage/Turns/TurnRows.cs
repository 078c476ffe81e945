using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>The engine's rows that one turn changes. They are let go afterwards, so that thousands of turns may share a context.</summary>
internal sealed class TurnRows(OcrDbContext database)
{
    private readonly List<EntityEntry> _entries = [];

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

        Hold(instance, isNew ? EntityState.Added : EntityState.Unchanged);
    }

    public void LetGo()
    {
        foreach (var entry in _entries)
        {
            entry.State = EntityState.Detached;
        }
    }

    private void Hold(object row, EntityState state)
    {
        var entry = Database.Entry(row);
        entry.State = state;
        _entries.Add(entry);
    }
}
