namespace OcrWorkflows.Host.Pages.Diagrams;

public readonly record struct Spot(double X, double Y);

/// <summary>Where a line leaves or meets a box.</summary>
public enum Side
{
    Right,
    Bottom,
    Left,
    Top,
}

/// <summary>A line between two boxes: corners from border to border, horizontal and vertical by turns.</summary>
public sealed record Route(IReadOnlyList<Spot> Corners, Side From);

/// <summary>Draws lines one after another, each along the cheapest of many right-angled ways: round boxes, off lines drawn before, with few bends.</summary>
public sealed class EdgeRouter(IReadOnlyList<DiagramBox> boxes)
{
    private const double Stub = 16;
    private const double Clearance = 9;
    private const double Slot = 18;

    // Prices of a way, in pixels that it may be longer to avoid them.
    private const double Bend = 45;
    private const double Backtrack = 20_000;
    private const double ThroughABox = 8_000;

    private static readonly Side[] Sides = Enum.GetValues<Side>();

    private readonly List<(Spot A, Spot B)> _drawn = [];
    private readonly Dictionary<(string Box, Side Side), int> _used = [];
    private readonly double[] _channelsX = [.. boxes.SelectMany(b => new[] { b.X - 22, b.X - 34, b.Right + 22, b.Right + 34, b.MiddleX }).Distinct()];
    private readonly double[] _channelsY = [.. boxes.SelectMany(b => new[] { b.Y - 22, b.Y - 34, b.Bottom + 22, b.Bottom + 34, b.MiddleY }).Distinct()];

    public Route Draw(DiagramBox source, DiagramBox target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (best, from, to, cheapest) = (Array.Empty<Spot>(), Side.Right, Side.Left, double.PositiveInfinity);
        foreach (var leave in Sides)
        {
            foreach (var meet in Sides.Where(s => source.Id != target.Id || s != leave))
            {
                foreach (var way in Ways(source, leave, target, meet))
                {
                    var cost = Cost(way, source, target, Habit(leave, meet), cheapest);
                    if (cost < cheapest)
                    {
                        (best, from, to, cheapest) = (way, leave, meet, cost);
                    }
                }
            }
        }

        _used[(source.Id, from)] = _used.GetValueOrDefault((source.Id, from)) + 1;
        _used[(target.Id, to)] = _used.GetValueOrDefault((target.Id, to)) + 1;
        _drawn.AddRange(Pieces(best));
        return new Route(Straightened(best), from);
    }

    private IEnumerable<Spot[]> Ways(DiagramBox source, Side leave, DiagramBox target, Side meet)
    {
        var start = Border(source, leave);
        var end = Border(target, meet);
        var s = Out(start, leave);
        var e = Out(end, meet);
        yield return [start, s, new(e.X, s.Y), e, end];
        yield return [start, s, new(s.X, e.Y), e, end];
        foreach (var x in _channelsX.Append((s.X + e.X) / 2))
        {
            yield return [start, s, new(x, s.Y), new(x, e.Y), e, end];
        }

        foreach (var y in _channelsY.Append((s.Y + e.Y) / 2))
        {
            yield return [start, s, new(s.X, y), new(e.X, y), e, end];
        }
    }

    /// <returns>The cost, or any number past <paramref name="limit"/> once it is known to be dearer.</returns>
    private double Cost(Spot[] way, DiagramBox source, DiagramBox target, double cost, double limit)
    {
        var (alongX, alongY) = (0, 0);
        for (var i = 1; i < way.Length && cost < limit; i++)
        {
            var (a, b) = (way[i - 1], way[i]);
            if (a == b)
            {
                continue;
            }

            var (x, y) = (Math.Sign(b.X - a.X), Math.Sign(b.Y - a.Y));
            var turns = (alongX, alongY) != (0, 0) && (x, y) != (alongX, alongY);
            cost += Math.Abs(b.X - a.X) + Math.Abs(b.Y - a.Y);
            cost += !turns ? 0 : (x, y) == (-alongX, -alongY) ? Backtrack : Bend;
            (alongX, alongY) = (x, y);
            foreach (var box in boxes)
            {
                var ownEnd = (i == 1 && box.Id == source.Id) || (i == way.Length - 1 && box.Id == target.Id);
                cost += !ownEnd && Crosses(a, b, box) ? ThroughABox : 0;
            }

            foreach (var (c, d) in _drawn)
            {
                cost += Clash(a, b, c, d);
            }
        }

        return cost;
    }

