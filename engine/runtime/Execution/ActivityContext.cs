using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>What an activity kind may see and do while one of its runs has the turn.</summary>
internal readonly struct ActivityContext(Burst burst, ActivityRun run)
{
    private static readonly string[] Done = ["Done"];

    public Burst Burst { get; } = burst;

    public ActivityRun Run { get; } = run;

    public ActivityNode Node => Run.Node;

    public Sight Sight => new(Run, Burst);

    /// <summary>The value of an input, of the type its kind declares; null when the file does not set it.</summary>
    public object? Input(string name) => Node.Inputs.GetValueOrDefault(name)?.Evaluate(Sight);

    /// <exception cref="ActivityFaultException">There is no value.</exception>
    public T Required<T>(string name) => Input(name) is T value
        ? value
        : throw new ActivityFaultException($"The input \"{name}\" has no value.");

    public void Complete(params string[] outcomes) => Burst.Complete(Run, outcomes.Length == 0 ? Done : outcomes, null);

    public void CompleteSaying(string? message) => Burst.Complete(Run, Done, message);

    public void CompleteWith(IReadOnlyList<string> outcomes) => Burst.Complete(Run, outcomes, null);

    public void Schedule(ActivityNode child) => Burst.Schedule(child, Run);

    /// <summary>Schedules a body with values of the variables that its loop gives it.</summary>
    public void Schedule(ActivityNode body, params (string Variable, object? Value)[] values) => Burst.Schedule(body, Run, values);

    /// <summary>The container completes with these outcomes as soon as what it waits for now has completed.</summary>
    public static void EndAfterThis(ActivityRun container, IReadOnlyList<string> outcomes) => container.Memory[Burst.EndsWith] = outcomes.ToArray<object?>();

    public bool HasOpenChildren => Run.OpenChildren > 0;

    /// <summary>Waits at a bookmark; identities are filled in.</summary>
    public void Wait(Bookmark bookmark, string? message) => Burst.Wait(
        bookmark with { Id = Burst.NewId('b'), ActivityId = Node.Id, ActivityInstanceId = Run.Id }, message);

    public void SetVariable(VariableDeclaration variable, object? value) => Sight.SetVariable(variable, value);

    /// <summary>Stores an output in the variable that the file names for it; an output that goes nowhere is dropped.</summary>
    public void SetOutput(string name, object? value)
    {
        Burst.Remember(Node, name, value);
        if (Node.Outputs.TryGetValue(name, out var variable))
        {
            SetVariable(variable, value);
            if (value is not null && value is string != Sight.Variable(variable) is string)
            {
                Burst.Differ("DIF206", Run);
            }
        }
    }
}
