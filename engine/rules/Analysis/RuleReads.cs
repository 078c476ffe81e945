using OcrWorkflows.Expressions.Analysis;
using OcrWorkflows.Rules.Compilation;
using OcrWorkflows.Rules.Deciding;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>What a rule reads of the facts, by way of its parameters too, and the constants it meets there.</summary>
/// <param name="Paths">Each begins with the name of an input.</param>
internal sealed record RuleReads(IReadOnlyList<ReadPath> Paths, IReadOnlyList<object> Constants)
{
    public static RuleReads Of(CompiledRule rule)
    {
        var paths = new List<ReadPath>();
        var constants = new List<object>();
        Add(rule, paths, constants);
        return new RuleReads([.. paths.DistinctBy(p => p.ToString())], [.. constants.Distinct()]);
    }

    public static RuleReads Union(params IEnumerable<RuleReads> all)
    {
        var list = all.ToList();
        return new RuleReads([.. list.SelectMany(r => r.Paths).DistinctBy(p => p.ToString())], [.. list.SelectMany(r => r.Constants).Distinct()]);
    }

    private static void Add(CompiledRule rule, List<ReadPath> paths, List<object> constants)
    {
        constants.AddRange(new[] { rule.Text.Metadata.From, rule.Text.Metadata.To }.Where(d => d is not null).Select(d => (object)d!.Value));
        if (rule is LeafRule leaf)
        {
            Add(leaf.Expression.Reads(), rule.Scope, paths, constants);
        }

        foreach (var child in rule.Children)
        {
            Add(child, paths, constants);
        }
    }

    private static void Add(ExpressionReads reads, NameScope scope, List<ReadPath> paths, List<object> constants)
    {
        constants.AddRange(reads.Constants);
        foreach (var path in reads.Paths)
        {
            if (scope.Find(path.Root) is not { } root)
            {
                continue;
            }

            if (root.Source is null)
            {
                paths.Add(path);
                continue;
            }

            var below = new List<ReadPath>();
            Add(root.Source.Reads(), scope, below, constants);
            paths.AddRange(below);
            if (path.Steps.Count > 0)
            {
                paths.AddRange(below.Select(b => new ReadPath(b.Root, [.. b.Steps, .. path.Steps])));
            }
        }
    }
}
