using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>What an expression of a running activity can see.</summary>
internal readonly struct Sight(ActivityRun run, Burst burst)
{
    public ActivityRun Run => run;

    public Burst Burst => burst;

    public IReadOnlyDictionary<string, object?> Input => burst.Input;

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

    /// <summary>Notes that the input of the start is used; Elsa has lost it after the first wait.</summary>
    public void NoteInput()
    {
        if (burst.HasResumed)
        {
            burst.Differ("DIF208", run);
        }
    }

    /// <exception cref="ActivityFaultException">The value is not of the variable's type.</exception>
    public void SetVariable(VariableDeclaration variable, object? value)
    {
        if (!PlainValues.TryConvert(value, variable.Type, out var converted))
        {
            burst.Differ("DIF206", run);
            throw new ActivityFaultException($"The variable \"{variable.Name}\" holds {TypeAliases.NameOf(variable.Type)}; the value is of another form.");
        }

        ScopeOf(run, variable).Variables[variable.Id] = converted;
    }

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
