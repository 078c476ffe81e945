using System.Collections;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>The journal of one turn. A line is put together when it is looked at: who only wants the end does not pay for the lines.</summary>
/// <param name="at">When the turn is taken.</param>
/// <param name="before">Sequence of the last line before the turn.</param>
internal sealed class JournalLines(DateTimeOffset at, int before) : IReadOnlyList<JournalLine>
{
    private readonly List<(ActivityRun Run, string Event, string? Message)> _lines = new(24);

    public int Count => _lines.Count;

    public int LastSequence => before + _lines.Count;

    public JournalLine this[int index]
    {
        get
        {
            var (run, what, message) = _lines[index];
            return new JournalLine(before + index + 1, at, run.Node.Id, run.Id, what, message);
        }
    }

    public void Add(ActivityRun run, string what, string? message) => _lines.Add((run, what, message));

    public IEnumerator<JournalLine> GetEnumerator()
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
