using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OcrWorkflows.Storage;

/// <summary>Why two writers got in each other's way.</summary>
public enum Clash
{
    /// <summary>It was no clash: trying again would fail again.</summary>
    None,

    /// <summary>A row with the same key was written first.</summary>
    Duplicate,

    /// <summary>The database was locked, or chose this transaction to give way.</summary>
    GiveWay,

    /// <summary>The store itself failed: the work says nothing about it, and nothing was kept.</summary>
    Outage,
}

/// <summary>Reads the errors of one database; added to the context's options as an interceptor by the provider's part.</summary>
public interface IClashReader : IInterceptor
{
    Clash Read(DbException failure);
}

/// <summary>Runs a piece of work in a transaction of its own, again and on fresh state when it clashes with another writer.</summary>
internal static class Clashes
{
    /// <summary>Tries in all. Each clash means that somebody else got through, so this bounds the writers that may queue for one instance.</summary>
    public const int MaximumAttempts = 40;

    public static async Task<T> RetryAsync<T>(IDbContextFactory<OcrDbContext> databases, Func<OcrDbContext, Task<T>> work, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var database = await databases.CreateDbContextAsync(stop);
            var isDone = false;
            database.Database.AutoSavepointsEnabled = false;
            try
            {
                var result = await work(database);
                isDone = true;
                return result;
            }
            catch (Exception failure) when (attempt < MaximumAttempts && Read(database, failure) is Clash.Duplicate or Clash.GiveWay)
            {
                stop.ThrowIfCancellationRequested();
            }
            finally
            {
                await (isDone && databases is Turns.TurnContexts kept ? kept.GiveBackAsync(database) : database.DisposeAsync());
            }
        }
    }

    public static Clash Read(OcrDbContext database, Exception failure)
    {
        if (failure is DbUpdateConcurrencyException)
        {
            return Clash.GiveWay;
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException error)
            {
                var clash = Readers(database).Select(r => r.Read(error)).FirstOrDefault(c => c != Clash.None);
                return clash == Clash.None && error.IsTransient ? Clash.Outage : clash;
            }
        }

        return Clash.None;
    }

    private static IEnumerable<IClashReader> Readers(OcrDbContext database) =>
        database.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<IClashReader>() ?? [];
}
