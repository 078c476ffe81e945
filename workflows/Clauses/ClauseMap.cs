using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Centres.Clauses;

public enum ClauseState
{
    Enforced,

    /// <summary>Nothing is there to enforce; the clause says why.</summary>
    Guidance,

    /// <summary>Listed as to be enforced, and nothing does so yet.</summary>
    NotYetEnforced,

    /// <summary>Nobody has said anything about it, which is a fault.</summary>
    Unaccounted,
}

/// <summary>A clause with everything that enforces it.</summary>
public sealed record MappedClause(Clause Clause, ClauseState State, IReadOnlyList<Citation> Rules, IReadOnlyList<Citation> Activities);

/// <summary>Each clause with the rules, activities and tests that enforce it. Rules and activities cite clauses themselves; only tests, guidance and what is missing are written down.</summary>
public sealed class ClauseMap
{
    private const string File = "clauses.json";

    private ClauseMap(IReadOnlyList<MappedClause> clauses, IReadOnlyList<Diagnostic> faults) => (Clauses, Faults) = (clauses, faults);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<MappedClause> Clauses { get; }

    /// <summary>What does not fit together; empty for a map that holds.</summary>
    public IReadOnlyList<Diagnostic> Faults { get; }

    public int Count(ClauseState state) => Clauses.Count(c => c.State == state);

    /// <param name="rules">All rules, those that cite nothing included.</param>
    public static ClauseMap Of(IReadOnlyList<Clause> clauses, IReadOnlyList<string> notYetEnforced, IReadOnlyList<Citation> rules, IReadOnlyList<Citation> activities)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        ArgumentNullException.ThrowIfNull(rules);
        var byRule = ByClause(rules);
        var byActivity = ByClause(activities);
        var mapped = clauses.Select(c => Map(c, notYetEnforced, byRule[c.Id], byActivity[c.Id])).ToList();
        var known = clauses.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return new ClauseMap(mapped,
        [
            .. mapped.Select(Fault).OfType<Diagnostic>(),
            .. mapped.Where(c => c.State != ClauseState.NotYetEnforced && notYetEnforced.Contains(c.Clause.Id)).Select(c => Told("REF013", c.Clause.Id,
                $"{c.Clause.Id} is listed as not yet enforced, and {(c.State == ClauseState.Guidance ? "as guidance too" : "is enforced by " + By(c))}.", "Take it out of notYetEnforced.")),
            .. rules.Where(r => r.Clauses.Count == 0).Select(r => Told("REF015", r.ToString(), $"The rule {r} cites no clause.", "Name the clause behind it in its Properties.")),
            .. rules.Concat(activities).SelectMany(c => c.Clauses.Where(id => !known.Contains(id)).Select(id => Told("REF014", c.ToString(), $"{c} cites {id}, and there is no such clause.", "Correct the citation."))),
            .. notYetEnforced.Where(id => !known.Contains(id)).Select(id => Told("REF014", id, $"notYetEnforced lists {id}, and there is no such clause.", "Take it out.")),
        ]);
    }

    private static ILookup<string, Citation> ByClause(IReadOnlyList<Citation> citations) =>
        citations.SelectMany(c => c.Clauses.Distinct(StringComparer.Ordinal).Select(id => (id, c))).ToLookup(p => p.id, p => p.c, StringComparer.Ordinal);

    private static MappedClause Map(Clause clause, IReadOnlyList<string> notYet, IEnumerable<Citation> rules, IEnumerable<Citation> activities)
    {
        var (byRules, byActivities) = (rules.ToList(), activities.ToList());
        var state = byRules.Count + byActivities.Count + clause.Tests.Count > 0 ? ClauseState.Enforced
            : clause.Guidance is not null ? ClauseState.Guidance
            : notYet.Contains(clause.Id) ? ClauseState.NotYetEnforced
            : ClauseState.Unaccounted;
        return new MappedClause(clause, state, byRules, byActivities);
    }

    private static Diagnostic? Fault(MappedClause clause) => clause.State switch
    {
        ClauseState.Unaccounted => Told("REF012", clause.Clause.Id, $"Nothing enforces {clause.Clause.Id}: no rule or activity cites it, no test is named, and it is not guidance.",
            "Cite it where it is enforced, say under guidance why nothing can enforce it, or list it in notYetEnforced."),
        ClauseState.Enforced when clause.Clause.Guidance is not null => Told("REF013", clause.Clause.Id, $"{clause.Clause.Id} is called guidance, and is enforced by {By(clause)}.", "Take the guidance out."),
        _ => null,
    };

    private static string By(MappedClause clause) => clause.Rules.Concat(clause.Activities).Select(c => c.ToString()).Concat(clause.Clause.Tests).FirstOrDefault("nothing");

    private static Diagnostic Told(string code, string subject, string message, string remedy) => new(code, DiagnosticSeverity.Error, File, 1, 1, $"$.{subject}", message, remedy);
}
