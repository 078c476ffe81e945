using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres;

/// <summary>What a rule said, as a decision keeps it. Rules that held are not kept.</summary>
/// <param name="Children">What the rules of a group said, those that held left out; empty for a leaf.</param>
public sealed record Finding(
    string Rule,
    RuleStatus Status,
    RuleSeverity Severity,
    string? Message,
    IReadOnlyList<string> Clauses,
    string? Fee,
    string? Remedy,
    IReadOnlyList<Finding> Children)
{
    public static IReadOnlyList<Finding> Of(IEnumerable<RuleResult> results) =>
        [.. results.Where(r => r.Status is RuleStatus.Failure or RuleStatus.Error)
            .Select(r => new Finding(r.Rule, r.Status, r.Severity, r.Message, r.Clauses, r.Fee, r.Remedy, Of(r.Children)))];
}

/// <summary>Writes decisions down with everything needed to make them again.</summary>
internal sealed class DecisionWriter(RuleSet rules, ReferenceData reference, DateTimeOffset now, Actor actor, string hostVersion)
{
    private readonly Dictionary<string, string> _used = new(StringComparer.Ordinal);

    /// <param name="files">Reference files used, as <see cref="ReferenceData.Hashes"/> names them.</param>
    public DecisionRow Write(Guid id, string subject, object facts, DateOnly date, Outcome outcome, IReadOnlyList<Finding> findings, params ReadOnlySpan<string?> files) => new()
    {
        Id = id,
        Subject = subject,
        RuleSet = rules.Name,
        RuleSetHash = rules.Hash,
        Used = Used(files),
        Facts = CanonicalJson.Write(facts),
        DecisionDate = date,
        Outcome = outcome,
        Findings = FindingsText(findings),
        At = now,
        By = actor.Name,
        HostVersion = hostVersion,
    };

    public static string FindingsText(IReadOnlyList<Finding> findings) => findings.Count == 0 ? "[]" : CanonicalJson.Write(findings);

    /// <summary>Few combinations occur in a batch, so each is written once.</summary>
    private string Used(ReadOnlySpan<string?> files)
    {
        var key = string.Join('|', files);
        if (_used.TryGetValue(key, out var json))
        {
            return json;
        }

        var used = new Dictionary<string, string>(rules.Used, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file is not null)
            {
                used[file] = reference.Hashes[file];
            }
        }

        return _used[key] = CanonicalJson.Write(used);
    }
}
