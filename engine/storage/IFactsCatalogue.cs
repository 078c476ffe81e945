using OcrWorkflows.Rules;

namespace OcrWorkflows.Storage;

/// <summary>Which facts each rule set is told; registered by the module that builds them. A set that is only injected has a contract too: the one of its users.</summary>
public interface IFactsCatalogue
{
    /// <summary>Null when no rule set of that name is known.</summary>
    FactsContract? For(string ruleSet);
}
