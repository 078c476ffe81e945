using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Scripts;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>What the scripts of a turn can see of it, and what they gave.</summary>
internal sealed partial class Burst
{
    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();
    private List<ScriptAnswer>? _scripts;
    private Dictionary<string, object?>? _outputsByActivity;

    /// <summary>Outputs of this turn by activity id and by activity name; they do not outlive it, as in Elsa.</summary>
    public IReadOnlyDictionary<string, object?> OutputsByActivity => _outputsByActivity ?? s_none;

    /// <summary>The last output of this turn.</summary>
    public object? LastResult { get; private set; }

    /// <summary>What the event that started the instance brought.</summary>
    public object? TriggerPayload { get; private set; }

    /// <summary>Keeps an output for the scripts that follow in this turn; nothing where the definition has none.</summary>
    public void Remember(ActivityNode activity, string output, object? value)
    {
        if (!Definition.HasScripts)
        {
            return;
        }

        LastResult = value;
        _outputsByActivity ??= new(StringComparer.Ordinal);
        foreach (var key in new[] { activity.Id, activity.Name }.OfType<string>().Distinct())
        {
            if (_outputsByActivity.GetValueOrDefault(key) is not Dictionary<string, object?> outputs)
            {
                _outputsByActivity[key] = outputs = new Dictionary<string, object?>(StringComparer.Ordinal);
            }

            outputs[output] = value;
        }
    }

    /// <exception cref="ActivityFaultException">No scripts can be run here.</exception>
    public ScriptAnswer RunScript(ScriptCall call)
    {
        if (Context.Scripts is not { } runner)
        {
            throw new ActivityFaultException("JavaScript cannot be run here: there is no script runner.");
        }

        var answer = runner.Run(call);
        (_scripts ??= []).Add(answer);
        return answer;
    }
}
