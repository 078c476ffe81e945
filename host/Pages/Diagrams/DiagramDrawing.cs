using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>A connection drawn; several between the same two activities are one.</summary>
/// <param name="Path">SVG path data, its corners rounded.</param>
/// <param name="Label">The ports, where they say something; null for the usual one.</param>
/// <param name="Anchor">SVG text-anchor of the label.</param>
public sealed record DiagramEdge(string Source, string Target, string Path, string? Label, Spot LabelAt, string Anchor);

/// <summary>A definition laid out for drawing; the same for all its instances, so it is made once.</summary>
public sealed record DiagramDrawing(IReadOnlyList<DiagramBox> Boxes, IReadOnlyList<DiagramEdge> Edges, double Width, double Height)
{
    private const double Rounding = 9;
    private const double Margin = 32;
    private const double LabelLetterWidth = 7;
    private const double WidestAcross = 860;

    private static readonly ConditionalWeakTable<WorkflowDefinition, DiagramDrawing> Made = [];

    public static DiagramDrawing Of(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Made.GetValue(definition, d => Of(d.DiagramActivities, d.DiagramConnections));
    }

    public static DiagramDrawing Of(IReadOnlyList<DiagramActivity> activities, IReadOnlyList<DiagramConnection> connections)
    {
        var boxes = Fitting([.. activities.Select(DiagramBox.Of)]);
        var byId = boxes.ToDictionary(b => b.Id, StringComparer.Ordinal);
        var router = new EdgeRouter(boxes);
        var edges = connections
            .Where(c => byId.ContainsKey(c.Source) && byId.ContainsKey(c.Target))
            .GroupBy(c => (c.Source, c.Target), c => c.Port)
            .OrderBy(c => Distance(byId[c.Key.Source], byId[c.Key.Target]))
            .Select(c => (Ends: c.Key, Ports: c.ToList(), Route: router.Draw(byId[c.Key.Source], byId[c.Key.Target])))
            .ToList();
        var corners = edges.SelectMany(e => e.Route.Corners).ToList();
        var words = edges.Where(e => e.Route.From == Side.Left).Select(e => e.Route.Corners[0].X - 7 - ((LabelOf(e.Ports)?.Length ?? 0) * LabelLetterWidth));
        var shiftX = Math.Max(0, Margin / 2 - corners.Select(c => c.X).Concat(words).DefaultIfEmpty(Margin).Min());
        var shiftY = Math.Max(0, Margin / 2 - corners.Select(c => c.Y).DefaultIfEmpty(Margin).Min());
        return new DiagramDrawing(
            [.. boxes.Select(b => b with { X = b.X + shiftX, Y = b.Y + shiftY })],
            [.. edges.Select(e => Edge(e.Ends.Source, e.Ends.Target, LabelOf(e.Ports), [.. e.Route.Corners.Select(c => new Spot(c.X + shiftX, c.Y + shiftY))], e.Route.From))],
            Math.Max(boxes.Select(b => b.Right).DefaultIfEmpty(0).Max(), corners.Select(c => c.X).DefaultIfEmpty(0).Max()) + shiftX + Margin,
            Math.Max(boxes.Select(b => b.Bottom).DefaultIfEmpty(0).Max(), corners.Select(c => c.Y).DefaultIfEmpty(0).Max()) + shiftY + Margin);
    }

    /// <summary>A drawing too wide to be seen at once is turned to run down the page, which scrolls anyway.</summary>
    private static IReadOnlyList<DiagramBox> Fitting(IReadOnlyList<DiagramBox> boxes)
    {
        var across = DiagramSpacing.Spread(boxes);
        return across.Count == 0 || across.Max(b => b.Right) <= WidestAcross ? across : DiagramSpacing.Spread([.. boxes.Select(b => b.Turned())]);
    }

    private static DiagramEdge Edge(string source, string target, string? label, Spot[] corners, Side from)
    {
        var start = corners[0];
        var (at, anchor) = from switch
        {
            Side.Right => (new Spot(start.X + 7, start.Y - 7), "start"),
            Side.Left => (new Spot(start.X - 7, start.Y - 7), "end"),
            Side.Bottom => (new Spot(start.X + 7, start.Y + 15), "start"),
            _ => (new Spot(start.X + 7, start.Y - 9), "start"),
        };
        return new DiagramEdge(source, target, Path(corners), label, at, anchor);
    }

    /// <summary>The usual port says nothing; several that lead to one place share a line.</summary>
    private static string? LabelOf(IReadOnlyList<string> ports) =>
        string.Join(" or ", ports.Where(p => p is not ("Done" or ""))) is { Length: > 0 } label ? label : null;

    private static string Path(Spot[] corners)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{corners[0].X:0.#} {corners[0].Y:0.#}");
        for (var i = 1; i < corners.Length - 1; i++)
        {
            var before = Towards(corners[i], corners[i - 1]);
            var after = Towards(corners[i], corners[i + 1]);
            path.Append(CultureInfo.InvariantCulture, $"L{before.X:0.#} {before.Y:0.#}Q{corners[i].X:0.#} {corners[i].Y:0.#} {after.X:0.#} {after.Y:0.#}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"L{corners[^1].X:0.#} {corners[^1].Y:0.#}").ToString();
    }

    private static Spot Towards(Spot corner, Spot other)
    {
        var length = Math.Abs(other.X - corner.X) + Math.Abs(other.Y - corner.Y);
        var share = Math.Min(Rounding, length / 2) / Math.Max(length, 0.001);
        return new(corner.X + ((other.X - corner.X) * share), corner.Y + ((other.Y - corner.Y) * share));
    }

    private static double Distance(DiagramBox a, DiagramBox b) => Math.Abs(a.MiddleX - b.MiddleX) + Math.Abs(a.MiddleY - b.MiddleY);
}
