using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Rules.Deciding;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Finds out what all expressions of a set together read of its one input of plain data.</summary>
internal static class PlainPlanner
{
    public static (PlainPlan Plan, PlainNode Facts) Plan(IReadOnlyList<CompiledWorkflow> workflows)
    {
        var plan = new PlainPlan();
        var facts = plan.Root();
        List<PlainNode?>? main = null;
        foreach (var workflow in workflows)
        {
            List<PlainNode?> names = [facts, .. workflow.Inherited.Select(place => main![place + 1])];
            foreach (var global in workflow.Globals)
            {
                names.Add(Follow(plan, global.Source, names));
            }

            main ??= names;
            foreach (var leaf in workflow.Rules.SelectMany(Sweep.Leaves))
            {
                Follow(plan, leaf, names);
            }
        }

        plan.Settle();
        return (plan, facts);
    }

    private static void Follow(PlainPlan plan, LeafRule leaf, List<PlainNode?> known)
    {
        var names = known;
        foreach (var local in leaf.Scope.Names.Skip(known.Count))
        {
            names = [.. names, Follow(plan, local.Source, names)];
        }

        plan.Follow(leaf.Expression, names);
    }

    private static PlainNode? Follow(PlainPlan plan, CompiledExpression? expression, IReadOnlyList<PlainNode?> names) => expression is null ? null : plan.Follow(expression, names);
}
