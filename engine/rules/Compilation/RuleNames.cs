using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>A name stands for one rule of the decision: unique among the rules of the set and of those it injects. Within a group, and by casing alone, a repeat is suspicious.</summary>
internal static class RuleNames
{
    public static void Check(IReadOnlyList<Participant> participants, ICollection<Diagnostic> faults)
    {
        var seen = new Dictionary<string, (string Set, string Name)>(StringComparer.OrdinalIgnoreCase);
        foreach (var participant in participants)
        {
            foreach (var name in participant.Workflow.Rules.Select(r => r.Name).OfType<TextAt>().Where(n => !string.IsNullOrWhiteSpace(n.Value)))
            {
                if (!seen.TryAdd(name.Value, (participant.Set, name.Value)))
                {
                    var first = seen[name.Value];
                    faults.Add(first.Name == name.Value
                        ? name.Node.At(Problems.DuplicateRule, $"A rule named `{Excerpt.Of(name.Value)}` stands in `{Excerpt.Of(first.Set)}` already.", "Give each rule a name of its own.")
                        : Similar(name, $"`{Excerpt.Of(name.Value)}` differs from the rule `{Excerpt.Of(first.Name)}` of `{Excerpt.Of(first.Set)}` by its casing alone."));
                }
            }

            foreach (var rule in participant.Workflow.Rules)
            {
                CheckChildren(rule, faults);
            }
        }
    }

    private static void CheckChildren(RuleText group, ICollection<Diagnostic> faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in group.Children)
        {
            if (child.Name is { } name && !seen.Add(name.Value))
            {
                faults.Add(Similar(name, $"The group `{Excerpt.Of(group.Name?.Value ?? "")}` has two rules named `{Excerpt.Of(name.Value)}`."));
            }

            CheckChildren(child, faults);
        }
    }

    private static Diagnostic Similar(TextAt name, string message) =>
        name.Node.At(Problems.SimilarRuleNames, message, "Give each rule a name of its own.", DiagnosticSeverity.Warning);
}
