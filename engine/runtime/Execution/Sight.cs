using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>What an expression of a running activity can see.</summary>
internal sealed class Sight(ActivityRun run, IReadOnlyDictionary<string, object?> input)
{
    public IReadOnlyDictionary<string, object?> Input => input;

    /// <summary>Variables by name, inner scopes hiding outer ones.</summary>
    public IReadOnlyDictionary<string, object?> Variables
    {
        get
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var at = run; at is not null; at = at.Parent)
            {
                foreach (var variable in at.Node.Variables)
                {
                    values.TryAdd(variable.Name, at.Variables.GetValueOrDefault(variable.Id));
                }
            }

            return values;
        }
    }

    public object? Variable(VariableDeclaration variable) => ScopeOf(run, variable).Variables.GetValueOrDefault(variable.Id);

    /// <summary>The run whose scope declares the variable; the definition has been checked, so that there is one.</summary>
    public static ActivityRun ScopeOf(ActivityRun run, VariableDeclaration variable)
    {
        for (var at = run; at is not null; at = at.Parent)
        {
            if (at.Node.Variables.Contains(variable))
            {
                return at;
            }
        }

        throw new InvalidOperationException($"The variable \"{variable.Name}\" is not in the scope of \"{run.Node.Id}\".");
    }
}
