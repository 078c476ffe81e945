using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Reference;

/// <param name="Set">The rule set that charges it.</param>
public sealed record FeeRule(string Set, string Rule);

/// <summary>A fee in the list in force and in another.</summary>
/// <param name="PenceNow">Null when the list in force has no such fee.</param>
/// <param name="PenceThen">Null when the other list has no such fee.</param>
/// <param name="Charged">How often it was charged in the year that was looked at; credit notes are not counted.</param>
/// <param name="ChargedPence">What that came to.</param>
/// <param name="ThenPence">What as many would come to with the other list; null when it has no such fee.</param>
/// <param name="Rules">Rules that charge it now; other fees are charged by workflows.</param>
public sealed record FeeMove(string Code, string Title, long? PenceNow, long? PenceThen, int Charged, long ChargedPence, long? ThenPence, IReadOnlyList<FeeRule> Rules)
{
    public bool Moves => PenceNow != PenceThen;

    /// <summary>It is charged, and the other list does not say how much: entries that owe it would be undecided.</summary>
    public bool IsMissing => PenceThen is null && (PenceNow is not null || Rules.Count > 0);
}

/// <summary>What another list of fees would change.</summary>
/// <param name="Now">File of the list in force.</param>
/// <param name="From">First day of the other list.</param>
/// <param name="Since">First day of the year of charges that was looked at.</param>
/// <param name="Fees">Every fee of either list, by code.</param>
public sealed record FeeMoves(string Now, DateOnly From, DateOnly Since, IReadOnlyList<FeeMove> Fees)
{
    public long ChargedPence => Fees.Sum(f => f.ChargedPence);

    /// <summary>Fees that the other list lacks are left out, as they are in <see cref="FeeMove.ThenPence"/>.</summary>
    public long ThenPence => Fees.Sum(f => f.ThenPence ?? 0);
}

/// <summary>Compares another list of fees with the one in force, and says what the charges of the last year would come to. Changes nothing.</summary>
public sealed class FeePreview(IDbContextFactory<OcrDbContext> databases, ReferenceLibrary references, RuleSetLibrary rules, TimeProvider time)
{
    public async Task<FeeMoves> RunAsync(FeeList then, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(then);
        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        var (now, since) = (references.Current.FeesOn(today), today.AddYears(-1).AddDays(1));
        await using var database = await databases.CreateDbContextAsync(stop);
        var charged = await database.Set<Charge>().Where(c => c.ChargedOn >= since && c.AmountPence > 0)
            .GroupBy(c => c.FeeCode).Select(g => new { Code = g.Key, Count = g.Count(), Pence = g.Sum(c => c.AmountPence) }).ToDictionaryAsync(c => c.Code, stop);
        var by = rules.Names.Order(StringComparer.Ordinal).Select(rules.Current)
            .SelectMany(set => set.Rules.SelectMany(WithInner).Where(r => r.Fee is not null && r.Set == set.Name), (set, rule) => (Code: rule.Fee!, Rule: new FeeRule(set.Name, rule.Name)))
            .ToLookup(r => r.Code, r => r.Rule, StringComparer.Ordinal);
        var codes = (now?.Pence.Keys ?? []).Concat(then.Pence.Keys).Concat(by.Select(r => r.Key)).Concat(charged.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new FeeMoves(now?.File ?? "", then.From, since, [.. codes.Select(Move)]);

        FeeMove Move(string code)
        {
            var (before, after) = (Pence(now, code), Pence(then, code));
            var past = charged.GetValueOrDefault(code);
            return new FeeMove(code, then.Titles.GetValueOrDefault(code) ?? now?.Titles.GetValueOrDefault(code) ?? code, before, after, past?.Count ?? 0, past?.Pence ?? 0, after * (past?.Count ?? 0), [.. by[code]]);
        }
    }

    private static IEnumerable<RuleDescription> WithInner(RuleDescription rule) => rule.Children.SelectMany(WithInner).Prepend(rule);

    private static long? Pence(FeeList? list, string code) => list is not null && list.Pence.TryGetValue(code, out var pence) ? pence : null;
}
