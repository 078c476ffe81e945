using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>What would have made a refused decision come out accepted.</summary>
/// <param name="Changes">Each way, in words, the fewest changes first; each was decided by the rules that refused before it is named.</param>
/// <param name="Advice">What the rules that refused say is to be done, as they were written.</param>
/// <param name="NoneBecause">Why there is no way; null when there is one.</param>
public sealed record WhatWouldDo(IReadOnlyList<string> Changes, IReadOnlyList<string> Advice, string? NoneBecause);

/// <summary>Looks for what would make a refused decision valid, by the very rules that decided it.</summary>
public sealed class DecisionRemedies(IDbContextFactory<OcrDbContext> databases, IFactsCatalogue facts)
{
    /// <summary>A page waits for the answer, so the search ends sooner than on the command line.</summary>
    private static readonly RemedyOptions Limits = new() { MostDecisions = 4_000, MostChanges = 3 };

    private readonly PastRules _rules = new(databases, facts);

    public async Task<WhatWouldDo> FindAsync(DecisionRow decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Outcome != Outcome.Refused)
        {
            return new WhatWouldDo([], [], "It was not refused.");
        }

        var past = await _rules.FindAsync(decision.RuleSet, decision.RuleSetHash, decision.Used);
        if (past.Set is not { } set)
        {
            return new WhatWouldDo([], [], $"The rules that decided it are not at hand: {past.Missing}.");
        }

        object told;
        try
        {
            told = CanonicalJson.Read(decision.Facts, set.Contract.FactsType);
        }
        catch (JsonException)
        {
            return new WhatWouldDo([], [], "Its facts are of an earlier form that this build does not read.");
        }

        var report = Remedies.Find(set, past.Sources, told, decision.DecisionDate, Limits);
        return new WhatWouldDo(
            [.. report.Remedies.Select(r => r.Words)],
            [.. report.Refusals.Select(r => r.Remedy).OfType<string>().Distinct()],
            report.NoneBecause);
    }
}
