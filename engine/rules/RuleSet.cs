namespace OcrWorkflows.Rules;

/// <summary>A compiled rule set: immutable, safe for any number of threads.</summary>
public sealed class RuleSet
{
    internal RuleSet()
    {
    }

    public string Name => throw new NotImplementedException();

    /// <summary>Lower-case hexadecimal SHA-256 over the names and hashes of all the texts used: its own and the injected ones.</summary>
    public string Hash => throw new NotImplementedException();

    /// <summary>Name of each text used to the SHA-256 of its bytes; the set itself included.</summary>
    public IReadOnlyDictionary<string, string> Used => throw new NotImplementedException();

    public FactsContract Contract => throw new NotImplementedException();

    public IReadOnlyList<RuleDescription> Rules => throw new NotImplementedException();

    /// <param name="facts">An instance of <see cref="FactsContract.FactsType"/>.</param>
    /// <param name="decisionDate">Decides which dated rules (<c>from</c>, <c>to</c>, both inclusive) are in force.</param>
    public Verdict Decide(object facts, DateOnly decisionDate) => throw new NotImplementedException();
}
