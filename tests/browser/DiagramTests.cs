using System.Globalization;
using System.Text.RegularExpressions;
using OcrWorkflows.Host.Pages.Diagrams;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Browser.Tests;

internal sealed partial class DiagramTests
{
    [Test]
    public void Boxes_that_the_author_put_too_near_to_one_another_are_spread_in_the_same_order()
    {
        var drawing = DiagramDrawing.Of([At("a", 0, 0), At("b", 30, 0), At("c", 30, 20)], []);
        var (a, b, c) = (Box(drawing, "a"), Box(drawing, "b"), Box(drawing, "c"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(b.X, Is.GreaterThanOrEqualTo(a.Right + DiagramSpacing.GapX - 1).Or.LessThan(a.Right));
            Assert.That(Pairs(drawing.Boxes).Where(p => Touch(p.A, p.B)), Is.Empty);
            Assert.That(c.Y, Is.GreaterThan(b.Y));
        }
    }

    [Test]
    public void Boxes_without_any_position_do_not_lie_on_top_of_one_another() =>
        Assert.That(Pairs(DiagramDrawing.Of([At("a", 0, 0), At("b", 0, 0), At("c", 0, 0)], []).Boxes).Where(p => Touch(p.A, p.B)), Is.Empty);

    [Test]
    public void A_line_goes_round_a_box_that_stands_between_its_ends()
    {
        var drawing = DiagramDrawing.Of([At("a", 0, 0), At("b", 300, 0), At("c", 600, 0)], [new("a", "Done", "b"), new("b", "Done", "c"), new("c", "Again", "a"), new("a", "Skip", "c")]);
        Assert.That(drawing.Edges, Has.Count.EqualTo(4));
        using (Assert.EnterMultipleScope())
        {
            foreach (var edge in drawing.Edges)
            {
                foreach (var box in drawing.Boxes.Where(b => b.Id != edge.Source && b.Id != edge.Target))
                {
                    Assert.That(Pieces(edge.Path).Where(p => Inside(p, box)), Is.Empty, $"{edge.Source} to {edge.Target} through {box.Id}");
                }
            }
        }
    }

    [Test]
    public void A_drawing_too_wide_for_the_page_runs_down_it()
    {
        var chain = Enumerable.Range(0, 9).Select(i => At($"s{i}", i * 250, 0)).ToList();
        var drawing = DiagramDrawing.Of(chain, [.. chain.Zip(chain.Skip(1)).Select(p => new DiagramConnection(p.First.Id, "Done", p.Second.Id))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(drawing.Width, Is.LessThan(400));
            Assert.That(drawing.Boxes.Select(b => b.Y), Is.Ordered.Ascending);
        }
    }

    [Test]
    public void Ports_that_lead_to_one_place_share_a_line_and_the_usual_port_is_not_named()
    {
        var drawing = DiagramDrawing.Of([At("a", 0, 0), At("b", 300, 0), At("c", 300, 200)], [new("a", "Confirmed", "b"), new("a", "Edited", "b"), new("a", "Done", "c")]);
        Assert.That(drawing.Edges.OrderBy(e => e.Target).Select(e => e.Label), Is.EqualTo(new[] { "Confirmed or Edited", null }));
    }

    [TestCase("Short", 20, new[] { "Short" })]
    [TestCase("Wait for the first entry", 12, new[] { "Wait for the", "first entry" })]
    [TestCase("Incomprehensibilities", 10, new[] { "Incompreh…" })]
    [TestCase("one two three four five six", 9, new[] { "one two", "three", "four fiv…" })]
    public void A_title_is_wrapped_into_three_lines_at_most(string title, int letters, string[] expected) =>
        Assert.That(DiagramBox.Wrap(title, letters), Is.EqualTo(expected));

    private static DiagramActivity At(string id, double x, double y) => new(id, "Elsa.Event", id, null, x, y, 180, 50);

    private static DiagramBox Box(DiagramDrawing drawing, string id) => drawing.Boxes.Single(b => b.Id == id);

    private static IEnumerable<(DiagramBox A, DiagramBox B)> Pairs(IReadOnlyList<DiagramBox> boxes) =>
        boxes.SelectMany((a, i) => boxes.Skip(i + 1).Select(b => (a, b)));

    private static bool Touch(DiagramBox a, DiagramBox b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;

    private static bool Inside((Spot A, Spot B) piece, DiagramBox box) =>
        Math.Max(piece.A.X, piece.B.X) > box.X && Math.Min(piece.A.X, piece.B.X) < box.Right
        && Math.Max(piece.A.Y, piece.B.Y) > box.Y && Math.Min(piece.A.Y, piece.B.Y) < box.Bottom;

    /// <summary>The spots of a path joined up; the roundings of corners are left out as they are cut off inside them.</summary>
    private static IEnumerable<(Spot A, Spot B)> Pieces(string path)
    {
        var spots = Numbers().Matches(path)
            .Select(m => new Spot(double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))
            .ToList();
        return spots.Zip(spots.Skip(1));
    }

    [GeneratedRegex(@"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)")]
    private static partial Regex Numbers();
}
