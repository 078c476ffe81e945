using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace OcrWorkflows.Host.Publishing;

public enum LineChange
{
    Same,
    Added,
    Removed,

    /// <summary>Unchanged lines that were left out.</summary>
    Gap,
}

/// <param name="OldNumber">Line in the old text; null for an added line.</param>
/// <param name="NewNumber">Line in the new text; null for a removed line.</param>
public sealed record DifferenceLine(LineChange Change, int? OldNumber, int? NewNumber, string Text);

/// <summary>Line by line, what a proposed text changes.</summary>
public static class TextDifference
{
    private const int Around = 3;

    /// <summary>Changed lines with three lines around each; empty when the texts hold the same lines.</summary>
    /// <param name="before">Empty when there was none.</param>
    public static IReadOnlyList<DifferenceLine> Between(string before, string after)
    {
        var lines = Numbered(InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines);
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change != LineChange.Same)
            {
                Array.Fill(shown, true, Math.Max(0, i - Around), Math.Min(lines.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        var result = new List<DifferenceLine>();
        if (!shown.Contains(true))
        {
            return result;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (shown[i])
            {
                result.Add(lines[i]);
            }
            else if ((result.Count == 0 || result[^1].Change != LineChange.Gap))
            {
                result.Add(new DifferenceLine(LineChange.Gap, null, null, ""));
            }
        }

        return result;
    }

    private static List<DifferenceLine> Numbered(IEnumerable<DiffPiece> pieces)
    {
        var lines = new List<DifferenceLine>();
        var (old, now) = (0, 0);
        foreach (var piece in pieces)
        {
            lines.Add(piece.Type switch
            {
                ChangeType.Inserted => new DifferenceLine(LineChange.Added, null, ++now, piece.Text),
                ChangeType.Deleted => new DifferenceLine(LineChange.Removed, ++old, null, piece.Text),
                _ => new DifferenceLine(LineChange.Same, ++old, ++now, piece.Text),
            });
        }

        return lines;
    }
}
