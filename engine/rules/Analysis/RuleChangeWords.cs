namespace OcrWorkflows.Rules.Analysis;

/// <summary>The change of one rule as a sentence.</summary>
internal static class RuleChangeWords
{
    /// <param name="holds">Facts were found on which it failed and now holds.</param>
    /// <param name="fails">Facts were found on which it held and now fails.</param>
    /// <returns>Null when nothing about the rule has changed.</returns>
    public static string? Of(RuleDescription before, RuleDescription after, bool holds, bool fails)
    {
        var parts = Parts(before, after, holds, fails).ToList();
        return parts.Count == 0 ? null : $"{before.Name} {string.Join("; ", parts)}.";
    }

    private static IEnumerable<string> Parts(RuleDescription before, RuleDescription after, bool holds, bool fails)
    {
        var rewritten = Text(before) != Text(after);
        switch (holds, fails)
        {
            case (true, false):
                yield return "lets more through";
                break;
            case (false, true):
                yield return "lets less through";
                break;
            case (true, true):
                yield return "lets some through that it stopped, and stops some that it let through";
                break;
            case (false, false) when rewritten:
                yield return "is written otherwise; no facts were found on which it answers otherwise";
                break;
            default:
                break;
        }

        if (before.Severity != after.Severity)
        {
            yield return $"changes from {Word(before.Severity)} to {Word(after.Severity)}";
        }

        if (before.Fee != after.Fee)
        {
            yield return $"charges {after.Fee ?? "nothing"} instead of {before.Fee ?? "nothing"}";
        }

        if ((before.From, before.To) != (after.From, after.To))
        {
            yield return $"is in force {Span(after)} instead of {Span(before)}";
        }

        if (before.ErrorMessage != after.ErrorMessage)
        {
            yield return "says it in other words";
        }

        if (before.Remedy != after.Remedy)
        {
            yield return "names another remedy";
        }

        if (!before.Clauses.SequenceEqual(after.Clauses))
        {
            yield return $"cites {List(after.Clauses)} instead of {List(before.Clauses)}";
        }
    }

    private static string Text(RuleDescription rule) => $"{rule.Operator}({rule.Expression}{string.Concat(rule.Children.Select(Text))})";

    private static string Word(RuleSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Span(RuleDescription rule) => (rule.From, rule.To) switch
    {
        (null, null) => "always",
        ({ } from, null) => $"from {from:yyyy-MM-dd}",
        (null, { } to) => $"until {to:yyyy-MM-dd}",
        ({ } from, { } to) => $"from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
    };

    private static string List(IReadOnlyList<string> clauses) => clauses.Count == 0 ? "no clause" : string.Join(", ", clauses);
}
