namespace OcrWorkflows.Storage.Publishing;

/// <summary>What is versioned and published, as the tables name it.</summary>
public static class ContentKinds
{
    public const string RuleSet = "rule-set";
    public const string Workflow = "workflow";

    /// <summary>Name of the audit trail of a content: a rule set's own name, <c>workflow/claim</c> for a definition. No rule set's name holds a slash.</summary>
    public static string Trail(string kind, string name) => kind == RuleSet ? name : $"{kind}/{name}";

    /// <summary>For sentences.</summary>
    public static string Words(string kind) => kind == RuleSet ? "rule set" : "workflow definition";
}
