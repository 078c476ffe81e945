using System.Collections.Immutable;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Storage.Publishing;

/// <param name="Version">Identity of the current version's row.</param>
/// <param name="Set">The set that decides: of this version, or of the last good one when this version does not compile here. Null when there never was one.</param>
/// <param name="Diagnostics">Of this version.</param>
internal sealed record RuleSetEntry(Guid Version, RuleSource Source, RuleSet? Set, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool IsBroken => Diagnostics.Any(d => d.IsError);
}

/// <summary>Every current rule set, compiled; immutable.</summary>
internal sealed class RuleSetSnapshot
{
    public static readonly RuleSetSnapshot Empty = new(ImmutableSortedDictionary.Create<string, RuleSetEntry>(StringComparer.Ordinal), []);

    private RuleSetSnapshot(ImmutableSortedDictionary<string, RuleSetEntry> entries, IReadOnlyCollection<string> compiled) => (Entries, Compiled) = (entries, compiled);

    public ImmutableSortedDictionary<string, RuleSetEntry> Entries { get; }

    /// <summary>Names compiled to make this snapshot: what had changed, and what injects it.</summary>
    public IReadOnlyCollection<string> Compiled { get; }

    public bool Holds(IReadOnlyCollection<(string Name, Guid Version)> current) =>
        current.Count == Entries.Count && current.All(c => Entries.TryGetValue(c.Name, out var entry) && entry.Version == c.Version);

    /// <summary>The snapshot of these versions. What has not changed is taken over as it is.</summary>
    public RuleSetSnapshot With(IReadOnlyCollection<(Guid Version, RuleSource Source)> current, IFactsCatalogue facts)
    {
        var sources = current.ToDictionary(c => c.Source.Name, c => c.Source, StringComparer.Ordinal);
        var changed = current.Where(c => !Entries.TryGetValue(c.Source.Name, out var known) || known.Version != c.Version)
            .Select(c => c.Source.Name).ToHashSet(StringComparer.Ordinal);
        var entries = Entries.ToBuilder();
        entries.Clear();
        var compiled = new List<string>();
        foreach (var (version, source) in current)
        {
            var known = Entries.GetValueOrDefault(source.Name);
            if (known is not null && !changed.Contains(source.Name) && !IsTouched(known, changed))
            {
                entries[source.Name] = known;
                continue;
            }

            var load = Load(source, sources, facts);
            if (known is not null)
            {
                load.RuleSet?.Prepare(); // it takes the place of one that is deciding, and no decision is to wait for it
            }

            entries[source.Name] = new RuleSetEntry(version, source, load.RuleSet ?? known?.Set, load.Diagnostics);
            compiled.Add(source.Name);
        }

        return new RuleSetSnapshot(entries.ToImmutable(), compiled);
    }

    private static bool IsTouched(RuleSetEntry known, HashSet<string> changed) =>
        changed.Count > 0 && (known.IsBroken || known.Set!.Used.Keys.Any(changed.Contains));

    private static RuleSetLoad Load(RuleSource source, Dictionary<string, RuleSource> sources, IFactsCatalogue facts)
    {
        if (facts.For(source.Name) is not { } contract)
        {
            return new RuleSetLoad(null, [new Diagnostic("STO001", DiagnosticSeverity.Error, source.File, 1, 1, "$",
                $"No part of the product builds facts for a rule set named {source.Name}.", "Give the folder and its WorkflowName the name of a rule set that is decided somewhere.")]);
        }

        var others = sources.Where(s => s.Key != source.Name).ToDictionary(StringComparer.Ordinal);
        return RuleSetLoader.Load(source, others, contract);
    }
}
