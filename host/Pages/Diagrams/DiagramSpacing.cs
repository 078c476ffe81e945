namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>Brings boxes as near to one another as they can stand, keeping the author's arrangement: each axis is scaled as a whole.</summary>
public static class DiagramSpacing
{
    public const double GapX = 72;
    public const double GapY = 48;

    private const double Margin = 32;

    /// <summary>Middles nearer than this in one direction count as on one line.</summary>
    private const double OneSpot = 2;

    private const double Closest = 0.2;
    private const int MostRounds = 500;

    public static IReadOnlyList<DiagramBox> Spread(IReadOnlyList<DiagramBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        var (x, y) = Stretch(boxes);
        var spread = boxes.Select(b => b with { X = (b.MiddleX * x) - (b.Width / 2), Y = (b.MiddleY * y) - (b.Height / 2) }).ToList();
        SeparateThoseOnOneSpot(spread);
        if (spread.Count == 0)
        {
            return spread;
        }

        var left = spread.Min(b => b.X) - Margin;
        var top = spread.Min(b => b.Y) - Margin;
        return [.. spread.Select(b => b with { X = b.X - left, Y = b.Y - top })];
    }

    private static (double X, double Y) Stretch(IReadOnlyList<DiagramBox> boxes)
    {
        var (x, y) = (Closest, Closest);
        for (var round = 0; round < MostRounds; round++)
        {
            var (needX, needY) = WorstOverlap(boxes, x, y);
            if (double.IsInfinity(needX) && double.IsInfinity(needY))
            {
                break;
            }

            if (needX <= needY)
            {
                x *= needX;
            }
            else
            {
                y *= needY;
            }
        }

        return (x, y);
    }

    /// <summary>Factors, either of which parts the first pair that is too near; infinite when none is, or when only moving would help.</summary>
    private static (double X, double Y) WorstOverlap(IReadOnlyList<DiagramBox> boxes, double x, double y)
    {
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
            {
                var apartX = Math.Abs(boxes[i].MiddleX - boxes[j].MiddleX) * x;
                var apartY = Math.Abs(boxes[i].MiddleY - boxes[j].MiddleY) * y;
                var wantX = ((boxes[i].Width + boxes[j].Width) / 2) + GapX;
                var wantY = ((boxes[i].Height + boxes[j].Height) / 2) + GapY;
                if (apartX < wantX - 0.5 && apartY < wantY - 0.5 && (apartX > OneSpot || apartY > OneSpot))
                {
                    return (apartX > OneSpot ? wantX / apartX : double.PositiveInfinity, apartY > OneSpot ? wantY / apartY : double.PositiveInfinity);
                }
            }
        }

        return (double.PositiveInfinity, double.PositiveInfinity);
    }

    private static void SeparateThoseOnOneSpot(List<DiagramBox> boxes)
    {
        for (var i = 1; i < boxes.Count; i++)
        {
            while (boxes.Take(i).Any(b => Math.Abs(b.MiddleX - boxes[i].MiddleX) <= OneSpot && Math.Abs(b.MiddleY - boxes[i].MiddleY) <= OneSpot))
            {
                boxes[i] = boxes[i] with { Y = boxes[i].Y + boxes[i].Height + GapY };
            }
        }
    }
}
