namespace OcrWorkflows.Rules.Analysis;

/// <summary>What a verdict comes to, without its words: two verdicts with the same answer decide alike.</summary>
internal static class Answer
{
    public static string Of(Verdict verdict) =>
        $"{verdict.Outcome}|{string.Join(',', verdict.Results.Where(r => r.Status is RuleStatus.Failure or RuleStatus.Error).Select(r => $"{r.Rule}:{r.Status}:{r.Severity}:{r.Fee}"))}";
}
