using OcrWorkflows.Rules.Compiling;

namespace OcrWorkflows.Rules;

/// <summary>A compiled rule set: immutable, safe for any number of threads.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyList<FileProgram> _files;

    internal RuleSet(string name, string hash, IReadOnlyDictionary<string, string> used, FactsContract contract, IReadOnlyList<RuleDescription> rules, IReadOnlyList<FileProgram> files)
    {
        Name = name;
        Hash = hash;
        Used = used;
        Contract = contract;
        Rules = rules;
        _files = files;
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
    /// <returns>
    /// Refused when a refusing rule does not hold, even if another rule broke: the refusal is certain.
    /// Undecided when none refuses and a refusing or charging rule broke.
    /// </returns>
    public Verdict Decide(object facts, DateOnly decisionDate)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!Contract.FactsType.IsInstanceOfType(facts))
        {
            throw new ArgumentException($"The rule set {Name} decides about {Contract.FactsType.Name}, not {facts.GetType().Name}.", nameof(facts));
        }

        var results = new List<RuleResult>(Rules.Count);
        foreach (var file in _files)
        {
            var slots = file.Slots == 0 ? [] : new object?[file.Slots];
            foreach (var global in file.Globals)
            {
                global.Run(facts, slots);
            }

            foreach (var rule in file.Rules)
            {
                results.Add(rule.Run(facts, slots, decisionDate));
            }
        }

        return new Verdict(OutcomeOf(results), results);
    }

    private static Outcome OutcomeOf(List<RuleResult> results)
    {
        if (results.Exists(r => r is { Status: RuleStatus.Failure, Severity: RuleSeverity.Refuse }))
        {
            return Outcome.Refused;
        }

        return results.Exists(r => r is { Status: RuleStatus.Error, Severity: RuleSeverity.Refuse or RuleSeverity.Charge }) ? Outcome.Undecided : Outcome.Accepted;
    }
}
