using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Keeps every edition of the working calendar that a turn has counted with.</summary>
internal sealed class CalendarArchive
{
    private readonly ConcurrentDictionary<string, WorkingCalendar> _read = new(StringComparer.Ordinal);

    /// <summary>Edition to the transaction in which it was last seen to stand; <see cref="Guid.Empty"/> once it is known to be committed.</summary>
    private readonly ConcurrentDictionary<string, Guid> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Guid> _addedIn = new(StringComparer.Ordinal);

    /// <summary>Adds the edition to the turn's transaction when the database does not have it.</summary>
    public async Task KeepAsync(OcrDbContext database, WorkingCalendar calendar, CancellationToken stop)
    {
        var here = database.Database.CurrentTransaction!.TransactionId;
        var edition = calendar.Edition;
        if (_kept.TryGetValue(edition, out var seen) && (seen == Guid.Empty || seen == here))
        {
            return;
        }

        if (await database.Set<CalendarEditionRow>().AnyAsync(c => c.Edition == edition, stop))
        {
            // What another transaction than the adding one sees has been committed.
            _kept[edition] = _addedIn.TryGetValue(edition, out var added) && added == here ? here : Guid.Empty;
            return;
        }

        _addedIn[edition] = here;
        var row = new CalendarEditionRow { Edition = edition, Division = calendar.Division, Holidays = calendar.HolidaysToJson() };
        database.Add(row);
        await database.SaveChangesAsync(stop);
        database.Entry(row).State = EntityState.Detached;
    }

    /// <summary>An edition as it was.</summary>
    /// <exception cref="FormatException">It was not kept, or what was kept is damaged.</exception>
    public async Task<WorkingCalendar> ReadAsync(OcrDbContext database, string edition, CancellationToken stop)
    {
        if (_read.TryGetValue(edition, out var known))
        {
            return known;
        }

        var row = await database.Set<CalendarEditionRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Edition == edition, stop)
            ?? throw new FormatException($"The calendar edition {edition} was not kept.");
        return _read.GetOrAdd(edition, WorkingCalendar.FromJson(row.Division, row.Edition, row.Holidays));
    }
}
