using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Appeals;

/// <summary>What came of checking a pack.</summary>
/// <param name="PackHash">SHA-256 of the file: to be compared with the one that was told when it was made.</param>
/// <param name="Again">The decision made again from the pack alone.</param>
/// <param name="Faults">What does not hold, one sentence each; empty when all of it does.</param>
public sealed record CheckedPack(string PackHash, DecisionAgain Again, IReadOnlyList<string> Faults);

/// <summary>Checks an appeal pack by itself: the decision is made again from the texts in it, in an empty database, and its audit trails are proved. Nothing of this installation is asked.</summary>
public sealed class AppealPackCheck(HostSettings settings, IConfiguration configuration, TimeProvider time)
{
    /// <exception cref="FormatException">It is no pack that this program reads; the message says why.</exception>
    public async Task<CheckedPack> RunAsync(byte[] file, CancellationToken stop)
    {
        var pack = AppealPack.Read(file);
        var folder = Directory.CreateTempSubdirectory("ocr-appeal-").FullName;
        try
        {
            await using var services = ScratchServices.Over(Path.Combine(folder, "pack.db"), time, settings, configuration);
            await services.GetRequiredService<Schema>().PrepareAsync(stop);
            await using var database = await services.GetRequiredService<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            await FillAsync(database, pack, stop);
            var again = await services.GetRequiredService<DecisionsAgain>().MakeAsync(pack.Decision, stop);
            return new CheckedPack(CanonicalJson.Sha256(file), again, [.. again.Differences.Select(Say), .. await TrailFaultsAsync(database, pack, stop)]);
        }
        catch (DbUpdateException fault)
        {
            throw new FormatException($"The pack cannot be read into a database: it names something twice, or leaves something out ({fault.InnerException?.Message ?? fault.Message}).", fault);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(OcrDbContext database, AppealPack pack, CancellationToken stop)
    {
        database.AddRange(pack.Reference);
        database.AddRange(pack.Trails);
        database.AddRange(pack.RuleSets.Select(r => new RuleSetVersionRow
        {
            Id = r.Id,
            Name = r.Name,
            ContentHash = r.ContentHash,
            Rules = r.Rules,
            PublishedAt = r.PublishedAt,
            PublishedBy = r.PublishedBy,
            Origin = r.Origin,
            Comment = r.Comment,
            ApprovedBy = r.ApprovedBy,
        }));
        await database.SaveChangesAsync(stop);
    }

    private static string Say(AgainDifference difference) => $"{difference.What}{(difference.Place.Length == 0 ? "" : $" at {difference.Place}")}: stored {difference.Stored}, again {difference.Again}";

    private static async Task<IReadOnlyList<string>> TrailFaultsAsync(OcrDbContext database, AppealPack pack, CancellationToken stop)
    {
        var faults = new List<string>();
        foreach (var trail in pack.Trails.Select(t => t.RuleSet).Distinct(StringComparer.Ordinal))
        {
            if (await AuditTrail.VerifyAsync(database, trail, stop) is { } line)
            {
                faults.Add($"The audit trail of {trail} is not as it was written from line {line} on.");
            }
        }

        return faults;
    }
}
