using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Compilation;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules;

/// <summary>Rule files in, a compiled set or all their faults out; never half a set.</summary>
public static class RuleSetLoader
{
    /// <param name="main">The set to load.</param>
    /// <param name="others">Sets it may inject (<c>WorkflowsToInject</c>), by name.</param>
    public static RuleSetLoad Load(RuleSource main, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract)
    {
        var faults = new List<Diagnostic>();
        var participants = new InjectionGraph(others, faults).Resolve(main);
        CheckRuleNames(participants, faults);
        var compiler = new WorkflowCompiler(contract, faults);
        var workflows = participants.Select(compiler.Compile).ToList();
        var found = faults.OrderBy(f => f.File != main.File).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ToList();
        if (participants.Count == 0 || found.Exists(f => f.IsError))
        {
            return new RuleSetLoad(null, found);
        }

        var used = participants.Select(p => p.Source).DistinctBy(s => s.Name)
            .ToDictionary(s => s.Name, s => CanonicalJson.Sha256(s.Utf8.Span), StringComparer.Ordinal);
        return new RuleSetLoad(new RuleSet(main.Name, contract, used, workflows), found);
    }

    /// <summary>A name stands for one rule of the decision: unique among the rules of the set and of those it injects, and within each group.</summary>
    private static void CheckRuleNames(IReadOnlyList<Participant> participants, List<Diagnostic> faults)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var participant in participants)
        {
            foreach (var name in participant.Workflow.Rules.Select(r => r.Name).OfType<TextAt>().Where(n => !string.IsNullOrWhiteSpace(n.Value)))
            {
                if (!seen.TryAdd(name.Value, participant.Set))
                {
                    faults.Add(name.Node.At(Problems.DuplicateRule, $"A rule named `{name.Value}` stands in `{seen[name.Value]}` already.", "Give each rule a name of its own."));
                }
            }

            foreach (var rule in participant.Workflow.Rules)
            {
                CheckChildren(rule, faults);
            }
        }
    }

    private static void CheckChildren(RuleText group, List<Diagnostic> faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in group.Children)
        {
            if (child.Name is { } name && !seen.Add(name.Value))
            {
                faults.Add(name.Node.At(Problems.DuplicateRule, $"The group `{group.Name?.Value}` has two rules named `{name.Value}`.", "Give each rule a name of its own."));
            }

            CheckChildren(child, faults);
        }
    }
}
