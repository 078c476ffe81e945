using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Plain;

/// <summary>
/// What a set of expressions reads of plain data, found before any of them is compiled. First every expression is followed, then the plan is settled;
/// from then on the compiled code reads members from slots.
/// </summary>
public sealed class PlainPlan
{
    private readonly Dictionary<Bound, PlainNode> _read = new(ReferenceEqualityComparer.Instance);
    private readonly List<PlainNode> _roots = [];

    /// <summary>A value from outside.</summary>
    public PlainNode Root()
    {
        var root = new PlainNode();
        _roots.Add(root);
        return root;
    }

    /// <summary>Finds out what an expression reads.</summary>
    /// <param name="values">What its names stand for, in the order of its scope; null for what is no place in plain data.</param>
    /// <returns>The place that the result of the expression is; null when it is none.</returns>
    public PlainNode? Follow(CompiledExpression expression, IReadOnlyList<PlainNode?> values) => expression.Flow(this, values);

    public void Settle() => _roots.ForEach(r => r.Settle());

    internal void Read(Bound call, PlainNode of)
    {
        if (_read.TryGetValue(call, out var other) && other != of)
        {
            other.TakeWhole();
            of.TakeWhole();
        }

        _read[call] = of;
    }

    /// <returns>The slot that a call of <c>JsonValues.Member</c> reads; null when the record is kept whole.</returns>
    internal int? SlotOf(BoundCall call, string name) => _read.TryGetValue(call, out var node) && !node.IsWhole ? node.SlotOf(name) : null;
}
