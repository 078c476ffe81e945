using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Deciding;

/// <param name="Value">From the inputs and the values of the earlier global parameters.</param>
internal sealed record CompiledGlobal(string Name, Func<object?[], object?[], object?> Value);

/// <summary>The rules of one workflow with its own global parameters.</summary>
/// <param name="Inherited">Places, among the global parameters of the set itself, of those that this injected workflow names; they come before its own.</param>
internal sealed record CompiledWorkflow(IReadOnlyList<int> Inherited, IReadOnlyList<CompiledGlobal> Globals, IReadOnlyList<CompiledRule> Rules)
{
    /// <summary>Evaluates the global parameters once, in order. One that breaks, breaks every rule of the workflow.</summary>
    /// <param name="main">The frame of the set itself; null for that one.</param>
    public Frame FrameOf(object?[] inputs, DateOnly date, bool trace, Frame? main)
    {
        if (Inherited.Count > 0 && main?.Broken is { } outer)
        {
            return new Frame(inputs, [], date, outer, trace);
        }

        var values = Inherited.Count + Globals.Count == 0 ? [] : new object?[Inherited.Count + Globals.Count];
        for (var i = 0; i < Inherited.Count; i++)
        {
            values[i] = main!.Globals[Inherited[i]];
        }

        for (var i = 0; i < Globals.Count; i++)
        {
            try
            {
                values[Inherited.Count + i] = Globals[i].Value(inputs, values);
            }
            catch (Exception fault) when (Breakage.Of(fault) is { } broken)
            {
                return new Frame(inputs, values, date, $"The global parameter `{Globals[i].Name}` broke: {broken}", trace);
            }
        }

        return new Frame(inputs, values, date, null, trace);
    }

    public void Decide(Frame frame, List<RuleResult> results)
    {
        foreach (var rule in Rules)
        {
            results.Add(rule.Decide(frame));
        }
    }
}