    private static bool Crosses(Spot a, Spot b, DiagramBox box) =>
        Math.Max(a.X, b.X) > box.X - Clearance && Math.Min(a.X, b.X) < box.Right + Clearance
        && Math.Max(a.Y, b.Y) > box.Y - Clearance && Math.Min(a.Y, b.Y) < box.Bottom + Clearance;

    /// <summary>Dear where two lines would run on top of one another, cheap where they only cross.</summary>
    private static double Clash(Spot a, Spot b, Spot c, Spot d)
    {
        var flat = a.Y == b.Y;
        if (flat == (c.Y == d.Y))
        {
            var apart = flat ? Math.Abs(a.Y - c.Y) : Math.Abs(a.X - c.X);
            var shared = flat
                ? Math.Min(Math.Max(a.X, b.X), Math.Max(c.X, d.X)) - Math.Max(Math.Min(a.X, b.X), Math.Min(c.X, d.X))
                : Math.Min(Math.Max(a.Y, b.Y), Math.Max(c.Y, d.Y)) - Math.Max(Math.Min(a.Y, b.Y), Math.Min(c.Y, d.Y));
            return apart < 8 && shared > 2 ? 300 + (4 * shared) : 0;
        }

        var (h1, h2, v1, v2) = flat ? (a, b, c, d) : (c, d, a, b);
        return v1.X > Math.Min(h1.X, h2.X) && v1.X < Math.Max(h1.X, h2.X) && h1.Y > Math.Min(v1.Y, v2.Y) && h1.Y < Math.Max(v1.Y, v2.Y) ? 120 : 0;
    }

    /// <summary>Reading runs to the right and down: lines that do so are preferred.</summary>
    private static double Habit(Side leave, Side meet) =>
        (leave is Side.Left or Side.Top ? 60 : 0) + (meet is Side.Right or Side.Bottom ? 60 : 0);

    private Spot Border(DiagramBox box, Side side)
    {
        var used = _used.GetValueOrDefault((box.Id, side));
        var shift = (used + 1) / 2 * Slot * (used % 2 == 0 ? -1 : 1);
        return side switch
        {
            Side.Right => new(box.Right, box.MiddleY + Within(shift, box.Height)),
            Side.Left => new(box.X, box.MiddleY + Within(shift, box.Height)),
            Side.Bottom => new(box.MiddleX + Within(shift, box.Width), box.Bottom),
            _ => new(box.MiddleX + Within(shift, box.Width), box.Y),
        };
    }

    private static double Within(double shift, double length) => Math.Clamp(shift, -(length / 2) + 10, (length / 2) - 10);

    private static Spot Out(Spot border, Side side) => side switch
    {
        Side.Right => border with { X = border.X + Stub },
        Side.Left => border with { X = border.X - Stub },
        Side.Bottom => border with { Y = border.Y + Stub },
        _ => border with { Y = border.Y - Stub },
    };

    private static IEnumerable<(Spot A, Spot B)> Pieces(IReadOnlyList<Spot> way) =>
        way.Zip(way.Skip(1)).Where(p => p.First != p.Second).Select(p => (p.First, p.Second));

    /// <summary>The same way without spots that lie on a straight line between their neighbours.</summary>
    private static List<Spot> Straightened(Spot[] way)
    {
        var corners = new List<Spot>();
        foreach (var spot in way)
        {
            if (corners.Count > 0 && corners[^1] == spot)
            {
                continue;
            }

            if (corners.Count > 1 && ((corners[^1].X == spot.X && corners[^2].X == spot.X) || (corners[^1].Y == spot.Y && corners[^2].Y == spot.Y)))
            {
                corners[^1] = spot;
            }
            else
            {
                corners.Add(spot);
            }
        }

        return corners;
    }
}
