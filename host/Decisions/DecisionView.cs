using System.Text.Json;
using OcrWorkflows.Rules;
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
