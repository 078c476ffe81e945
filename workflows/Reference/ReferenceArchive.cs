using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Reference;

/// <summary>Keeps each edition of the reference files in the database before the first decision that names it, so that the decision can be made again.</summary>
public sealed class ReferenceArchive(IDbContextFactory<OcrDbContext> databases, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Name, string Hash), FeeList?> _fees = new();
    private volatile ReferenceData? _kept;

    /// <summary>Writes what is not there yet; costs nothing for an edition that this host has kept already.</summary>
    public async Task KeepAsync(ReferenceData reference, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (ReferenceEquals(_kept, reference))
        {
            return;
        }

        foreach (var (name, text) in reference.Texts)
        {
            await KeepAsync(name, reference.Hashes[name], text, stop);
        }

        _kept = reference;
    }

    /// <summary>Adds one file to the caller's transaction when the database does not have it.</summary>
    /// <param name="name">As <see cref="ReferenceData.Texts"/> names it.</param>
    internal static async Task KeepWithinAsync(OcrDbContext database, ReferenceData reference, string name, DateTimeOffset now, CancellationToken stop)
    {
        var hash = reference.Hashes[name];
        if (!database.Set<ReferenceFileRow>().Local.Any(f => f.Name == name && f.ContentHash == hash)
            && !await database.Set<ReferenceFileRow>().AnyAsync(f => f.Name == name && f.ContentHash == hash, stop))
        {
            database.Add(new ReferenceFileRow { Name = name, ContentHash = hash, Content = reference.Texts[name], KeptAt = now });
        }
    }

    /// <summary>A list of fees by name and hash.</summary>
    /// <returns>Null when that edition was never kept, or is not as it was.</returns>
    public async Task<FeeList?> FeesAsync(string name, string hash, CancellationToken stop)
    {
        if (_fees.TryGetValue((name, hash), out var known))
        {
            return known;
        }

        await using var database = await databases.CreateDbContextAsync(stop);
        var text = await database.Set<ReferenceFileRow>().Where(f => f.Name == name && f.ContentHash == hash).Select(f => f.Content).SingleOrDefaultAsync(stop);
        var utf8 = text is null ? null : Encoding.UTF8.GetBytes(text);
        var fees = utf8 is not null && CanonicalJson.Sha256(utf8) == hash ? ReferenceReader.ReadFees(name, utf8) : null;
        if (fees is not null)
        {
            _fees[(name, hash)] = fees;
        }

        return fees;
    }

    private async Task KeepAsync(string name, string hash, string text, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = database.Set<ReferenceFileRow>().Where(f => f.Name == name && f.ContentHash == hash);
        if (await rows.AnyAsync(stop))
        {
            return;
        }

        database.Add(new ReferenceFileRow { Name = name, ContentHash = hash, Content = text, KeptAt = time.GetUtcNow() });
        try
        {
            await database.SaveChangesAsync(stop);
        }
        catch (DbUpdateException) when (rows.Any())
        {
            // Another host kept it at the same moment.
        }
    }
}
