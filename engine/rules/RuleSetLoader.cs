namespace OcrWorkflows.Rules;

/// <summary>Rule files in, a compiled set or all their faults out; never half a set.</summary>
public static class RuleSetLoader
{
    /// <param name="main">The set to load.</param>
    /// <param name="others">Sets it may inject (<c>WorkflowsToInject</c>), by name.</param>
    public static RuleSetLoad Load(RuleSource main, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract) =>
        throw new NotImplementedException();
}
