using OcrWorkflows.Host.Pages.Components;

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
public sealed record DiagramMarks(IReadOnlyCollection<string> Visited, IReadOnlyCollection<string> Waiting, IReadOnlyCollection<string> Failed) : IDiagramMarks
{
    public static DiagramMarks None { get; } = new([], [], []);

    public bool IsEmpty => Visited.Count + Waiting.Count + Failed.Count == 0;

    public string? Legend => IsEmpty ? null : "Steps with a tick are done, the step with a clock waits, a cross marks a failure; the way taken is drawn thick.";

    public StepMark? MarkOf(string activity) => IsEmpty ? null : Of(activity) switch
    {
        StepState.Done => new StepMark("done", "Done", Tone.Good, "M2 6.5 5 9.5 10 3", Written: false),
        StepState.Waiting => new StepMark("waiting", "Waits here", Tone.Active, "M6 2V6L8.8 8", Written: true),
        StepState.Failed => new StepMark("failed", "Failed here", Tone.Bad, "M2.5 2.5l7 7M9.5 2.5l-7 7", Written: true),
        _ => new StepMark("untouched", "Not reached", Tone.Neutral, null, Written: false),
    };

    public string? LineOf(DiagramEdge edge) => Taken(edge) ? "taken" : null;

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
}
