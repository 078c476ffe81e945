using OcrWorkflows.Host.Pages.Components;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>One of two versions of a definition with what differs marked on it: what was removed on the earlier, what was added on the later, what was changed on both.</summary>
public sealed class DiagramChanges : IDiagramMarks
{
    private readonly Dictionary<string, StepMark> _steps;
    private readonly HashSet<(string Source, string Target)> _lines;
    private readonly string _line;

    /// <param name="gone">True for the earlier version.</param>
    public DiagramChanges(DefinitionComparison comparison, bool gone)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        _steps = comparison.Activities.Where(a => a.Change != (gone ? PartChange.Added : PartChange.Removed)).ToDictionary(a => a.Id, a => MarkFor(a.Change), StringComparer.Ordinal);
        (_line, var change) = gone ? ("removed", PartChange.Removed) : ("added", PartChange.Added);
        _lines = [.. comparison.Connections.Where(c => c.Change == change).Select(c => (c.Source, c.Target))];
        Legend = gone ? "A minus marks what the later version no longer has, a pencil what it has otherwise." : "A plus marks what the earlier version did not have, a pencil what it had otherwise.";
    }

    public string? Legend { get; }

    public StepMark? MarkOf(string activity) => _steps.GetValueOrDefault(activity);

    public string? LineOf(DiagramEdge edge)
    {
        ArgumentNullException.ThrowIfNull(edge);
        return _lines.Contains((edge.Source, edge.Target)) ? _line : null;
    }

    public static StepMark MarkFor(PartChange change) => change switch
    {
        PartChange.Added => new StepMark("added", "Added", Tone.Good, "M6 1.5v9M1.5 6h9", Written: true),
        PartChange.Removed => new StepMark("removed", "Removed", Tone.Bad, "M1.5 6h9", Written: true),
        _ => new StepMark("changed", "Changed", Tone.Active, "M2 10l1-3 5-5 2 2-5 5z", Written: true),
    };
}
