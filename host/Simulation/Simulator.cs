using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Rehearsals;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Simulation;

/// <summary>
/// Runs an awarding body of made-up centres through years on a clock of its own, by the real rules, workflows, import and sweeps over a database of its own,
/// and draws a balance: what everybody did, against what is kept.
/// </summary>
public sealed class Simulator(HostSettings settings, IConfiguration configuration)
{
    /// <param name="keep">Where the database is kept, a file that is not there yet; null to remove it at the end.</param>
    /// <param name="progress">Told each day that begins.</param>
    /// <exception cref="SimulationException">It cannot be simulated as asked.</exception>
    public async Task<SimulationReport> RunAsync(SimulationOptions options, string? keep, IProgress<DateOnly>? progress, CancellationToken stop)
    {
        Demand(options, keep);
        var folder = Directory.CreateTempSubdirectory("ocr-simulation-").FullName;
        var file = Path.Combine(folder, "simulation.db");
        var clock = Stopwatch.StartNew();
        try
        {
            var time = new RehearsalClock(new DateTimeOffset(options.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            await using var services = ScratchServices.Over(file, time, settings, configuration);
            var (balances, findings, turns) = await new SimulationRun(services, time, options, folder, ScratchServices.MailOf(file)).RunAsync(progress, stop);
            var took = clock.Elapsed;
            var report = await services.GetRequiredService<Verifier>().RunAsync(stop);
            var violations = report.Named.Select(v => $"{v.Kind.Code} {v.Kind.Meaning}: {v.Subject}: {v.Detail}");
            if (keep is not null)
            {
                await CopyAsync(services, keep, stop);
            }

            return new SimulationReport(options, balances, [.. findings, .. violations], turns, took, keep);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A copy of one file, whatever has not been written into the main one yet.</summary>
    private static async Task CopyAsync(IServiceProvider services, string keep, CancellationToken stop)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        await database.Database.ExecuteSqlAsync($"VACUUM INTO {keep}", stop);
    }

    private static void Demand(SimulationOptions options, string? keep)
    {
        if (options.Centres is < 1 or > SimulationOptions.MostCentres)
        {
            throw new SimulationException($"There are 1 to {SimulationOptions.MostCentres:N0} centres, not {options.Centres}.");
        }

        if (options.Years is < 1 or > SimulationOptions.MostYears)
        {
            throw new SimulationException($"There are 1 to {SimulationOptions.MostYears} years, not {options.Years}.");
        }

        if (keep is not null && !Directory.Exists(Path.GetDirectoryName(keep)))
        {
            throw new SimulationException($"There is no folder for {keep}. Make it first, or name another file.");
        }

        if (keep is not null && File.Exists(keep))
        {
            throw new SimulationException($"There is a file {keep} already, and a simulation begins with an empty database. Name another file, or remove that one.");
        }
    }
}
