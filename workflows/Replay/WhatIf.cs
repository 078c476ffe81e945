using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Replay;

/// <summary>What rules say to facts that somebody wrote down. Nothing is kept.</summary>
/// <param name="Outcome">Null when they could not be asked; the diagnostics say why.</param>
/// <param name="Fees">Codes of the fees to be charged.</param>
/// <param name="Rules">In the order of the file; the rules of a group follow it.</param>
/// <param name="WouldDo">What would be accepted instead; null unless refused.</param>
/// <param name="Diagnostics">Of the facts (<c>facts.json</c>) and of the rules (<c>rules.json</c>), warnings included.</param>
public sealed record WhatIfAnswer(
    Outcome? Outcome, DateOnly? DecisionDate, IReadOnlyList<string> Fees, IReadOnlyList<TracedRule> Rules, WhatWouldDo? WouldDo, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>An example to begin from.</summary>
/// <param name="Facts">JSON, indented.</param>
public sealed record WhatIfExample(string Name, string Facts);

/// <summary>Asks a rule set, as it decides now or as it might, about facts that somebody wrote down.</summary>
public sealed class WhatIf(IDbContextFactory<OcrDbContext> databases, IFactsCatalogue catalogue, TimeProvider time)
{
    private static readonly DecideOptions Traced = new() { Trace = true };

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="facts">JSON.</param>
    /// <param name="draft">Text of a rules.json to be asked in place of the one that decides now; null for that one.</param>
    /// <returns>Null when no such rule set decides.</returns>
    public async Task<WhatIfAnswer?> AskAsync(string ruleSet, string facts, string? draft, CancellationToken stop)
    {
        if (await LoadAsync(ruleSet, draft, stop) is not var (load, contract, sources, cases))
        {
            return null;
        }

        var read = RuleFacts.Read(contract, "facts.json", Encoding.UTF8.GetBytes(facts));
        IReadOnlyList<Diagnostic> diagnostics = [.. read.Diagnostics, .. load.Diagnostics.Where(d => draft is not null || d.IsError)];
        if (load.RuleSet is not { } set || read.Facts is not { } told)
        {
            return new WhatIfAnswer(null, null, [], [], null, diagnostics);
        }

        var date = contract.FactsType.GetProperty("DecisionDate")?.GetValue(told) as DateOnly? ?? WorkingCalendar.LocalDate(time.GetUtcNow());
        var verdict = set.Decide([told], date, Traced);
        return new WhatIfAnswer(verdict.Outcome, date, [.. verdict.Fees], [.. TracedRule.Of(set, verdict)], verdict.Outcome == Outcome.Refused ? WouldDo(set, sources, told, date, cases) : null, diagnostics);
    }

    /// <summary>The cases of the set, each with all its facts.</summary>
    public async Task<IReadOnlyList<WhatIfExample>> ExamplesAsync(string ruleSet, CancellationToken stop) =>
        await LoadAsync(ruleSet, null, stop) is ({ RuleSet: { } set }, _, _, { } cases)
            ? [.. RuleCases.Examples(set, "cases.json", Encoding.UTF8.GetBytes(cases)).Select(e => new WhatIfExample(e.Name, Indented(CanonicalJson.Write(e.Facts))))]
            : [];

    /// <summary>The cases of the set with one more: these facts, and what the rules that decide now say to them.</summary>
    /// <returns>Null when no such rule set decides.</returns>
    /// <exception cref="FormatException">The facts cannot be read, or the cases have nowhere to add to.</exception>
    public async Task<string?> CasesWithAsync(string ruleSet, string name, string facts, DateOnly date, CancellationToken stop)
    {
        if (await LoadAsync(ruleSet, null, stop) is not ({ RuleSet: { } set }, var contract, _, var cases))
        {
            return null;
        }

        var read = RuleFacts.Read(contract, "facts.json", Encoding.UTF8.GetBytes(facts));
        return read.Facts is { } told
            ? RuleCases.Append(set, cases ?? "", name, told, date)
            : throw new FormatException(string.Join(" ", read.Diagnostics.Select(d => d.Text)));
    }

    /// <summary>JSON as people read it.</summary>
    public static string Indented(string json) => JsonNode.Parse(json)!.ToJsonString(s_indented);

    private static WhatWouldDo WouldDo(RuleSet set, IEnumerable<RuleSource> sources, object told, DateOnly date, string? cases)
    {
        var known = cases is null ? null : RuleCases.Facts(set, "cases.json", Encoding.UTF8.GetBytes(cases));
        return WhatWouldDo.Of(Remedies.Find(set, sources, told, date, WhatWouldDo.Limits, known));
    }

    private async Task<(RuleSetLoad Load, FactsContract Contract, IReadOnlyList<RuleSource> Sources, string? Cases)?> LoadAsync(string ruleSet, string? draft, CancellationToken stop)
    {
        if (catalogue.For(ruleSet) is not { } contract)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync(stop);
        var current = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.CurrentName != null).Select(v => new { v.Name, v.Rules, v.Cases }).ToListAsync(stop);
        if (current.FirstOrDefault(v => v.Name == ruleSet) is not { } own)
        {
            return null;
        }

        var source = new RuleSource(ruleSet, "rules.json", Encoding.UTF8.GetBytes(draft ?? own.Rules));
        var others = current.Where(v => v.Name != ruleSet).ToDictionary(v => v.Name, v => new RuleSource(v.Name, $"{v.Name}/rules.json", Encoding.UTF8.GetBytes(v.Rules)), StringComparer.Ordinal);
        return (RuleSetLoader.Load(source, others, contract), contract, [source, .. others.Values], own.Cases);
    }
}
