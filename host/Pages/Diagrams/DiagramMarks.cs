namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>Where an activity of an instance stands.</summary>
public enum StepState
{
    Untouched,
    Done,
    Waiting,
    Failed,
}

/// <summary>What an instance has done to a definition's activities; empty when the definition is shown by itself.</summary>
public sealed record DiagramMarks(IReadOnlyCollection<string> Visited, IReadOnlyCollection<string> Waiting, IReadOnlyCollection<string> Failed)
{
    public static DiagramMarks None { get; } = new([], [], []);

    public bool IsEmpty => Visited.Count + Waiting.Count + Failed.Count == 0;

    public StepState Of(string activity) =>
        Failed.Contains(activity) ? StepState.Failed
        : Waiting.Contains(activity) ? StepState.Waiting
        : Visited.Contains(activity) ? StepState.Done
        : StepState.Untouched;

    /// <summary>Both ends have run: the way was taken.</summary>
    public bool Taken(DiagramEdge edge)
    {
        ArgumentNullException.ThrowIfNull(edge);
        return Of(edge.Source) == StepState.Done && Of(edge.Target) != StepState.Untouched;
    }

    public static string WordFor(StepState state) => state switch
    {
        StepState.Done => "Done",
        StepState.Waiting => "Waits here",
        StepState.Failed => "Failed here",
        _ => "Not reached",
    };
}
