using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Explains past decisions by the very rules that decided them: how each rule came to its answer, and what would have made a refusal valid.</summary>
public sealed class DecisionExplanations(IDbContextFactory<OcrDbContext> databases, IFactsCatalogue facts)
{
    private static readonly DecideOptions Traced = new() { Trace = true };

    private readonly PastRules _rules = new(databases, facts);

    public async Task<WhatWouldDo> RemediesAsync(DecisionRow decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Outcome != Outcome.Refused)
        {
            return new WhatWouldDo([], [], "It was not refused.");
        }

        var (past, set, told, missing) = await ReadAsync(decision);
        if (set is null || told is null)
        {
            return new WhatWouldDo([], [], missing);
        }

        return WhatWouldDo.Of(Remedies.Find(set, past.Sources, told, decision.DecisionDate, WhatWouldDo.Limits));
    }

    public async Task<TracedDecision> TraceAsync(DecisionRow decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var (_, set, told, missing) = await ReadAsync(decision);
        if (set is null || told is null)
        {
            return new TracedDecision(decision.Id, decision.RuleSet, null, missing, []);
        }

        var verdict = set.Decide([told], decision.DecisionDate, Traced);
        return new TracedDecision(decision.Id, decision.RuleSet, verdict.Outcome, null, [.. TracedRule.Of(set, verdict)]);
    }

    /// <returns>The rules and the facts; when either is null, why.</returns>
    private async Task<(PastSet Past, RuleSet? Set, object? Told, string? Missing)> ReadAsync(DecisionRow decision)
    {
        var past = await _rules.FindAsync(decision.RuleSet, decision.RuleSetHash, decision.Used);
        if (past.Set is not { } set)
        {
            return (past, null, null, $"The rules that decided it are not at hand: {past.Missing}.");
        }

        try
        {
            return (past, set, CanonicalJson.Read(decision.Facts, set.Contract.FactsType), null);
        }
        catch (JsonException)
        {
            return (past, set, null, "Its facts are of an earlier form that this build does not read.");
        }
    }
}
