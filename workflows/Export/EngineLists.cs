using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Export;

/// <summary>The lists of decisions and of workflow instances.</summary>
internal static class EngineLists
{
    public static ExportList Decisions { get; } = new("decisions", "the day that the decision is dated",
        ["decision", "subject", "centre", "rule_set", "rule_set_hash", "outcome", "rules", "decision_date", "decided_at", "decided_by", "program_version"],
        (database, scope) => database.Set<DecisionRow>().AsNoTracking().Where(d => scope.Since == null || d.DecisionDate >= scope.Since).OrderBy(d => d.Id)
            .AsAsyncEnumerable().Select(d => (Decision: d, Centre: CentreOf(d.Facts))).Where(d => scope.Centre is null || d.Centre == scope.Centre)
            .Select(IReadOnlyList<object?> (d) => new object?[]
            {
                d.Decision.Id, d.Decision.Subject, d.Centre, d.Decision.RuleSet, d.Decision.RuleSetHash, d.Decision.Outcome, RulesOf(d.Decision.Findings), d.Decision.DecisionDate, d.Decision.At, d.Decision.By, d.Decision.HostVersion,
            }));

    public static ExportList Instances { get; } = new("instances", "the day on which the instance began",
        ["instance", "definition", "version", "name", "key", "centre", "qualification", "status", "sub_status", "incident", "created_at", "updated_at", "finished_at", "next_due_at"],
        (database, scope) => database.Set<InstanceRow>().AsNoTracking()
            .Where(i => (scope.Centre == null || i.CentreNumber == scope.Centre) && (scope.From == null || i.CreatedAt >= scope.From)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id)
            .Select(i => new { i.Id, i.DefinitionId, i.DefinitionVersion, i.Name, i.CorrelationId, i.CentreNumber, i.QualificationCode, i.Status, i.SubStatus, i.HasIncident, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.NextDueAt })
            .AsAsyncEnumerable().Select(IReadOnlyList<object?> (i) => new object?[]
            {
                i.Id.Value, i.DefinitionId, i.DefinitionVersion, i.Name, i.CorrelationId, i.CentreNumber, i.QualificationCode, i.Status, i.SubStatus, i.HasIncident, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.NextDueAt,
            }));

    /// <summary>Number of the centre that the facts are about, as their record names it; null when they name none.</summary>
    private static string? CentreOf(string facts)
    {
        using var document = JsonDocument.Parse(facts);
        var root = document.RootElement;
        return root.ValueKind != JsonValueKind.Object ? null
            : root.TryGetProperty("CentreNumber", out var number) && number.ValueKind == JsonValueKind.String ? number.GetString()
            : root.TryGetProperty("Centre", out var centre) && centre.ValueKind == JsonValueKind.Object && centre.TryGetProperty("Number", out var own) && own.ValueKind == JsonValueKind.String ? own.GetString()
            : null;
    }

    /// <summary>Names of the rules that did not hold, or broke.</summary>
    private static string RulesOf(string findings)
    {
        using var document = JsonDocument.Parse(findings);
        return string.Join("; ", document.RootElement.EnumerateArray().Select(f => f.TryGetProperty(nameof(Finding.Rule), out var rule) ? rule.GetString() : null));
    }
}
