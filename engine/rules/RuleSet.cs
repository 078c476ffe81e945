using System.Text;
using OcrWorkflows.Rules.Deciding;

namespace OcrWorkflows.Rules;

/// <summary>A compiled rule set: immutable, safe for any number of threads.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyList<CompiledWorkflow> _workflows;

    internal RuleSet(string name, FactsContract contract, IReadOnlyDictionary<string, string> used, IReadOnlyList<CompiledWorkflow> workflows)
    {
        Name = name;
        Contract = contract;
        Used = used;
        Hash = CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Concat(used.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Key} {u.Value}\n"))));
        _workflows = workflows;
        Rules = [.. workflows.SelectMany(w => w.Rules).Select(r => r.Description)];
    }

    public string Name { get; }

    /// <summary>Lower-case hexadecimal SHA-256 over the names and hashes of all the texts used: its own and the injected ones.</summary>
    public string Hash { get; }

    /// <summary>Name of each text used to the SHA-256 of its bytes; the set itself included.</summary>
    public IReadOnlyDictionary<string, string> Used { get; }

    public FactsContract Contract { get; }

    public IReadOnlyList<RuleDescription> Rules { get; }

    /// <param name="facts">An instance of <see cref="FactsContract.FactsType"/>.</param>
    /// <param name="decisionDate">Decides which dated rules (<c>from</c>, <c>to</c>, both inclusive) are in force.</param>
    /// <exception cref="ArgumentException">The facts are of another type.</exception>
    public Verdict Decide(object facts, DateOnly decisionDate)
    {
        if (!Contract.FactsType.IsInstanceOfType(facts))
        {
            throw new ArgumentException($"The rule set {Name} decides over {Contract.FactsType.Name}, not over {facts?.GetType().Name ?? "null"}.", nameof(facts));
        }

        var results = new List<RuleResult>(Rules.Count);
        foreach (var workflow in _workflows)
        {
            workflow.Decide(facts, decisionDate, results);
        }

        return new Verdict(OutcomeOf(results), results);
    }

    /// <param name="inputs">One value for each input of the contract, in its order.</param>
    /// <param name="decisionDate">As above.</param>
    /// <exception cref="ArgumentException">The values do not fit the contract.</exception>
    public Verdict Decide(IReadOnlyList<object?> inputs, DateOnly decisionDate, DecideOptions options) => throw new NotImplementedException();

    /// <summary>
    /// A clear refusal stands, whatever else broke: no answer of the broken rule could lift it.
    /// A charge that broke leaves the decision open too, for accepting without it would let a fee go by accident.
    /// </summary>
    private static Outcome OutcomeOf(List<RuleResult> results)
    {
        if (results.Exists(r => r is { Severity: RuleSeverity.Refuse, Status: RuleStatus.Failure }))
        {
            return Outcome.Refused;
        }

        return results.Exists(r => r is { Severity: RuleSeverity.Refuse or RuleSeverity.Charge, Status: RuleStatus.Error }) ? Outcome.Undecided : Outcome.Accepted;
    }
}
