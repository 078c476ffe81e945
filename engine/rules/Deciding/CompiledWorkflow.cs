using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Deciding;

/// <param name="Value">From the facts and the values of the earlier global parameters.</param>
internal sealed record CompiledGlobal(string Name, Func<object, object?[], object?> Value);

/// <summary>The rules of one workflow with its own global parameters.</summary>
internal sealed record CompiledWorkflow(IReadOnlyList<CompiledGlobal> Globals, IReadOnlyList<CompiledRule> Rules)
{
    public void Decide(object facts, DateOnly date, List<RuleResult> results)
    {
        var frame = FrameOf(facts, date);
        foreach (var rule in Rules)
        {
            results.Add(rule.Decide(frame));
        }
    }

    /// <summary>Evaluates the global parameters once, in order. One that breaks, breaks every rule of the workflow.</summary>
    private Frame FrameOf(object facts, DateOnly date)
    {
        var values = Globals.Count == 0 ? [] : new object?[Globals.Count];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = Globals[i].Value(facts, values);
            }
            catch (Exception fault) when (ExpressionException.From(fault) is { } broken)
            {
                return new Frame(facts, values, date, $"The global parameter `{Globals[i].Name}` broke: {broken.Message}");
            }
        }

        return new Frame(facts, values, date, null);
    }
}
