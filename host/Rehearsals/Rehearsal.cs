using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Rehearsals;

/// <summary>
/// Copies one centre into a database of its own and runs it forward on a clock of its own, by the real workflows, rules and sweeps, as if nobody did anything:
/// every letter, task, deadline and lapse to come. Nothing outside the copy is touched, and no letter leaves.
/// </summary>
public sealed class Rehearsal(IDbContextFactory<OcrDbContext> databases, HostSettings settings, IConfiguration configuration, TimeProvider time)
{
    public const int MostYears = 5;

    /// <exception cref="RehearsalException">There is no such centre, or the day cannot be rehearsed until.</exception>
    public async Task<Rehearsed> RunAsync(string centre, DateOnly until, CancellationToken stop)
    {
        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        if (until < today || until > today.AddYears(MostYears))
        {
            throw new RehearsalException($"A rehearsal runs from today to a day within {MostYears} years: from {today:yyyy-MM-dd} to at most {today.AddYears(MostYears):yyyy-MM-dd}, not {until:yyyy-MM-dd}.");
        }

        // Candidates are copied too: nobody else on this machine may look.
        var folder = Directory.CreateTempSubdirectory("ocr-rehearsal-").FullName;
        try
        {
            var clock = new RehearsalClock(time.GetUtcNow());
            await using var services = ScratchServices.Over(Path.Combine(folder, "rehearsal.db"), clock, settings, configuration);
            await CopyAsync(services, centre, stop);
            return await new RehearsalRun(services, clock, settings.LapseCron).RunAsync(centre, today, until, stop);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CopyAsync(ServiceProvider services, string centre, CancellationToken stop)
    {
        await services.GetRequiredService<Schema>().PrepareAsync(stop);
        await using var source = await databases.CreateDbContextAsync(stop);
        await using var target = await services.GetRequiredService<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        if (!await CentreCopy.MakeAsync(source, target, centre, stop))
        {
            throw new RehearsalException($"There is no centre {centre}.");
        }

        await services.GetRequiredService<RuleSetLibrary>().RefreshAsync(stop);
        await services.GetRequiredService<DefinitionLibrary>().RefreshAsync(stop);
    }
}
