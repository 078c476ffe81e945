using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Host.Cli;

/// <summary>Rules' answers for a terminal: a table, and on request how those that do not hold came to theirs.</summary>
internal static class TracedRules
{
    public static void Say(Terminal terminal, IReadOnlyList<TracedRule> rules, bool traced)
    {
        terminal.Table(["Rule", "Answer", "Clause", "Says"], rules.Select(r => new[] { new string(' ', 2 * r.Depth) + r.Rule, Answer(r), string.Join(", ", r.Clauses), Says(r) }));
        foreach (var rule in traced ? rules.Where(r => r is { Expression: not null, Status: RuleStatus.Failure or RuleStatus.Error }) : [])
        {
            terminal.Heading(rule.Rule);
            foreach (var line in Lines(rule.Expression!, 1))
            {
                terminal.Say(line);
            }

            if (rule.IsCut)
            {
                terminal.Say("  (the rest is left out)");
            }
        }
    }

    private static string Answer(TracedRule rule) => rule.Status == RuleStatus.Failure ? rule.Severity.ToString() : rule.Status.ToString();

    private static string Says(TracedRule rule) =>
        rule.SkippedBecause ?? string.Join(" ", new[] { rule.Message, Dated(rule) }.OfType<string>());

    private static string? Dated(TracedRule rule) => (rule.From, rule.To) switch
    {
        (null, null) => null,
        ({ } from, null) => $"(in force from {Dates.Day(from)})",
        (null, { } to) => $"(in force until {Dates.Day(to)})",
        ({ } from, { } to) => $"(in force from {Dates.Day(from)} to {Dates.Day(to)})",
    };

    /// <summary>A part on a line of its own, its parts below it, further in.</summary>
    private static IEnumerable<string> Lines(TracedStep step, int depth)
    {
        var element = step.Element is { } index ? $" (element {index})" : "";
        yield return $"{new string(' ', depth * 2)}{step.Text}{element} = {step.Result}";
        foreach (var line in step.Parts.SelectMany(p => Lines(p, depth + 1)))
        {
            yield return line;
        }
    }
}
