using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Clauses;

/// <summary>What a clause touches in the database.</summary>
/// <param name="Instances">Running workflow instances whose version has an activity that cites it, by definition and version.</param>
/// <param name="Decisions">Past decisions by a version of a rule set with a rule that cites it, injected sets included, by rule set.</param>
/// <param name="Named">Those of them in which a rule that cites it did not hold, or broke.</param>
/// <param name="Unknown">Decisions with a version of a rule set that is no longer stored, so that nobody can tell.</param>
public sealed record ClauseTouches(IReadOnlyDictionary<string, long> Instances, IReadOnlyDictionary<string, long> Decisions, long Named, long Unknown);

/// <summary>
/// Counts what a clause touches. Each instance and each decision is judged by the version it runs or was made with, not by the one in force today.
/// Versions are read once; decisions are counted by the database.
/// </summary>
public sealed class ClauseImpact(IDbContextFactory<OcrDbContext> databases)
{
    private sealed record MadeWith(string RuleSet, string Used, long Count);

    /// <returns>One for each of the clauses, in their order.</returns>
    public async Task<IReadOnlyList<ClauseTouches>> OfAsync(IReadOnlyList<string> clauses, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        await using var database = await databases.CreateDbContextAsync(stop);
        var running = await RunningAsync(database, stop);
        var citing = await CitingRulesAsync(database, stop);
        var made = await database.Set<DecisionRow>().GroupBy(d => new { d.RuleSet, d.Used }).Select(g => new MadeWith(g.Key.RuleSet, g.Key.Used, g.LongCount())).ToListAsync(stop);
        var touched = new List<ClauseTouches>(clauses.Count);
        foreach (var clause in clauses)
        {
            var quoted = JsonSerializer.Serialize(clause);
            touched.Add(new ClauseTouches(
                running.Where(r => r.Clauses.Contains(clause)).ToDictionary(r => r.Name, r => r.Count, StringComparer.Ordinal),
                made.Where(m => Cites(m, clause, citing) == true).GroupBy(m => m.RuleSet, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(m => m.Count), StringComparer.Ordinal),
                await database.Set<DecisionRow>().LongCountAsync(d => d.Findings.Contains(quoted), stop),
                made.Where(m => Cites(m, clause, citing) is null).Sum(m => m.Count)));
        }

        return touched;
    }

    private static async Task<IReadOnlyList<(string Name, HashSet<string> Clauses, long Count)>> RunningAsync(OcrDbContext database, CancellationToken stop)
    {
        var counts = await database.Set<InstanceRow>().Where(i => i.Status == InstanceStatus.Running)
            .GroupBy(i => new { i.DefinitionId, i.DefinitionVersion }).Select(g => new { g.Key.DefinitionId, g.Key.DefinitionVersion, Count = g.LongCount() }).ToListAsync(stop);
        var versions = (await database.Set<DefinitionVersionRow>().Select(d => new { d.DefinitionId, d.Version, d.Content }).ToListAsync(stop))
            .ToDictionary(d => (d.DefinitionId, d.Version), d => d.Content);
        return [.. counts.OrderBy(c => c.DefinitionId, StringComparer.Ordinal).ThenBy(c => c.DefinitionVersion).Select(c => (
            $"{c.DefinitionId} {c.DefinitionVersion}",
            Citations.OfDefinition(c.DefinitionId, Encoding.UTF8.GetBytes(versions.GetValueOrDefault((c.DefinitionId, c.DefinitionVersion), ""))).SelectMany(a => a.Clauses).ToHashSet(StringComparer.Ordinal),
            c.Count))];
    }

    /// <summary>Clauses that the rules of each stored version cite, by name and hash.</summary>
    private static async Task<Dictionary<(string Name, string Hash), HashSet<string>>> CitingRulesAsync(OcrDbContext database, CancellationToken stop)
    {
        var found = new Dictionary<(string, string), HashSet<string>>();
        await foreach (var version in database.Set<RuleSetVersionRow>().Select(v => new { v.Name, v.ContentHash, v.Rules }).AsAsyncEnumerable().WithCancellation(stop))
        {
            found[(version.Name, version.ContentHash)] = Citations.OfRules(version.Name, Encoding.UTF8.GetBytes(version.Rules)).SelectMany(r => r.Clauses).ToHashSet(StringComparer.Ordinal);
        }

        return found;
    }

    /// <returns>Null when a version it was made with is gone, and no other cites the clause.</returns>
    private static bool? Cites(MadeWith made, string clause, Dictionary<(string Name, string Hash), HashSet<string>> citing)
    {
        var missing = false;
        using var used = JsonDocument.Parse(made.Used);
        foreach (var one in used.RootElement.EnumerateObject().Where(o => !o.Name.Contains('.', StringComparison.Ordinal)))
        {
            if (!citing.TryGetValue((one.Name, one.Value.GetString()!), out var clauses))
            {
                missing = true;
            }
            else if (clauses.Contains(clause))
            {
                return true;
            }
        }

        return missing ? null : false;
    }
}
