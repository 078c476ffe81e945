using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>A content tried together with what is current; nothing is written.</summary>
public sealed record DraftCheck
{
    /// <summary>The set itself first, then those that inject it, each compiled with the draft; empty when there are errors.</summary>
    public required IReadOnlyList<RuleSet> Affected { get; init; }

    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>How many cases the set's own file holds.</summary>
    public required int Cases { get; init; }

    /// <summary>How many of them fail.</summary>
    public required int OwnFailing { get; init; }

    /// <summary>Own cases that fail, and cases of sets that inject it which held before and do not now (<c>set: case</c>).</summary>
    public required IReadOnlyList<CaseResult> FailingCases { get; init; }

    /// <summary>Rules that no case shows on both sides, with the side that is missing.</summary>
    public required IReadOnlyList<string> UnseenRules { get; init; }

    /// <summary>The version it would replace; null when there is none.</summary>
    public required Guid? BaseVersion { get; init; }

    /// <summary>False for what no stored decision depends on: then there is nothing to replay before it is approved.</summary>
    public bool Replays { get; init; } = true;

    /// <summary>What it would mean for unfinished instances; null for rule sets.</summary>
    public RunningInstances? Running { get; init; }

    public bool HasErrors => Diagnostics.Any(d => d.IsError);

    /// <summary>SHA-256 over the names and hashes of the affected sets: changes when the draft, a set it injects or a set that injects it does.</summary>
    public string Hash => HashOf(Affected);

    public static string HashOf(IEnumerable<RuleSet> affected) =>
        CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Concat(affected.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => $"{s.Name} {s.Hash}\n"))));
}

/// <summary>How closely the cases of a set hold its rules.</summary>
public sealed record CaseStudy(IReadOnlyList<ConditionCoverage> Conditions, MutationReport Mutations);

/// <summary>Small changes of the rules of a proposal, tried on its cases.</summary>
/// <param name="Noticed">Small changes that a case noticed.</param>
/// <param name="Unnoticed">Those that none did, in words.</param>
public sealed record CheckedMutations(int Noticed, IReadOnlyList<string> Unnoticed)
{
    /// <summary>0 to 1; 1 when there was nothing to change.</summary>
    public double Score => Noticed + Unnoticed.Count == 0 ? 1 : (double)Noticed / (Noticed + Unnoticed.Count);

    public static CheckedMutations Of(MutationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new CheckedMutations(report.Noticed, [.. report.Unnoticed.Select(u => $"{u.Rule} ({u.Line},{u.Column}): {u.What}")]);
    }
}

/// <summary>What the checks of a proposal found, as it is stored.</summary>
/// <param name="Cases">Cases of the set itself, of which <paramref name="OwnFailing"/> fail.</param>
/// <param name="FailingCases">Those, and the ones of sets that inject it.</param>
public sealed record ProposalChecks(IReadOnlyList<Diagnostic> Diagnostics, int Cases, int OwnFailing, IReadOnlyList<CaseResult> FailingCases, IReadOnlyList<string> UnseenRules)
{
    /// <summary>What it would mean for unfinished instances, as they stood when it was checked; null for rule sets.</summary>
    public RunningInstances? Running { get; init; }

    /// <summary>How many conditions stand within the rules; 0 until a host has looked into them.</summary>
    public int Conditions { get; init; }

    /// <summary>Those that the cases do not show both ways.</summary>
    public IReadOnlyList<ConditionCoverage> UnseenConditions { get; init; } = [];

    /// <summary>Small changes of the rules tried on the cases; null until a host has tried them, and where a case does not hold or there is none.</summary>
    public CheckedMutations? Mutations { get; init; }

    public static ProposalChecks Of(DraftCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return new ProposalChecks(check.Diagnostics, check.Cases, check.OwnFailing, check.FailingCases, check.UnseenRules) { Running = check.Running };
    }

    /// <summary>The same, with what a host found out about the cases meanwhile.</summary>
    public ProposalChecks With(CaseStudy? study) => study is null ? this : this with
    {
        Conditions = study.Conditions.Count,
        UnseenConditions = [.. study.Conditions.Where(c => !c.Whole)],
        Mutations = CheckedMutations.Of(study.Mutations),
    };

    public static ProposalChecks Read(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<ProposalChecks>(json, RefusedChanges.Json) ?? throw new System.Text.Json.JsonException("The stored checks are empty.");

    public string Write() => System.Text.Json.JsonSerializer.Serialize(this, RefusedChanges.Json);
}
