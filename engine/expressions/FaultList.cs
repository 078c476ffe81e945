namespace OcrWorkflows.Expressions;

/// <summary>Collects the faults of one expression, at most <see cref="Limit"/> of them, so that a wrong file stays readable.</summary>
internal sealed class FaultList
{
    public const int Limit = 20;

    private readonly List<ExpressionFault> _faults = [];

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
