using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>A rule set as it was, or why it cannot be had.</summary>
/// <param name="Sources">Its texts, injected sets included.</param>
internal sealed record PastSet(RuleSet? Set, string? Missing, IReadOnlyList<RuleSource> Sources);

/// <summary>Compiles past rule sets from the very texts that decisions name, injected ones included; each once.</summary>
internal sealed class PastRules(IDbContextFactory<OcrDbContext> databases, IFactsCatalogue facts)
{
    private readonly ConcurrentDictionary<(string Name, string Hash), Lazy<Task<PastSet>>> _sets = new();

    /// <param name="used">Everything the decision used, as it is stored.</param>
    /// <param name="hash">Hash of the set as a whole.</param>
    public async Task<PastSet> FindAsync(string name, string hash, string used)
    {
        try
        {
            return await _sets.GetOrAdd((name, hash), _ => new Lazy<Task<PastSet>>(() => LoadAsync(name, hash, used))).Value;
        }
        catch
        {
            _sets.TryRemove((name, hash), out _); // a database that was away is asked again
            throw;
        }
    }

    /// <summary>Files of reference data stand below a folder, rule sets do not.</summary>
    public static bool IsReference(string name) => name.Contains('/', StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, string> Read(string used) => JsonSerializer.Deserialize<Dictionary<string, string>>(used) ?? throw new JsonException("What it used is null.");

    private async Task<PastSet> LoadAsync(string name, string hash, string used)
    {
        if (facts.For(name) is not { } contract)
        {
            return new PastSet(null, $"this build has no facts for a rule set named {name}", []);
        }

        var sources = new Dictionary<string, RuleSource>(StringComparer.Ordinal);
        foreach (var (set, content) in Read(used).Where(u => !IsReference(u.Key)))
        {
            if (await TextAsync(set, content) is not { } text)
            {
                return new PastSet(null, $"no stored version of {set} has the hash {content}", []);
            }

            sources[set] = new RuleSource(set, $"{set}/rules.json", text);
        }

        if (!sources.Remove(name, out var main))
        {
            return new PastSet(null, $"the decision does not name the text of {name}", []);
        }

        var load = RuleSetLoader.Load(main, sources, contract);
        return load.RuleSet is not { } compiled ? new PastSet(null, $"the rules do not compile with this build: {load.Diagnostics.First(d => d.IsError)}", [])
            : compiled.Hash != hash ? new PastSet(null, $"the stored texts come to another rule set: {compiled.Hash}", [])
            : new PastSet(compiled, null, [main, .. sources.Values]);
    }

    private async Task<byte[]?> TextAsync(string set, string hash)
    {
        await using var database = await databases.CreateDbContextAsync();
        var text = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == set && v.ContentHash == hash).Select(v => v.Rules).FirstOrDefaultAsync();
        var utf8 = text is null ? null : Encoding.UTF8.GetBytes(text);
        return utf8 is not null && CanonicalJson.Sha256(utf8) == hash ? utf8 : null;
    }
}
