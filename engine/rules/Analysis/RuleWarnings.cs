using System.Text.RegularExpressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Analysis;
using OcrWorkflows.Rules.Compilation;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>Finds what in a set that compiles was probably meant otherwise.</summary>
internal static partial class RuleWarnings
{
    public static void Find(IReadOnlyList<Participant> participants, IReadOnlyList<CompiledWorkflow> workflows, LoadContext load)
    {
        foreach (var workflow in workflows)
        {
            foreach (var rule in workflow.Rules)
            {
                Settled(rule, load.Faults);
            }

            Same(workflow.Rules, load.Faults);
        }

        if (load.Options.EnableScopedParams)
        {
            Unused(participants, load);
        }
    }

    private static void Settled(CompiledRule rule, DiagnosticList faults)
    {
        if (rule.Always is { } always && (rule as LeafRule)?.Text.Expression is { } text)
        {
            faults.RemoveAll(f => f.Code == "EXP060" && f.Path == text.Node.Path && f.File == text.Node.At("", "").File);
            faults.Add(always
                ? text.Node.Within(0, Problems.NeverFails, $"The rule {Excerpt.Of(rule.Name)} can never fail: `{Excerpt.Of(text.Value)}` is true whatever the facts are.", "Check the constants and operators, or leave the rule out.", DiagnosticSeverity.Warning)
                : text.Node.Within(0, Problems.NeverHolds, $"The rule {Excerpt.Of(rule.Name)} can never hold: `{Excerpt.Of(text.Value)}` is false whatever the facts are.", "Check the constants and operators, or disable the rule.", DiagnosticSeverity.Warning));
        }

        if (rule is not GroupRule group)
        {
            return;
        }

        var settling = group.Children.FirstOrDefault(c => c.Always == (group.Operator == GroupOperator.Or) && c.Text.Metadata.OutOfForce is null);
        foreach (var (child, i) in group.Children.Select((c, i) => (c, i)))
        {
            Settled(child, faults);
            if (settling is not null && i > group.Children.ToList().IndexOf(settling))
            {
                faults.Add((child.Text.Name?.Node ?? child.Text.Node).At(Problems.WithoutEffect,
                    $"The rule {Excerpt.Of(child.Name)} changes nothing: {Excerpt.Of(settling.Name)} before it settles the group {Excerpt.Of(group.Name)} every time.",
                    $"Mend {Excerpt.Of(settling.Name)}, or leave this rule out.", DiagnosticSeverity.Warning));
            }
        }

        Same(group.Children, faults);
    }

    /// <summary>Rules of one severity (and fee) with one condition that are in force on a common day; parameters of their own may make the same text mean two things.</summary>
    private static void Same(IReadOnlyList<CompiledRule> rules, DiagnosticList faults)
    {
        var leaves = rules.OfType<LeafRule>().Where(r => r.Text.Expression is not null && r.Text.Locals.Count == 0 && r.Always is null);
        foreach (var group in leaves.GroupBy(r => (Spaceless.Of(r.Expression.Text), r.Text.Metadata.Severity, r.Text.Metadata.Fee)).Where(g => g.Skip(1).Any()))
        {
            var seen = new List<LeafRule>();
            foreach (var rule in group)
            {
                if (seen.Find(s => Overlap(s.Text.Metadata, rule.Text.Metadata)) is { } first)
                {
                    faults.Add(rule.Text.Expression!.Node.Within(0, Problems.SameCondition, $"The rule {Excerpt.Of(rule.Name)} has the same condition as {Excerpt.Of(first.Name)}.", "Leave one of them out, or correct the condition.", DiagnosticSeverity.Warning));
                }

                seen.Add(rule);
            }
        }
    }

    private static bool Overlap(RuleMetadata left, RuleMetadata right) =>
        (left.From ?? DateOnly.MinValue) <= (right.To ?? DateOnly.MaxValue) && (right.From ?? DateOnly.MinValue) <= (left.To ?? DateOnly.MaxValue);

    private static void Unused(IReadOnlyList<Participant> participants, LoadContext load)
    {
        var comparer = NameScope.Comparer(load.Language);
        foreach (var (participant, i) in participants.Select((p, i) => (p, i)))
        {
            if (participant.Workflow.Globals.Count > 0)
            {
                var words = new HashSet<string>(comparer);
                foreach (var reader in i == 0 ? participants.Select(p => p.Workflow) : [participant.Workflow])
                {
                    reader.Globals.ToList().ForEach(g => Words(g.Expression.Value, words));
                    reader.Rules.ToList().ForEach(r => Words(r, words));
                }

                Report(participant.Workflow.Globals, words, "global", load.Faults);
            }

            foreach (var rule in participant.Workflow.Rules)
            {
                Locals(rule, comparer, load.Faults);
            }
        }
    }

    private static void Locals(RuleText rule, StringComparer comparer, DiagnosticList faults)
    {
        if (rule.Locals.Count > 0)
        {
            var words = new HashSet<string>(comparer);
            Words(rule, words);
            Report(rule.Locals, words, "local", faults);
        }

        foreach (var child in rule.Children)
        {
            Locals(child, comparer, faults);
        }
    }

    private static void Report(IReadOnlyList<ParameterText> parameters, HashSet<string> words, string kind, DiagnosticList faults) =>
        faults.AddRange(parameters.Where(p => Word().Match(p.Name.Value).Length == p.Name.Value.Length && p.Name.Value.Length > 0 && !words.Contains(p.Name.Value)).Select(p =>
            p.Name.Node.At(Problems.UnusedParameter, $"Nothing uses the {kind} parameter `{Excerpt.Of(p.Name.Value)}`.", "Leave it out, or use it.", DiagnosticSeverity.Warning)));

    private static void Words(RuleText rule, HashSet<string> words)
    {
        Words(rule.Expression?.Value, words);
        Words(rule.ErrorMessage?.Value, words);
        Words(rule.Metadata.Remedy?.Value, words);
        foreach (var text in new[] { rule.OnSuccess, rule.OnFailure }.OfType<ActionText>().SelectMany(a => a.Context.Values))
        {
            Words(text.Value, words);
        }

        rule.Locals.ToList().ForEach(l => Words(l.Expression.Value, words));
        rule.Children.ToList().ForEach(c => Words(c, words));
    }

    private static void Words(string? text, HashSet<string> words)
    {
        if (text is not null)
        {
            words.UnionWith(Word().Matches(text).Select(m => m.Value));
        }
    }

    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Word();
}
