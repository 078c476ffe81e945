using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>What is written down while one expression is interpreted.</summary>
internal sealed class Trace
{
    /// <summary>Most parts that one trace keeps.</summary>
    public const int MaximumParts = 2_000;

    private readonly SortedDictionary<(int Start, int NegatedEnd), (bool True, bool False)> _conditions = [];
    private int _parts;

    /// <summary>True when parts were left out.</summary>
    public bool IsCut { get; private set; }

    public bool MayGrow()
    {
        if (_parts >= MaximumParts)
        {
            IsCut = true;
            return false;
        }

        _parts++;
        return true;
    }

    public void Shrink(int parts) => _parts -= parts;

    /// <summary>Lists the conditions of an expression, so that those never reached are known too.</summary>
    public void Expect(Bound node)
    {
        if (IsCondition(node))
        {
            _conditions.TryAdd(KeyOf(node), default);
        }

        foreach (var piece in BoundTree.PiecesOf(node))
        {
            Expect(piece);
        }
    }

    public void Saw(Bound node, object? value)
    {
        if (value is bool truth && IsCondition(node))
        {
            var (wasTrue, wasFalse) = _conditions[KeyOf(node)];
            _conditions[KeyOf(node)] = (wasTrue | truth, wasFalse | !truth);
        }
    }

    public IReadOnlyList<SeenCondition> Conditions(string text) =>
        [.. _conditions.Select(c => Seen(text, SourceSpan.Closed(text, (c.Key.Start, -c.Key.NegatedEnd)), c.Value))];

    private static SeenCondition Seen(string text, (int Start, int End) span, (bool True, bool False) answers) =>
        new(text[span.Start..span.End], span.Start, answers.True, answers.False);

    private static (int Start, int NegatedEnd) KeyOf(Bound node) => (node.Span.Start, -node.Span.End);

    private static bool IsCondition(Bound node) =>
        node.Span != default && node is not BoundConstant && (node.Type == typeof(bool) || node.Type == typeof(bool?));
}
