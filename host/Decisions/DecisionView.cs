using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Decisions;

/// <summary>A decision with its stored JSON opened up.</summary>
public sealed record DecisionView(
    Guid Id,
    string Subject,
    string RuleSet,
    string RuleSetHash,
    Outcome Outcome,
    DateOnly DecisionDate,
    DateTimeOffset At,
    string By,
    string HostVersion,
    JsonElement Findings,
    JsonElement Used,
    JsonElement Facts)
{
    /// <summary>The decision that this one was made in the place of, after a rule had been found wrong.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The decision that was made in the place of this one.</summary>
    public Guid? ReplacedBy { get; init; }

    public async Task<DecisionView> WithLinksAsync(OcrDbContext database, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var links = await database.Set<RemadeDecision>().AsNoTracking().Where(r => r.NewDecision == Id || r.OldDecision == Id).Select(r => new { r.OldDecision, r.NewDecision }).ToListAsync(stop);
        return this with { Replaces = links.Find(l => l.NewDecision == Id)?.OldDecision, ReplacedBy = links.Find(l => l.OldDecision == Id)?.NewDecision };
    }

    public static DecisionView Of(DecisionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new DecisionView(
            row.Id, row.Subject, row.RuleSet, row.RuleSetHash, row.Outcome, row.DecisionDate, row.At, row.By, row.HostVersion,
            Open(row.Findings), Open(row.Used), Open(row.Facts));
    }

    /// <summary>Number of the centre that the facts are about; null when they name none.</summary>
    public string? CentreNumber =>
        Text(Facts, "centreNumber") ?? (Member(Facts, "centre") is { ValueKind: JsonValueKind.Object } centre ? Text(centre, "number") : null);

    private static JsonElement Open(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(p => (JsonElement?)p.Value).FirstOrDefault()
            : null;
}
