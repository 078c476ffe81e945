using System.Globalization;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Where the boxes of a diagram stand: as the file says, or in layers from the start when it does not say it for all of them.</summary>
internal static class DiagramLayout
{
    private const double Width = 200;
    private const double Height = 60;
    private const double ColumnGap = 80;
    private const double RowGap = 40;

    public static IReadOnlyList<DiagramActivity> Place(ActivityNode container, IReadOnlyList<Connection> connections)
    {
        var written = container.Children.Select(c => (Node: c, Position: Pair(c, "position", "x", "y"), Size: Pair(c, "size", "width", "height"))).ToArray();
        var allSay = written.All(w => w.Position is not null) && (written.Length < 2 || written.Select(w => w.Position).Distinct().Count() > 1);
        var computed = allSay ? [] : Layers(container, connections);
        return [.. written.Select(w =>
        {
            var (x, y) = allSay ? w.Position!.Value : computed[w.Node.Id];
            var (width, height) = w.Size ?? (Width, Height);
            return new DiagramActivity(w.Node.Id, w.Node.Kind.Type, w.Node.Title, w.Node.Description, x, y, width, height);
        })];
    }

    private static (double, double)? Pair(ActivityNode node, string of, string first, string second)
    {
        var pair = node.Source.Find("metadata")?.Find("designer")?.Find(of);
        return pair?.Find(first) is { Kind: SourceKind.Number } a && pair.Find(second) is { Kind: SourceKind.Number } b
            ? (double.Parse(a.Text!, CultureInfo.InvariantCulture), double.Parse(b.Text!, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Each activity one column past the furthest of those that lead to it; loops are left out.</summary>
    private static Dictionary<string, (double X, double Y)> Layers(ActivityNode container, IReadOnlyList<Connection> connections)
    {
        var graph = container.Detail as FlowGraph ?? new FlowGraph(container.Children, connections);
        var layer = container.Children.ToDictionary(c => c.Id, _ => 0, StringComparer.Ordinal);
        if (graph.Start is { } start)
        {
            var paths = graph.From(start.Id);
            var forward = connections.Where(c => !paths.IsBackward(c) && paths.Reached.Contains(c.Source)).ToArray();
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var connection in forward.Where(c => layer[c.Target] <= layer[c.Source]))
                {
                    layer[connection.Target] = layer[connection.Source] + 1;
                    moved = true;
                }
            }
        }

        return container.Children.GroupBy(c => layer[c.Id]).SelectMany(column => column.Select((c, row) =>
            (c.Id, X: column.Key * (Width + ColumnGap), Y: row * (Height + RowGap)))).ToDictionary(p => p.Id, p => (p.X, p.Y), StringComparer.Ordinal);
    }
}
