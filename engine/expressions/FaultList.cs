namespace OcrWorkflows.Expressions;

/// <summary>Collects the faults of one expression, at most <see cref="Limit"/> of them, so that a wrong file stays readable.</summary>
internal sealed class FaultList
{
    public const int Limit = 20;

    private readonly List<ExpressionFault> _faults = [];

    private readonly SortedSet<string> _differences = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Differences => [.. _differences];

    /// <summary>Notes that the text relies on a documented difference from RulesEngine, or is refused because of one.</summary>
    public void Differs(string code) => _differences.Add(code);

    public bool Any => _faults.Count > 0;

    public int Count => _faults.Count;

    public IReadOnlyList<ExpressionFault> All => [.. _faults.OrderBy(f => f.Start)];

    public void Add(string code, int start, int end, string message, string? suggestion = null)
    {
        if (_faults.Count < Limit)
        {
            _faults.Add(new ExpressionFault(code, start, end - start, message, suggestion));
        }
    }
}

/// <summary>The text cannot be read any further; the fault is already in the list.</summary>
internal sealed class UnreadableTextException : Exception;
